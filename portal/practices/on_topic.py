"""The practices of a topic page: the best, the newest, and the people who know. One query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from portal.practices.models import Evidence, PracticePage
from portal.practices.querysets import PracticePageQuerySet
from portal.topics import selectors as topics

BEST, NEWEST, PEOPLE = 3, 8, 6
#: Every municipality that lives with a practice weighs as much as so many checked proofs.
_ADOPTION_WEIGHS = 2
_OF_PEOPLE = ("contact_consent", "contact_name", "contact_office", "first_published_at")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who agreed to be asked, and what she knows about."""

    name: str
    office: str
    place: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a topic page shows of practices."""

    best: list[Any]
    newest: list[Any]
    has_more: bool
    people: list[Person]


def shelf(language: str, topic_id: int) -> Shelf:
    """The practices of a topic in a language.

    First come the editor's picks, then what works and is proven and taken over most.
    """
    every = PracticePage.objects.open_in(language).filter(topics=topic_id)
    best_first = _weighed(every, topic_id).order_by(
        F("pick").asc(nulls_last=True), "fails", "-weight", "-first_published_at", "-pk"
    )
    wanted = Q(pk__in=best_first.values("pk")[:BEST]) | Q(
        pk__in=every.newest_first().values("pk")[: BEST + NEWEST + 1]
    )
    # the outer query weighs again: the order of a subquery is not kept
    found = list(_weighed(every.filter(wanted), topic_id).with_facts(*_OF_PEOPLE))
    found.sort(key=_best_first)
    best, rest = found[:BEST], found[BEST:]
    rest.sort(key=lambda one: (one.first_published_at, one.pk), reverse=True)
    return Shelf(
        best=best,
        newest=rest[:NEWEST],
        has_more=len(rest) > NEWEST,
        people=_people([*best, *rest[:NEWEST]]),
    )


def _weighed(every: PracticePageQuerySet, topic_id: int) -> PracticePageQuerySet:
    """Bring ``pick`` (place among the picks), ``fails`` (it does not work) and ``weight``."""
    picks = topics.picks().filter(
        topic_page__topic=topic_id, page__translation_key=OuterRef("translation_key")
    )
    proofs = Evidence.objects.filter(practice=OuterRef("pk")).exclude(checked_on=None)
    number = proofs.order_by().values("practice").annotate(number=Count("pk")).values("number")
    weighed: PracticePageQuerySet = every.with_adoptions().annotate(
        pick=Subquery(picks.values(place=Coalesce("sort_order", 0))[:1]),
        fails=Q(outcome=PracticePage.Outcome.FAILED),
        weight=Coalesce(Subquery(number, output_field=IntegerField()), 0)
        + F("adopted_by") * Value(_ADOPTION_WEIGHS),
    )
    return weighed


def _best_first(practice: Any) -> tuple[Any, ...]:
    pick = practice.pick
    newest = -practice.first_published_at.timestamp() if practice.first_published_at else 0
    return (pick is None, pick or 0, practice.fails, -practice.weight, newest, -practice.pk)


def _people(practices: list[Any]) -> list[Person]:
    """Contacts who agreed to be shown, each once."""
    known: dict[str, Person] = {}
    for one in practices:
        if one.contact_consent and one.contact_name:
            person = Person(
                name=one.contact_name,
                office=one.contact_office,
                place=one.territory.name,
                title=one.title,
                url=one.url or "/",
            )
            known.setdefault(one.contact_name, person)
    return list(known.values())[:PEOPLE]
