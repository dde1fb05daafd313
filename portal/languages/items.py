"""Every item of the site, once, and how it stands in each language.

An item is what twins share. Its original is the twin that was entered first; the others follow it.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Substr, Trim
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models

from portal.core.pages import BasePage
from portal.languages.models import ExpectedLanguage, TranslationState, TranslationWish

#: Depth of the pages right below a home page, and the length of their path.
SECTION_DEPTH = 3
SECTION_PATH = SECTION_DEPTH * Page.steplen
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class State(models.TextChoices):
    """How an item stands in a language."""

    ORIGINAL = "original", _("original")
    IN_LINE = "in_line", _("in line")
    STALE = "stale", _("behind the original")
    DRAFT = "draft", _("draft")
    COPY = "copy", _("draft, not translated yet")
    LIVE_COPY = "live_copy", _("published, not translated yet")
    MISSING = "missing", _("missing")
    WAIVED = "waived", _("not to be translated")
    #: Nothing is owed in this language.
    ABSENT = "absent", _("none")


#: What somebody has to do something about.
OWED = (State.MISSING, State.COPY, State.DRAFT, State.LIVE_COPY, State.STALE)


def languages() -> list[str]:
    """The languages of the site, in their order."""
    return [code for code, _name in settings.LANGUAGES]


def page_types() -> list[type[Page]]:
    """The types whose pages are items."""
    return [one for one in get_page_models() if issubclass(one, BasePage)]


def originals() -> Any:
    """The original of every item; the copies Wagtail keeps in step by itself are none."""
    types = ContentType.objects.get_for_models(*page_types()).values()
    pages = Page.objects.filter(alias_of=None, content_type__in=list(types))
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"), alias_of=None
    )
    return pages.filter(~Exists(earlier))


def original_of(page: Page) -> Page:
    """The twin that was entered first; ``page`` itself when it is the original."""
    twins = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return twins.order_by("pk").select_related("locale").first() or page


def with_states(rows: Any) -> Any:
    """Annotate originals with their section and ``state_ky``, ``state_ru`` … for every language."""
    rows = with_section(rows)
    for code in languages():
        twin = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=code
        )
        kept = TranslationState.objects.of(OuterRef("translation_key"), code)
        rows = rows.annotate(
            **{
                f"live_{code}": Subquery(twin.values("live")[:1]),
                f"copy_{code}": Subquery(kept.values("is_copy")[:1]),
                f"waived_{code}": Subquery(kept.values("is_waived")[:1]),
                f"seen_{code}": Coalesce(
                    Subquery(kept.values("source_seen_at")[:1]),
                    Subquery(twin.values("last_published_at")[:1]),
                    Value(_NEVER),
                ),
            }
        ).annotate(**{f"state_{code}": _state(code)})
    return rows


def _state(code: str) -> Case:
    is_at_par = code in settings.LANGUAGES_AT_PAR
    expected = [] if is_at_par else [When(_is_expected(code), then=Value(State.MISSING))]
    return Case(
        When(locale__language_code=code, then=Value(State.ORIGINAL)),
        When(**{f"live_{code}": True, f"copy_{code}": True}, then=Value(State.LIVE_COPY)),
        When(Q(**{f"live_{code}": True, "last_published_at__gt": F(f"seen_{code}")}),
             then=Value(State.STALE)),
        When(**{f"live_{code}": True}, then=Value(State.IN_LINE)),
        When(**{f"live_{code}": False, f"copy_{code}": True}, then=Value(State.COPY)),
        When(**{f"live_{code}": False}, then=Value(State.DRAFT)),
        When(**{f"waived_{code}": True}, then=Value(State.WAIVED)),
        *expected,
        default=Value(State.MISSING if is_at_par else State.ABSENT),
        output_field=CharField(),
    )  # fmt: skip


def _is_expected(code: str) -> Q:
    """Whether the section of a row is to have a language that is not at par."""
    expected = ExpectedLanguage.objects.filter(locale__language_code=code)
    pages = Page.objects.filter(
        depth=SECTION_DEPTH, translation_key__in=expected.values("section")
    ).order_by()
    return Q(section__in=pages.values("path")) | (
        Q(section="") & Q(Exists(expected.filter(section=ExpectedLanguage.TOP)))
    )


def with_wishes(rows: Any) -> Any:
    """Annotate originals with ``wishes``: how many readers ask for what is not there."""
    wishes = TranslationWish.objects.unmet().filter(translation_key=OuterRef("translation_key"))
    counted = wishes.order_by().values("translation_key").annotate(n=Count("pk")).values("n")
    return rows.annotate(wishes=Coalesce(Subquery(counted), 0))


def with_details(rows: Any) -> Any:
    """Annotate originals with what a row of the list tells of each language.

    ``page_ky`` is the twin, ``owner_ky`` who owes it by ``due_ky``, ``wishes_ky`` how many ask.
    """
    for code in languages():
        twin = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=code
        )
        kept = TranslationState.objects.of(OuterRef("translation_key"), code)
        named = kept.annotate(name=_name_of("owner"))
        asked = TranslationWish.objects.of(OuterRef("translation_key"), code).order_by()
        counted = asked.values("translation_key").annotate(n=Count("pk")).values("n")
        rows = rows.annotate(
            **{
                f"page_{code}": Subquery(twin.order_by().values("pk")[:1]),
                f"owner_{code}": Subquery(named.values("name")[:1]),
                f"due_{code}": Subquery(kept.values("due_on")[:1]),
                f"wishes_{code}": Coalesce(Subquery(counted), 0),
            }
        )
    return rows


def _name_of(user: str) -> Coalesce:
    """Family and given name, or else the address or the number."""
    name = Trim(Concat(f"{user}__last_name", Value(" "), f"{user}__first_name"))
    return Coalesce(
        NullIf(name, Value("")),
        f"{user}__email",
        Cast(f"{user}__phone", CharField()),
        Value(""),
        output_field=CharField(),
    )


def with_section(rows: Any) -> Any:
    """Annotate originals with ``section``: the path of the first-level page above, if any."""
    return rows.annotate(
        section=Case(
            When(depth__gt=SECTION_DEPTH, then=Substr("path", 1, SECTION_PATH)),
            default=Value(""),
            output_field=CharField(),
        )
    )
