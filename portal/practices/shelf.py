"""The library in memory: one bit a practice in a number for every choice of every facet.

Counting a facet is then an "and" of a few long numbers and a count of the bits that are left, so
that ten facets over five thousand practices cost less than one GROUP BY. Each process remembers
the shelf of a language as long as the mark in the database is the one it was read under.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from portal.practices import bands
from portal.practices.likeness import Traits
from portal.practices.models import PracticeFacts, ShelfMark

#: Facets in the order of the page. Each choice is a value of the practice's facts.
FACETS = (
    *("topic", "oblast", "rayon", "size", "cost", "outcome", "year"),
    *("language", "proof", "adopted"),
)
#: Where a practice lies is one question with two facets: see ``Shelf.fitting``.
_PLACE = frozenset({"oblast", "rayon"})
#: Which twin stands for a practice where the reader's own language has none.
_LANGUAGES = ("ky", "ru", "en")
_COLUMNS = (
    *("practice_id", "translation_key", "language", "territory_id", "level", "oblast_id"),
    *(
        "area_id",
        "heirs_in",
        "topics",
        "year",
        "outcome",
        "population",
        "altitude_m",
        "budget_tyiyn",
    ),
    *("cost_tyiyn", "proof", "adopted_count"),
)

#: By facet the values chosen; several of one facet are alternatives.
Chosen = Mapping[str, frozenset[Any]]


@dataclass(slots=True)
class Shelf:
    """The published practices, each once, the newest first; bit 0 is the first."""

    page_ids: list[int] = field(default_factory=list)
    traits: list[Traits] = field(default_factory=list)
    adopted: list[int] = field(default_factory=list)
    #: Where a practice stands, by the id of its page in any language.
    places: dict[int, int] = field(default_factory=dict)
    bits: dict[str, dict[Any, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    #: The areas of each oblast that have practices.
    areas: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def everything(self) -> int:
        """All bits set."""
        return (1 << len(self.page_ids)) - 1

    def fitting(self, chosen: Chosen, *, within: int | None = None, leaving: str = "") -> int:
        """The practices that fit all that is chosen.

        Args:
            within: only of these; of all by default.
            leaving: a facet whose own choice does not count. Without the oblast the rayon says
                nothing either.
        """
        found = self.everything if within is None else within
        for facet, values in chosen.items():
            if values and facet not in _PLACE and facet != leaving:
                found &= self._any_of(facet, values)
        if leaving != "oblast" and (chosen.get("oblast") or chosen.get("rayon")):
            rayons = frozenset() if leaving == "rayon" else chosen.get("rayon", frozenset())
            found &= self._lying_in(chosen.get("oblast", frozenset()), rayons)
        return found

    def counts(self, chosen: Chosen, *, within: int | None = None) -> dict[str, dict[Any, int]]:
        """How many practices each choice would leave, its own facet's choices aside."""
        counted = {}
        for facet, values in self.bits.items():
            left = self.fitting(chosen, within=within, leaving=facet)
            counted[facet] = {value: (bits & left).bit_count() for value, bits in values.items()}
        return counted

    def positions(self, found: int) -> list[int]:
        """Where the practices stand, the newest first."""
        if found == self.everything:
            return list(range(len(self.page_ids)))
        return [at for at, bit in enumerate(reversed(f"{found:b}")) if bit == "1"]

    def standing(self, page_ids: Iterable[int]) -> list[int]:
        """Where the practices of these pages stand, in the order given, each once."""
        found = (self.places[page_id] for page_id in page_ids if page_id in self.places)
        return list(dict.fromkeys(found))

    def _any_of(self, facet: str, values: Iterable[Any]) -> int:
        found = 0
        for value in values:
            found |= self.bits[facet].get(value, 0)
        return found

    def _lying_in(self, oblasts: frozenset[int], rayons: frozenset[int]) -> int:
        """In the rayons chosen, and in the oblasts of which no rayon is chosen."""
        whole = [one for one in oblasts if not rayons & self.areas.get(one, set())]
        return self._any_of("oblast", whole) | self._any_of("rayon", rayons)


_remembered: dict[tuple[str, str], tuple[UUID, Shelf]] = {}


def of(language: str) -> Shelf:
    """The shelf for readers of ``language``: one query, two after the facts have changed."""
    token = ShelfMark.objects.values_list("token", flat=True).first()
    key = (DEFAULT_DB_ALIAS, language)
    known = _remembered.get(key)
    if known is not None and known[0] == token:
        return known[1]
    shelf = _read(language)
    if token is not None:
        _remembered[key] = (token, shelf)
    return shelf


def forget() -> None:
    """Read every shelf anew when it is next asked for."""
    _remembered.clear()


def _read(language: str) -> Shelf:
    rows = PracticeFacts.objects.order_by("-published_at", "-pk")
    twins: dict[UUID, list[dict[str, Any]]] = {}
    for values in rows.values_list(*_COLUMNS):
        row = dict(zip(_COLUMNS, values, strict=True))
        twins.setdefault(row["translation_key"], []).append(row)
    return _filled(twins.values(), [language, *_LANGUAGES])


def _filled(practices: Iterable[Sequence[dict[str, Any]]], languages: list[str]) -> Shelf:
    shelf = Shelf()
    marks: dict[str, dict[Any, list[int]]] = {name: defaultdict(list) for name in FACETS}
    for at, twins in enumerate(practices):
        row = min(twins, key=lambda one: languages.index(one["language"]))
        shelf.page_ids.append(row["practice_id"])
        shelf.adopted.append(row["adopted_count"])
        shelf.traits.append(_traits(row))
        shelf.places.update({one["practice_id"]: at for one in twins})
        lying = {(row["oblast_id"], row["area_id"]), *map(tuple, row["heirs_in"] or ())}
        for oblast_id, area_id in lying:
            if area_id is not None:
                shelf.areas[oblast_id].add(area_id)
        for facet, values in _choices(row, twins, lying).items():
            for value in values:
                marks[facet][value].append(at)
    shelf.bits = {
        facet: {value: _number(found) for value, found in values.items()}
        for facet, values in marks.items()
    }
    return shelf


def _number(positions: list[int]) -> int:
    """A number with these bits set; setting them one by one would copy it every time."""
    digits = bytearray(positions[-1] // 8 + 1)
    for at in positions:
        digits[at // 8] |= 1 << at % 8
    return int.from_bytes(digits, "little")


def _choices(
    row: dict[str, Any], twins: Sequence[dict[str, Any]], lying: set[tuple[int, int | None]]
) -> dict[str, list[Any]]:
    """What the practice answers to; one of a former unit also to the place of its heirs."""
    return {
        "topic": row["topics"],
        "oblast": list({oblast_id for oblast_id, _area in lying}),
        "rayon": list({area_id for _oblast, area_id in lying if area_id is not None}),
        "size": [bands.size(row["population"])],
        "cost": [bands.cost(row["cost_tyiyn"])],
        "outcome": [row["outcome"]],
        "year": [row["year"] or 0],
        "language": sorted({twin["language"] for twin in twins}),
        "proof": [row["proof"]],
        "adopted": [bands.adopted(row["adopted_count"])],
    }


def _traits(row: dict[str, Any]) -> Traits:
    return Traits(
        territory_id=row["territory_id"],
        oblast_id=row["oblast_id"],
        area_id=row["area_id"],
        level=row["level"],
        population=row["population"],
        altitude_m=row["altitude_m"],
        budget_tyiyn=row["budget_tyiyn"],
    )
