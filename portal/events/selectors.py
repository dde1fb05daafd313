"""Answers about events and the people of their rolls."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.events import passes
from portal.events.models import EventPage, Registration, Roll

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Row:
    """An event as a row of a list."""

    url: str
    title: str
    facts: list[str]
    badge: str = ""
    badge_kind: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What the base of clients may know of a registration."""

    user_id: int | None
    name: str
    email: str
    phone: str
    organisation: str
    language: str
    #: ``site``, ``staff`` or ``sheet``.
    source: str
    consent_version: str
    consent_text: str
    registered_at: datetime
    roll_id: int
    #: The title of the event by language code.
    titles: dict[str, str]
    topic_slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """An event somebody has registered for, as she sees it in her room."""

    title: str
    when: str
    place: str
    #: The page of the registration, with the deed of cancelling.
    url: str
    event_url: str
    join_url: str
    is_waiting: bool
    is_called_off: bool
    is_over: bool
    starts_at: datetime


def upcoming(language: str, at: datetime) -> QuerySet[EventPage]:
    """Published events of a language that are not over at ``at``, the next one first."""
    return open_in(language).filter(ends_at__gte=at).order_by("starts_at", "pk")


def past(language: str, at: datetime) -> QuerySet[EventPage]:
    """Published events of a language that are over, the latest first."""
    return open_in(language).filter(ends_at__lt=at).order_by("-starts_at", "-pk")


def open_in(language: str) -> QuerySet[EventPage]:
    """Published events of a language, with what a row shows of them."""
    events: QuerySet[EventPage] = EventPage.objects.live().filter(locale__language_code=language)
    return events.select_related("project__donor", "locale")


def when_of(page_ids: "Iterable[int]") -> dict[int, str]:
    """Day and hours by page; of ids that are no event nothing is told."""
    return {page.pk: when(page) for page in EventPage.objects.filter(pk__in=list(page_ids))}


def rows(events: "Iterable[EventPage]") -> list[Row]:
    """What a list shows of events; bring ``project__donor`` and ``locale`` along."""
    return [
        Row(
            url=one.url or "/",
            title=one.title,
            facts=[when(one), one.place, _label(one)],
            badge=_("called off") if one.is_cancelled else "",
            badge_kind="warn",
        )
        for one in events
    ]


def _label(event: EventPage) -> str:
    return event.project.label if event.project else ""


def when(event: Any) -> str:
    """Day and hours in Bishkek time; two days when it ends on another one."""
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    first = formats.date_format(start, "DATE_FORMAT")
    if start.date() == end.date():
        return f"{first}, {start:%H:%M}–{end:%H:%M}"
    return f"{first}, {start:%H:%M} – {formats.date_format(end, 'DATE_FORMAT')}, {end:%H:%M}"


def page_of(roll: Roll, language: str) -> EventPage | None:
    """The published page of an event in ``language``, else in any; None when there is none."""
    pages = EventPage.objects.live().filter(translation_key=roll.event_key)
    found = {page.locale.language_code: page for page in pages.select_related("locale")}
    return found.get(language) or next(iter(found.values()), None)


def roll_of(page: EventPage) -> Roll | None:
    """The roll of a page; None until it has been published."""
    return Roll.objects.filter(event_key=page.translation_key).first()


def places_are_left(roll: Roll) -> bool:
    """Whether somebody who registers now gets a place at once."""
    if roll.capacity is None:
        return True
    return roll.registrations.with_a_place().count() < roll.capacity


def registration_of(page: EventPage, user_id: int) -> Registration | None:
    """The standing registration of an account for the event of ``page``."""
    mine = Registration.objects.standing().of_user(user_id).select_related("roll")
    return mine.filter(roll__event_key=page.translation_key).first()


def visits_of(user_id: int, language: str, at: datetime) -> list[Visit]:
    """The events an account has registered for: the coming ones first, then the past ones."""
    standing = Registration.objects.standing().of_user(user_id).select_related("roll")
    registrations = list(standing.order_by("-roll__starts_at", "-pk")[:40])
    keys = [one.roll.event_key for one in registrations]
    pages: dict[Any, EventPage] = {}
    for page in EventPage.objects.live().filter(translation_key__in=keys).select_related("locale"):
        if page.locale.language_code == language or page.translation_key not in pages:
            pages[page.translation_key] = page
    visits = [
        _visit(one, pages[one.roll.event_key], at)
        for one in registrations
        if one.roll.event_key in pages
    ]
    coming = sorted((one for one in visits if not one.is_over), key=lambda one: one.starts_at)
    return [*coming, *(one for one in visits if one.is_over)]


def _visit(registration: Registration, page: EventPage, at: datetime) -> Visit:
    from django.urls import reverse

    roll = registration.roll
    confirmed = registration.state == Registration.State.CONFIRMED
    return Visit(
        title=page.title,
        when=when(page),
        place=page.place,
        url=reverse("events:mine", args=[passes.sign(registration.pk)]),
        event_url=page.url or "/",
        join_url=roll.join_url if confirmed and roll.is_joined_at(at) else "",
        is_waiting=not confirmed,
        is_called_off=roll.is_cancelled,
        is_over=roll.ends_at < at,
        starts_at=roll.starts_at,
    )


def rolls_with_titles(language: str) -> QuerySet[Roll]:
    """All events, each with its title in ``language``, else in another one."""
    return Roll.objects.with_title(language)


def registrations_of(roll_ids: "Iterable[int]") -> QuerySet[Registration]:
    """Everybody who ever registered for these events."""
    return Registration.objects.filter(roll__in=list(roll_ids))


def person_of(registration_id: int) -> Person:
    """Who registered, for the base of clients.

    Raises:
        Registration.DoesNotExist: there is no such registration.
    """
    one = Registration.objects.select_related("roll").get(pk=registration_id)
    pages = EventPage.objects.filter(translation_key=one.roll.event_key).select_related("locale")
    pages = pages.prefetch_related("topics")
    return Person(
        user_id=one.user_id,
        name=one.name,
        email=one.email,
        phone=one.phone,
        organisation=one.organisation,
        language=one.language,
        source=one.source,
        consent_version=one.consent_version,
        consent_text=one.consent_text,
        registered_at=one.registered_at,
        roll_id=one.roll_id,
        titles={page.locale.language_code: page.title for page in pages},
        topic_slugs=tuple({topic.slug for page in pages for topic in page.topics.all()}),
    )
