"""The board of languages, shaped for the screen. As many queries however many pages there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as Part
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from portal.core import navigation, tree
from portal.languages import items
from portal.languages.items import State
from portal.languages.models import ExpectedLanguage, TranslationState

PER_PAGE = 40
#: The section of the pages right below the home pages.
TOP = "top"


@dataclass(frozen=True, slots=True)
class Section:
    """A first-level page with its twins."""

    key: str
    title: str
    paths: tuple[str, ...]


@dataclass(slots=True)
class Figures:
    """How many items of one kind stand how in one language."""

    code: str
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def there(self) -> int:
        """Items that have a page in the language, published or not."""
        without = (State.MISSING, State.WAIVED, State.ABSENT)
        return sum(count for state, count in self.counts.items() if state not in without)

    @property
    def name(self) -> str:
        """The language as its speakers write it."""
        return navigation.OWN_NAMES.get(self.code, self.code)

    @property
    def missing(self) -> int:
        """Items that are owed."""
        return self.counts[State.MISSING]

    @property
    def drafts(self) -> int:
        """Translations that are not published."""
        return self.counts[State.DRAFT]

    @property
    def stale(self) -> int:
        """Translations behind their original."""
        return self.counts[State.STALE]

    @property
    def debts(self) -> list[tuple[str, str]]:
        """What is to be done, with its number in words, by state."""
        words = {
            State.MISSING: _("missing: %(n)s"),
            State.COPY: _("drafts not translated: %(n)s"),
            State.DRAFT: _("drafts: %(n)s"),
            State.LIVE_COPY: _("published untranslated: %(n)s"),
            State.STALE: _("behind: %(n)s"),
        }
        return [
            (state.value, str(text) % {"n": self.counts[state]})
            for state, text in words.items()
            if self.counts[state]
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of item in one section, in every language."""

    section: Section
    kind: str
    kind_id: int
    total: int
    figures: list[Figures]


@dataclass(frozen=True, slots=True)
class Cell:
    """One item in one language."""

    code: str
    name: str
    state: State
    page_id: int | None
    owner: str
    due_on: date | None
    is_overdue: bool
    wishes: int

    @property
    def is_owed(self) -> bool:
        """Somebody has something to do here."""
        return self.state in items.OWED


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the list."""

    page_id: int
    title: str
    kind: str
    cells: list[Cell]


def sections() -> list[Section]:
    """First-level pages by their translation key, named in the language of the screen."""
    rows = Page.objects.filter(depth=items.SECTION_DEPTH).order_by("path").select_related("locale")
    found: dict[str, list[Page]] = defaultdict(list)
    for page in rows:
        found[str(page.translation_key)].append(page)
    return [
        Section(key=key, title=_named(twins), paths=tuple(page.path for page in twins))
        for key, twins in found.items()
        if any(page.numchild for page in twins)
    ]


def top_section() -> Section:
    """Where the pages right below the home pages are counted, and the home pages themselves."""
    return Section(key=TOP, title=gettext("First level"), paths=())


def expected() -> dict[str, set[str]]:
    """The sections, by their key, that are to have each language beyond those at par."""
    found: dict[str, set[str]] = {code: set() for code in optional_languages()}
    for row in ExpectedLanguage.objects.select_related("locale"):
        key = TOP if row.section == ExpectedLanguage.TOP else str(row.section)
        found.setdefault(row.locale.language_code, set()).add(key)
    return found


def optional_languages() -> list[str]:
    """The languages a section may do without."""
    return [code for code in items.languages() if code not in settings.LANGUAGES_AT_PAR]


def owed_languages(page: Page) -> list[str]:
    """The languages in which an item is owed and has no page."""
    found = items.with_states(items.originals()).get(translation_key=page.translation_key)
    return [code for code in items.languages() if getattr(found, f"state_{code}") == State.MISSING]


def untouched_twins(page: Page) -> list[Page]:
    """The twins of an item that were made as copies and still say the words of the original."""
    copied = TranslationState.objects.filter(
        translation_key=page.translation_key, is_copy=True, is_waived=False
    )
    return list(page.get_translations().filter(locale__in=copied.values("locale")))


def _named(twins: list[Page]) -> str:
    language = get_language()
    mine = next((one for one in twins if one.locale.language_code == language), twins[0])
    return str(mine.title)


def kinds() -> dict[int, str]:
    """Names of the page types by the id of their content type."""
    types = ContentType.objects.get_for_models(*items.page_types())
    return {one.pk: str(model._meta.verbose_name) for model, one in types.items()}


def overview(known: list[Section]) -> list[Line]:
    """Section by section and type by type: what is there, missing, behind. One query."""
    by_path = {path: section for section in known for path in section.paths}
    names, top = kinds(), top_section()
    codes = items.languages()
    grouped = (
        items.with_states(items.originals())
        .order_by()
        .values("section", "content_type", *(f"state_{code}" for code in codes))
        .annotate(n=Count("pk"))
    )
    lines: dict[tuple[str, int], dict[str, Figures]] = {}
    places: dict[str, Section] = {}
    for row in grouped:
        section = by_path.get(row["section"], top)
        places[section.key] = section
        figures = lines.setdefault(
            (section.key, row["content_type"]), {code: Figures(code) for code in codes}
        )
        for code in codes:
            figures[code].counts[row[f"state_{code}"]] += row["n"]
    order = [top.key, *(section.key for section in known)]
    return [
        Line(
            section=places[key],
            kind=names[kind_id],
            kind_id=kind_id,
            total=sum(figures[codes[0]].counts.values()),
            figures=list(figures.values()),
        )
        for (key, kind_id), figures in sorted(
            lines.items(), key=lambda entry: (order.index(entry[0][0]), names[entry[0][1]])
        )
    ]


def listed(wanted: dict[str, Any], known: list[Section], number: Any, today: date) -> Part[Item]:
    """A part of the list of items as narrowed; most wished for first, then the latest changed."""
    rows = items.with_wishes(items.with_states(items.originals()))
    rows = _narrowed(rows, wanted, known).order_by("-wishes", "-last_published_at", "-pk")
    part = Paginator(items.with_details(rows), PER_PAGE).get_page(number)
    names = kinds()
    part.object_list = [_row(page, names, today) for page in part.object_list]
    return part


def item(page: Page, today: date) -> Item:
    """One item in full."""
    rows = items.with_details(items.with_states(items.originals()))
    return _row(rows.get(translation_key=page.translation_key), kinds(), today)


def _narrowed(rows: Any, wanted: dict[str, Any], known: list[Section]) -> Any:
    if wanted.get("section") == TOP:
        rows = rows.exclude(section__in=[path for one in known for path in one.paths])
    elif section := next((one for one in known if one.key == wanted.get("section")), None):
        rows = rows.filter(section__in=section.paths)
    if wanted.get("kind"):
        rows = rows.filter(content_type=wanted["kind"])
    if wanted.get("q"):
        rows = rows.filter(title__icontains=wanted["q"])
    if wanted.get("wished"):
        rows = rows.filter(wishes__gt=0)
    return _owned(_in_state(rows, wanted.get("language"), wanted.get("state")), wanted)


def _in_state(rows: Any, language: str | None, state: str | None) -> Any:
    if not state:
        return rows
    states = list(items.OWED) if state == "owed" else [state]
    codes = [language] if language else items.languages()
    asked = Q()
    for code in codes:
        asked |= Q(**{f"state_{code}__in": states})
    return rows.filter(asked)


def _owned(rows: Any, wanted: dict[str, Any]) -> Any:
    owner = wanted.get("owner")
    if not owner:
        return rows
    debts = TranslationState.objects.owed()
    if owner != "any":
        debts = debts.filter(owner=wanted["user_id"] if owner == "me" else owner)
    if wanted.get("language"):
        debts = debts.filter(locale__language_code=wanted["language"])
    return rows.filter(translation_key__in=debts.values("translation_key"))


def _row(page: Any, names: dict[int, str], today: date) -> Item:
    return Item(
        page_id=page.pk,
        title=page.title,
        kind=names[page.content_type_id],
        cells=[_cell(page, code, today) for code in items.languages()],
    )


def _cell(page: Any, code: str, today: date) -> Cell:
    due_on = getattr(page, f"due_{code}")
    return Cell(
        code=code,
        name=navigation.OWN_NAMES.get(code, code),
        state=State(getattr(page, f"state_{code}")),
        page_id=getattr(page, f"page_{code}"),
        owner=getattr(page, f"owner_{code}") or "",
        due_on=due_on,
        is_overdue=due_on is not None and due_on < today,
        wishes=getattr(page, f"wishes_{code}"),
    )


def language_names() -> dict[str, str]:
    """Languages as their speakers write them."""
    return {code: navigation.OWN_NAMES.get(code, code) for code in items.languages()}


def states_of(page: Page) -> dict[str, TranslationState]:
    """What is kept of an item, by language."""
    rows = TranslationState.objects.filter(translation_key=page.translation_key)
    return {row.locale.language_code: row for row in rows.select_related("locale")}


def translators(page: Page, language: str) -> Any:
    """Staff who may write an item in ``language``: edit its twin, or add one where it belongs."""
    twin = tree.twin_of(page, language)
    asked = "change" if twin else "add"
    place = twin or _nearest_parent_in(page, language)
    writers = page_permission_policy.users_with_permission_for_instance(asked, place)
    may_enter = Q(groups__permissions__codename="access_admin") | Q(is_superuser=True)
    staff = get_user_model().objects.filter(may_enter)
    return writers.filter(pk__in=staff.values("pk")).order_by("email")


def _nearest_parent_in(page: Page, language: str) -> Page:
    """The page below which the twin goes; pages that are missing in between are made with it."""
    parent = page.get_parent()
    while not parent.is_root():
        if twin := tree.twin_of(parent, language):
            return twin
        parent = parent.get_parent()
    return parent
