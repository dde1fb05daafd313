"""The page of the library: what fits, how it may be narrowed further, and where it lies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page as Part
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core import finding, navigation, readers
from portal.practices import likeness, mine, rows, shelf, vocabulary, wanted
from portal.practices.models import PracticePage
from portal.practices.shelf import Shelf
from portal.practices.wanted import Option, Wanted
from portal.territories import maps
from portal.territories import selectors as territories
from portal.territories.selectors import Unit

PER_PAGE = 20
#: Facets that show a choice nothing is left of: that none failed is an answer too.
_WHOLE = frozenset({"outcome"})

Counts = dict[str, dict[Any, int]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet."""

    name: str
    url: str
    count: int
    is_current: bool
    #: Names the line on the page, so that the focus finds it again.
    key: str
    lang: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    key: str
    title: str
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        """Something of it is chosen."""
        return any(choice.is_current for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for the page, understood."""

    shelf: Shelf
    units: list[Unit]
    words: dict[str, list[Option]]
    state: Wanted
    chosen: dict[str, frozenset[Any]]
    #: The practices that the text means, the best first; None without a text.
    meant: list[int] | None
    #: The municipality the reader serves in.
    own: int | None
    #: The municipality the list is compared with.
    place: mine.Place | None

    @property
    def within(self) -> int | None:
        """The bits of what the text means."""
        return None if self.meant is None else sum(1 << at for at in self.meant)

    @property
    def sort(self) -> str:
        """The order asked for, or the one that suits what was asked."""
        possible = {"newest", "adopted"}
        possible |= {"relevance"} if self.meant is not None else set()
        possible |= {"like"} if self.place else set()
        if self.state.sort in possible:
            return self.state.sort
        return "relevance" if self.meant is not None else "newest"


def page(request: HttpRequest, language: str) -> dict[str, Any]:
    """Everything the template shows."""
    asked = understood(request, language)
    part = listed(asked, request.GET.get("page"))
    counts = asked.shelf.counts(asked.chosen, within=asked.within)
    is_asked = "pick" in request.GET or (asked.state.sort == "like" and asked.place is None)
    return {
        "part": part,
        "rows": [*_rows(part, asked, language)],
        "facets": (shown := facets(asked, counts)),
        "chosen": _chosen(asked, shown),
        "sorts": _sorts(asked),
        "views": _views(asked),
        "views_label": _("List or map"),
        "map": _map(asked, counts) if asked.state.on_map else None,
        "place": asked.place,
        "state": asked.state,
        "unknown": _unknown(asked),
        "place_form": mine.form(request.GET) if is_asked or mine.is_sent(request.GET) else None,
        "pick_url": f"{asked.state.address}&pick=1",
        "clear_url": replace(asked.state, chosen={}, text="").address,
    }


def _unknown(asked: Asked) -> tuple[str, ...]:
    """What the address asks for and nobody knows, a municipality among it."""
    is_nowhere = asked.state.like is not None and asked.place is None
    return (*asked.state.unknown, *([str(asked.state.like)] if is_nowhere else []))


def understood(request: HttpRequest, language: str) -> Asked:
    """What the address asks for, in the facts of the library."""
    books = shelf.of(language)
    units = territories.oblasts_and_areas()
    words = vocabulary.options(books, navigation.topic_links(request, language), units)
    state = _with_oblasts(wanted.read(request.GET, words), units)
    own = readers.municipality_of(request.user)
    like = state.like or (own if state.sort == "like" else None)
    meant = None
    if state.text:
        found = finding.ids(state.text, kind=PracticePage.entry_kind, prefers=language)
        meant = books.standing(found)
    return Asked(
        shelf=books,
        units=units,
        words=words,
        state=state,
        chosen={
            facet: frozenset(one.value for one in options if state.has(facet, one.slug))
            for facet, options in words.items()
        },
        meant=meant,
        own=own,
        place=None if like is None else mine.place(like),
    )


def _with_oblasts(state: Wanted, units: list[Unit]) -> Wanted:
    """A rayon in the address brings its oblast along."""
    by_id = {unit.pk: unit for unit in units}
    above = {
        by_id[unit.parent_id].slug
        for unit in units
        if unit.parent_id and state.has("rayon", unit.slug)
    }
    oblasts = state.chosen.get("oblast", ())
    missing = tuple(sorted(above.difference(oblasts)))
    return state.only(oblast=(*oblasts, *missing)) if missing else state


def listed(asked: Asked, number: str | None) -> "Part[int]":
    """One part of the list, in the order asked for. No query."""
    fitting = asked.shelf.fitting(asked.chosen, within=asked.within)
    positions = _sorted(asked, asked.shelf.positions(fitting))
    return Paginator(positions, PER_PAGE).get_page(number)


def _sorted(asked: Asked, positions: list[int]) -> list[int]:
    """Among equals the newest stays first."""
    if asked.sort == "relevance":
        fitting = set(positions)
        return [at for at in asked.meant or [] if at in fitting]
    if asked.sort == "adopted":
        return sorted(positions, key=lambda at: -asked.shelf.adopted[at])
    if asked.sort == "like" and asked.place:
        own, traits = asked.place.traits, asked.shelf.traits

        def rank(at: int) -> tuple[bool, float]:
            """Her own practices, which she knows, come last."""
            is_hers = traits[at].territory_id == own.territory_id
            return is_hers, -likeness.between(own, traits[at]).points

        return sorted(positions, key=rank)
    return positions


def _rows(part: "Part[int]", asked: Asked, language: str) -> Iterable[rows.Row]:
    """The rows of one part; one query. Where likeness decided, it is told."""
    ids = [asked.shelf.page_ids[at] for at in part]
    oblasts = {unit.pk: unit.name for unit in asked.units if unit.parent_id is None}
    found = rows.of_pages(ids, reading=language, oblasts=oblasts)
    for at, page_id in zip(part, ids, strict=True):
        if page_id not in found:
            continue
        row = found[page_id]
        if asked.sort == "like" and asked.place:
            row = replace(row, note=mine.reasons(asked.place, asked.shelf.traits[at]))
        yield row


def facets(asked: Asked, counts: Counts) -> list[Facet]:
    """All ways to narrow the list, with what each choice would leave."""
    shown = []
    for facet, title in vocabulary.titles().items():
        choices = [
            _choice(asked, facet, option, counts[facet].get(option.value, 0))
            for option in asked.words[facet]
            if facet != "rayon" or _is_in_chosen_oblast(asked, option)
        ]
        seen = [one for one in choices if one.count or one.is_current or facet in _WHOLE]
        if seen:
            shown.append(Facet(facet, title, seen))
    return shown


def _chosen(asked: Asked, shown: list[Facet]) -> list[Choice]:
    """Everything that narrows the list, each to be taken back."""
    found = [choice for facet in shown for choice in facet.choices if choice.is_current]
    if asked.state.text:
        url = replace(asked.state, text="").address
        found.insert(0, Choice(f"«{asked.state.text}»", url, 0, True, "text", ""))
    return found


def _is_in_chosen_oblast(asked: Asked, option: Option) -> bool:
    oblasts = asked.chosen["oblast"]
    return any(option.value in asked.shelf.areas.get(one, ()) for one in oblasts)


def _choice(asked: Asked, facet: str, option: Option, count: int) -> Choice:
    state = asked.state.toggled(facet, option.slug)
    is_current = asked.state.has(facet, option.slug)
    if facet == "oblast" and is_current:
        state = _without_rayons_of(asked, option, state)
    return Choice(
        name=option.name,
        url=state.address,
        count=count,
        is_current=is_current,
        key=f"{facet}-{option.slug}",
        lang=option.lang,
    )


def _without_rayons_of(asked: Asked, oblast: Option, state: Wanted) -> Wanted:
    inside = {unit.slug for unit in asked.units if unit.parent_id == oblast.value}
    left = tuple(slug for slug in state.chosen.get("rayon", ()) if slug not in inside)
    return state.only(rayon=left)


def _sorts(asked: Asked) -> list[dict[str, Any]]:
    """The orders that make sense now."""
    names = [("newest", _("newest first")), ("adopted", _("most taken over"))]
    if asked.meant is not None:
        names.insert(0, ("relevance", _("closest to the words")))
    if asked.place or asked.own:
        names.append(("like", _("most like yours first")))
    return [
        {
            "key": f"sort-{key}",
            "name": name,
            "url": replace(asked.state, sort=key).address,
            "is_current": key == asked.sort,
        }
        for key, name in names
    ]


def _views(asked: Asked) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "url": replace(asked.state, on_map=on_map).address,
            "is_current": on_map == asked.state.on_map,
        }
        for name, on_map in ((_("List"), False), (_("Map"), True))
    ]


def _map(asked: Asked, counts: Counts) -> dict[str, Any]:
    """The country, or the one oblast that is chosen, with counts by area."""
    chosen = [unit for unit in asked.units if unit.pk in asked.chosen["oblast"]]
    close = maps.oblast(chosen[0].soate) if len(chosen) == 1 else None
    drawing = close or maps.country()
    drawn = {one["soate"] for one in (*drawing["areas"], *drawing["cities"])}
    inside = chosen[0].pk if close else None
    # A capital stands on the map of the oblast around it without being part of it.
    units = [unit for unit in asked.units if unit.parent_id == inside or unit.soate in drawn]

    def count(unit: Unit) -> int:
        return counts["oblast" if unit.parent_id is None else "rayon"].get(unit.pk, 0)

    def url(unit: Unit) -> str:
        slug = unit.slug
        if unit.parent_id is None:
            return asked.state.only(oblast=(slug,), rayon=()).address
        return asked.state.toggled("rayon", slug).address

    return {
        "title": chosen[0].name if close else _("Kyrgyz Republic"),
        "drawing": drawing,
        "areas": maps.areas(
            drawing,
            units,
            count=count,
            url=url,
            current=asked.chosen["rayon" if close else "oblast"],
        ),
        "out_url": asked.state.only(oblast=(), rayon=()).address if close else "",
    }
