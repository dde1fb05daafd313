"""Registering, looking at one's registration, and calendars to follow."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from portal.core import clock
from portal.core.dead_links import DeadLink
from portal.events import agenda, icalendar, passes, selectors, services
from portal.events.errors import RegistrationClosed, TooLate
from portal.events.forms import GuestForm
from portal.events.models import EventPage, Registration, RegistrationTerms
from portal.events.services.registering import Consent, Guest
from portal.territories.models import Territory
from portal.topics.models import Topic


@never_cache
@ratelimit(key="user_or_ip", rate="30/h", method="POST", block=True)  # type: ignore[untyped-decorator]
def register(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form of registration; who is signed in only presses the button."""
    event = _event(page_id)
    if request.user.is_authenticated and (
        mine := selectors.registration_of(event, request.user.pk)
    ):
        return redirect("events:mine", passes.sign(mine.pk))
    terms = RegistrationTerms.load(request_or_site=request)
    text = terms.text_in(_language())
    if request.method == "POST" and request.user.is_authenticated:
        return _take_in(request, event, account(request.user), Consent(terms.version, text))
    form = GuestForm(request.POST or None, terms=text)
    if form.is_valid():
        guest = {name: form.cleaned_data[name] for name in _TYPED}
        return _take_in(
            request, event, Guest(**guest, language=_language()), Consent(terms.version, text)
        )
    return _show(request, event, form=form, terms=text)


_TYPED = ("name", "email", "phone", "organisation")


def _take_in(
    request: HttpRequest, event: EventPage, guest: Guest, consent: Consent
) -> HttpResponse:
    roll = selectors.roll_of(event)
    try:
        if roll is None:
            raise RegistrationClosed
        registration = services.register(
            roll_id=roll.pk, guest=guest, at=clock.now(), consent=consent
        )
    except RegistrationClosed:
        return _show(request, event, status=409)
    if guest.user_id is None:
        return redirect("events:thanks", event.pk)
    return redirect("events:mine", passes.sign(registration.pk))


def _show(request: HttpRequest, event: EventPage, **context: Any) -> HttpResponse:
    roll, form = selectors.roll_of(event), context.get("form")
    is_open = roll is not None and roll.is_open_at(clock.now())
    status = context.pop("status", 422 if form is not None and form.errors else 200)
    context |= {
        "event": event,
        "when": selectors.when(event),
        "is_open": is_open,
        "is_full": is_open and roll is not None and not selectors.places_are_left(roll),
    }
    return render(request, "events/register.html", context, status=status)


@never_cache
@require_safe
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """The same words for everybody, whether registered now, before, or on the waiting list."""
    event = _event(page_id)
    context = {"event": event, "when": selectors.when(event)}
    return render(request, "events/thanks.html", context)


@never_cache
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """A registration behind its signed link: the state, the way in, and giving the place back."""
    registration, event = _signed(token)
    if request.method == "POST":
        try:
            services.cancel(registration_id=registration.pk, at=clock.now())
        except TooLate:
            return _show_mine(request, registration, event, too_late=True)
        return redirect("events:mine", token)
    return _show_mine(request, registration, event)


def _show_mine(
    request: HttpRequest, registration: Registration, event: EventPage, **more: Any
) -> HttpResponse:
    now, roll = clock.now(), registration.roll
    confirmed = registration.state == Registration.State.CONFIRMED
    context = {
        "registration": registration,
        "event": event,
        "when": selectors.when(event),
        "token": passes.sign(registration.pk),
        "join_url": roll.join_url if confirmed and roll.is_joined_at(now) else "",
        "can_cancel": registration.state != Registration.State.CANCELLED and now < roll.starts_at,
        "is_over": roll.ends_at < now,
        **more,
    }
    return render(request, "events/mine.html", context, status=409 if more else 200)


_CALENDAR_STATUS = {
    Registration.State.CONFIRMED: "CONFIRMED",
    Registration.State.WAITING: "TENTATIVE",
    Registration.State.CANCELLED: "CANCELLED",
}


@never_cache
@require_safe
def mine_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The event for the calendar of who registered; with the link to join if she has a place."""
    registration, event = _signed(token)
    confirmed = registration.state == Registration.State.CONFIRMED
    text = icalendar.written(
        [event],
        join_url=registration.roll.join_url if confirmed else "",
        status=_CALENDAR_STATUS[Registration.State(registration.state)],
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer


@require_safe
def calendar(request: HttpRequest, topic: str = "", oblast: str = "") -> HttpResponse:
    """A calendar that programs follow: all events of a language, of a topic, or of an oblast."""
    title = _("Events of the Best Practice Portal")
    place: Territory | None = None
    if topic:
        title = f"{title}: {get_object_or_404(Topic, slug=topic).title}"
    if oblast:
        place = get_object_or_404(Territory.objects.oblasts_and_capitals(), soate=oblast)
        title = f"{title}: {place.name}"
    events = agenda.calendar(_language(), topic=topic, oblast=place)
    answer = icalendar.response(events, name=topic or oblast or "events", title=title)
    del answer["Content-Disposition"]
    answer["Cache-Control"] = "public, max-age=900"
    return answer


def _event(page_id: int) -> EventPage:
    """The page everyone may read, in the reader's language where there is one.

    Privacy settings and drafts are not found.
    """
    pages = EventPage.objects.live().public().select_related("locale")
    event: EventPage = get_object_or_404(pages, pk=page_id)
    if event.locale.language_code == _language():
        return event
    twins = pages.filter(translation_key=event.translation_key)
    return twins.filter(locale__language_code=_language()).first() or event


def _signed(token: str) -> tuple[Registration, EventPage]:
    number = passes.read(token)
    if number is None:
        raise DeadLink((_("To the first page"), f"/{_language()}/"))
    registration = get_object_or_404(Registration.objects.select_related("roll"), pk=number)
    event = selectors.page_of(registration.roll, _language())
    if event is None:
        raise DeadLink((_("All events"), f"/{_language()}/events/"))
    return registration, event


def account(user: Any) -> Guest:
    """An account as a guest: the name and contacts it has."""
    name = " ".join(filter(None, (user.last_name, user.first_name))) or str(user)
    return Guest(
        name=name[:160],
        email=user.email or "",
        phone=str(user.phone or ""),
        language=user.language,
        user_id=user.pk,
    )


def _language() -> str:
    return translation.get_language() or "ky"
