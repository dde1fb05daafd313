"""Where a reader can go from any page: sections, topics, the same page in another language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page, Site

from portal.core import pagecache
from portal.core.registry import Registry

#: Depth of the pages right below a home page.
SECTION_DEPTH = 3

_shelf = pagecache.Shelf("navigation")
_MARK = "navigation"

#: Names of the languages as their speakers write them.
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}


def reading_language(language: str) -> str:
    """The language whose sections a reader of ``language`` is led to: English has few yet."""
    return language if language in {"ky", "ru"} else "ru"


@dataclass(frozen=True, slots=True)
class Place:
    """One link of a menu."""

    name: str
    url: str
    #: The reader is on this page or below it.
    is_here: bool = False
    is_exact: bool = False
    #: Name of a topic sign, where there is one.
    sign: str = ""
    #: What names the place whatever the language: the slug of a topic.
    key: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """The page the reader is on, in one of the languages of the site."""

    code: str
    name: str
    url: str
    absolute_url: str
    is_current: bool
    #: False: this language has no such page, ``url`` leads to who offers help, else to the nearest
    #: page above that the language has.
    exists: bool


#: Answers with the links to all topics in a language. ``portal.topics`` registers it.
topics: Registry[Callable[[str], list[Place]]] = Registry("list of topics")

#: Answers with the address at which readers of a language are told that it has no such page yet and
#: are offered the page they come from. ``portal.languages`` registers it.
offers: Registry[Callable[[Page, str], str]] = Registry("offer of another language")


def topic_links(request: HttpRequest, language: str) -> list[Place]:
    """The topics in ``language``; empty as long as no room offers any."""
    key = f"topics {request.get_host()} {language}"
    places: list[Place] = _kept(
        request, key, lambda: [place for _name, offer in topics for place in offer(language)]
    )
    return places


def sections(request: HttpRequest, language: str) -> tuple[list[Place], list[Place]]:
    """First-level pages of a language: those of the main menu, and those chosen for the foot.

    A page type enters the main menu by its ``menu_place``; lower comes first. Any other page stands
    at the foot when an editor has ticked "show in menus".
    """
    key = f"sections {request.get_host()} {language}"
    places = _kept(request, key, lambda: _sections(request, language))
    main = [_here(place, request) for rank, place in places if rank]
    return main, [_here(place, request) for rank, place in places if not rank]


def _sections(request: HttpRequest, language: str) -> list[tuple[int, Place]]:
    pages = (
        Page.objects.live()
        .filter(depth=SECTION_DEPTH, locale__language_code=language)
        .select_related("content_type")
    )
    ranked = sorted(
        ((_menu_place(page), page.path, page) for page in pages), key=lambda entry: entry[:2]
    )
    ranked = [entry for entry in ranked if entry[0] or entry[2].show_in_menus]
    return [
        (rank, Place(name=page.title, url=address(page, request))) for rank, _path, page in ranked
    ]


def _kept(request: HttpRequest, key: str, make: Callable[[], Any]) -> Any:
    """What stands on every page: asked once a request, and kept until everything is forgotten."""
    known: dict[str, Any] = request.__dict__.setdefault("_navigation", {})
    if key not in known:
        known[key] = _shelf.find(key)
    if known[key] is None:
        since = pagecache.generation()
        known[key] = make()
        _shelf.keep(key, known[key], {_MARK}, since=since)
    return known[key]


def address(page: Page, request: HttpRequest) -> str:
    """The address of a page on this site. ``get_url`` asks the database for the site first."""
    parts = page.get_url_parts(request=request)
    return str(parts[2]) if parts and parts[2] else "/"


def addresses() -> Callable[[str, str], str]:
    """How to tell the address of a page from its path in the tree and its language alone."""
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths()}

    def address_at(url_path: str, language: str) -> str:
        root = roots.get(language)
        if root is None or not url_path.startswith(root):
            return "/"
        return f"/{language}/{url_path.removeprefix(root)}"

    return address_at


def _menu_place(page: Page) -> int:
    return int(getattr(page.content_type.model_class(), "menu_place", 0))


def _here(place: Place, request: HttpRequest) -> Place:
    return replace(
        place, is_here=request.path.startswith(place.url), is_exact=request.path == place.url
    )


def path_to(page: Page, request: HttpRequest) -> list[Place]:
    """The pages above ``page``, from the home page down."""
    above = [
        one for one in _family(page) if one.path != page.path and page.path.startswith(one.path)
    ]
    return [
        Place(
            name=one.title if one.depth >= SECTION_DEPTH else gettext("Home"),
            url=address(one, request),
        )
        for one in above
    ]


def keep_family(page: Page, family: list[Page]) -> None:
    """Spare ``page`` the query for its family: whoever found it has the rows already."""
    page.__dict__["_family"] = family


def _family(page: Page) -> list[Page]:
    """The page, the pages above it and the twins of all of them; the highest first. One query."""
    kept: list[Page] | None = page.__dict__.get("_family")
    if kept is None:
        paths = [
            page.path[:end] for end in range(2 * page.steplen, len(page.path) + 1, page.steplen)
        ]
        keys = Page.objects.filter(path__in=paths).values("translation_key")
        family = Page.objects.live().filter(translation_key__in=keys)
        kept = list(family.select_related("locale").order_by("depth"))
        keep_family(page, kept)
    return kept


def twins(request: HttpRequest, page: Page | None, *, follows: Page | None = None) -> list[Twin]:
    """Where the language switch leads from here, one entry for each language of the site.

    Args:
        page: the page the reader is on; None in a view.
        follows: the page a view is about: the view exists in the languages that have that page.
    """
    current = translation.get_language()
    told_by = page or follows
    found = _page_addresses(told_by, request) if told_by is not None and told_by.pk else None
    entries = []
    for code, _name in settings.LANGUAGES:
        url, exists = found[code] if found else ("", True)
        if page is None and exists:
            url = _view_address(request, code)
        entries.append(
            Twin(
                code=code,
                name=OWN_NAMES.get(code, code),
                url=url,
                absolute_url=request.build_absolute_uri(url),
                is_current=code == current,
                exists=exists,
            )
        )
    return entries


def _view_address(request: HttpRequest, code: str) -> str:
    return translate_url(request.get_full_path(), code)


def _page_addresses(page: Page, request: HttpRequest) -> dict[str, tuple[str, bool]]:
    """Address in each language of the page or the nearest above it, and whether it is the page."""
    found = _nearest_addresses(page, request)
    for code, (_url, is_twin) in found.items():
        if not is_twin and page.depth >= SECTION_DEPTH:
            for _name, offer in offers:
                found[code] = (offer(page, code), False)
    return found


def nearest(page: Page, request: HttpRequest, code: str) -> str:
    """The address in a language of the page itself or of the nearest page above it."""
    return _nearest_addresses(page, request)[code][0]


def _nearest_addresses(page: Page, request: HttpRequest) -> dict[str, tuple[str, bool]]:
    found = {code: (f"/{code}/", False) for code, _name in settings.LANGUAGES}
    for one in _family(page):
        is_twin = one.translation_key == page.translation_key
        code = one.locale.language_code
        if is_twin or not found[code][1]:  # a twin may lie higher than the pages above its original
            found[code] = (address(one, request), is_twin)
    return found
