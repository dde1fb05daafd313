"""What the pages about adoptions show to one reader."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from membership.cabinet import offices
from membership.clients import selectors as clients
from portal.core import clock
from portal.practices.adoptions import selectors as adoptions
from portal.practices.adoptions.models import Adoption
from portal.practices.models import PracticePage
from portal.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader may say about a practice."""

    #: ``stranger``, ``unverified``, ``waiting``, ``own`` or ``speaker``.
    who: str
    #: Municipalities that may still enter the ledger by her word.
    free: list[Territory]
    #: Entries that are hers to move.
    entries: list[Adoption]


def places_of(reader: Any) -> list[Territory]:
    """The municipalities a reader speaks for today; none for those who are not signed in."""
    if not reader.is_authenticated:
        return []
    return clients.municipalities_of(reader.pk, on=clock.today())


def standing(reader: Any, practice: PracticePage) -> Standing:
    """Whether and for whom a reader speaks about a practice."""
    places = places_of(reader)
    if not places:
        return Standing(_without_office(reader), [], [])
    entries = [
        one
        for one in adoptions.in_places([place.pk for place in places])
        if one.practice_key == practice.translation_key
    ]
    taken = {one.territory_id for one in entries} | {practice.territory_id}
    free = [place for place in places if place.pk not in taken]
    return Standing("speaker" if free or entries else "own", free, entries)


def _without_office(reader: Any) -> str:
    if not reader.is_authenticated:
        return "stranger"
    held = offices.of_member(reader.pk, on=clock.today())
    return "waiting" if any(one.state == "waiting" for one in held) else "unverified"


def entry_of(reader: Any, adoption_id: int) -> Adoption | None:
    """An entry of a municipality the reader speaks for; None for everything else."""
    return adoptions.one_in_places(adoption_id, [place.pk for place in places_of(reader)])


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the member's room."""

    adoption: Adoption
    title: str


def rows(reader: Any, language: str) -> list[Row]:
    """What the municipalities of a member took over, the latest told first. Three queries."""
    places = places_of(reader)
    entries = adoptions.in_places([place.pk for place in places]) if places else []
    titles: dict[UUID, str] = adoptions.titles([one.practice_key for one in entries], language)
    return [Row(one, titles.get(one.practice_key, "")) for one in entries]
