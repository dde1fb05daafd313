"""The list at the door: staff mark on a phone who is there."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from portal.core import clock, letters
from portal.events import selectors, services
from portal.events.forms import ByHandForm
from portal.events.models import EventPage, Roll
from portal.events.services.registering import Guest

_LONGEST_QUERY = 60


@never_cache
@login_required
@permission_required("events.change_registration", raise_exception=True)
def door(request: HttpRequest, page_id: int) -> HttpResponse:
    """Big names to tap; whoever is not on the list is added below."""
    event = get_object_or_404(EventPage.objects.select_related("locale"), pk=page_id)
    roll = get_object_or_404(Roll, event_key=event.translation_key)
    if request.method == "POST" and not roll.has_come_by(clock.now()):
        return _show(request, event, roll, ByHandForm(request.POST), status=409)
    if request.method == "POST" and "person" in request.POST:
        return _mark(request, event, roll)
    form = ByHandForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        added = services.add_by_hand(
            roll_id=roll.pk,
            guest=Guest(**form.cleaned_data, language=event.locale.language_code),
            at=clock.now(),
        )
        services.mark_attended(registration_id=added.pk, at=clock.now())
        return redirect(f"{_address(event)}#p{added.pk}")
    return _show(request, event, roll, form)


def _mark(request: HttpRequest, event: EventPage, roll: Roll) -> HttpResponse:
    number = request.POST["person"]
    known = number.isascii() and number.isdigit() and len(number) < 15
    person = get_object_or_404(roll.registrations.standing(), pk=int(number) if known else 0)
    if person.attended_at:
        services.withdraw_attendance(registration_id=person.pk, at=clock.now())
    else:
        services.mark_attended(registration_id=person.pk, at=clock.now())
    return redirect(f"{_address(event)}#p{person.pk}")


def _address(event: EventPage) -> str:
    return reverse("events:door", args=[event.pk])


def _show(
    request: HttpRequest, event: EventPage, roll: Roll, form: Any, status: int = 200
) -> HttpResponse:
    text = request.GET.get("q", "")[:_LONGEST_QUERY]
    found = roll.registrations.standing().matching(text).order_by("pk")
    people = sorted(found, key=lambda one: letters.sort_key(one.name))
    services.note_list_seen(
        registration_ids=[one.pk for one in people],
        by_user_id=cast(int, request.user.pk),
        at=clock.now(),
    )
    context = {
        "event": event,
        "when": selectors.when(event),
        "people": people,
        "came": sum(one.attended_at is not None for one in people),
        "text": text,
        "form": form,
        "is_early": not roll.has_come_by(clock.now()),
    }
    if status == 200 and form.errors:
        status = 422
    return render(request, "events/door.html", context, status=status)
