"""Answers about adoptions for pages, facets and reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from portal.practices.adoptions.models import Adoption, AdoptionStep
from portal.practices.models import PracticePage
from portal.territories import lineage
from portal.territories.models import Territory


def adopted_counts() -> dict[UUID, int]:
    """How many municipalities adapt or use each practice, by its translation key. One query."""
    return Adoption.objects.counts_by_practice()


def adoption_figures(begin: datetime, end: datetime) -> dict[str, int]:
    """What entered the ledger from ``begin`` to before ``end``, by the state it stands in now."""
    return Adoption.objects.recorded_between(begin, end).counts_by_state()


def standing() -> dict[str, int]:
    """How many entries of the ledger stand in each state today. One query."""
    return Adoption.objects.current().counts_by_state()


def practice_of(key: UUID, language: str) -> PracticePage | None:
    """The published page of a practice that anybody may read, in ``language`` if there is one."""
    page: PracticePage | None = _titled([key], language).first()
    return page


def open_practice(page_id: int) -> PracticePage | None:
    """A published practice that anybody may read, by the id of its page."""
    page: PracticePage | None = PracticePage.objects.live().public().filter(pk=page_id).first()
    return page


def entry(key: UUID, territory_id: int) -> Adoption | None:
    """The current entry of a municipality in the ledger of a practice."""
    return Adoption.objects.of_practice(key).filter(territory=territory_id).first()


def titles(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """Titles of practices by key, in ``language`` where it has them, drafts too. One query."""
    rows = PracticePage.objects.filter(translation_key__in=set(keys))
    pairs = _preferring(rows, language).values_list("translation_key", "title")
    return dict(reversed(list(pairs)))


def _titled(keys: Iterable[UUID], language: str) -> "QuerySet[Any]":
    rows = PracticePage.objects.live().public().filter(translation_key__in=set(keys))
    return _preferring(rows.select_related("locale", "territory__parent__parent"), language)


def _preferring(rows: "QuerySet[Any]", language: str) -> "QuerySet[Any]":
    own = When(locale__language_code=language, then=Value(0))
    rank = Case(own, default=Value(1), output_field=IntegerField())
    return rows.order_by(rank, "pk")


def in_places(territory_ids: Iterable[int]) -> "list[Adoption]":
    """The current entries of these municipalities, the latest told first."""
    return list(Adoption.objects.in_places(lineage.with_past(territory_ids)).with_place())


def one_in_places(adoption_id: int, territory_ids: Iterable[int]) -> Adoption | None:
    """A current entry, or None when it is of another municipality."""
    mine = Adoption.objects.in_places(lineage.with_past(territory_ids))
    return mine.with_place().filter(pk=adoption_id).first()


@dataclass(frozen=True, slots=True)
class Told:
    """One step as others refer to it."""

    adoption_id: int
    is_first: bool
    is_in_use: bool
    #: The member who told it; None where an editor wrote it down.
    member_id: int | None
    practice_key: UUID
    #: Lazy.
    state: Any
    territory: Territory
    #: Titles of the practice by language code.
    titles: dict[str, str]


def told(step_id: int) -> Told:
    """Who told what about which practice.

    Raises:
        AdoptionStep.DoesNotExist: there is none.
    """
    step = AdoptionStep.objects.select_related("adoption__territory").get(pk=step_id)
    pages = PracticePage.objects.filter(translation_key=step.adoption.practice_key)
    return Told(
        adoption_id=step.adoption_id,
        is_first=step.position == 1,
        is_in_use=step.state == Adoption.State.IN_USE,
        member_id=step.by_id if step.source == Adoption.Source.MEMBER else None,
        practice_key=step.adoption.practice_key,
        state=Adoption.State(step.state).label,
        territory=step.adoption.territory,
        titles=dict(pages.values_list("locale__language_code", "title")),
    )
