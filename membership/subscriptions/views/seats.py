"""Seats of an office's subscription: given by a colleague, taken by a link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from membership.accounts import selectors as accounts
from membership.subscriptions import links, parties, services
from membership.subscriptions.errors import NoSeatLeft, SeatNotYours
from membership.subscriptions.forms import SeatForm
from membership.subscriptions.models import Seat, Term
from portal.core import clock
from portal.core.dead_links import DeadLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def seats(request: HttpRequest, term_id: int) -> HttpResponse:
    """Who reads under the subscription; another one is invited."""
    term = _managed_term(request, term_id)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_seat(
                term_id=term.pk,
                email=form.cleaned_data["email"],
                at=clock.now(),
                by_user_id=request.user.pk,
            )
        except NoSeatLeft:
            form.add_error("email", _("All seats are given. Take one back first."))
        else:
            messages.success(request, _("The invitation is sent."))
            return redirect("subscriptions:seats", term.pk)
    given = term.seats_given.given().select_related("client__user")
    return render(request, "subscriptions/seats.html", {"term": term, "seats": given, "form": form})


@never_cache
@require_POST
@login_required
def end_seat(request: HttpRequest, term_id: int, seat_id: int) -> HttpResponse:
    """Take a seat back."""
    term = _managed_term(request, term_id)
    seat = get_object_or_404(term.seats_given.given(), pk=seat_id)
    services.end_seat(seat_id=seat.pk, at=clock.now())
    messages.success(request, _("The seat is free again."))
    return redirect("subscriptions:seats", term.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_seat(request: HttpRequest, token: str) -> HttpResponse:
    """Sit down on a seat that a letter offers."""
    seat_id = links.seat_of(token)
    if seat_id is None:
        raise DeadLink((_("My room"), reverse("cabinet:room")))
    seat = get_object_or_404(Seat.objects.select_related("term__subscriber"), pk=seat_id)
    person = parties.person_of(request.user.pk, at=clock.now())
    refused = seat.ended_at is not None or seat.client_id not in {None, person}
    context = {"seat": seat, "refused": refused}
    if seat.client_id is None and not accounts.has_proven_email(request.user.pk, seat.email):
        context["is_for_another"] = True
    elif request.method == "POST" and not refused:
        try:
            services.take_seat(seat_id=seat.pk, client_id=person, at=clock.now())
        except SeatNotYours:
            context["refused"] = True
        else:
            messages.success(request, _("The magazine is open for you."))
            return redirect("cabinet:room")
    return render(request, "subscriptions/take_seat.html", context)


def _managed_term(request: HttpRequest, term_id: int) -> Term:
    """404 for whoever holds no confirmed office in the body that subscribes."""
    managed = Term.objects.managed_by(request.user, clock.today()).select_related("subscriber")
    return get_object_or_404(managed, pk=term_id)
