"""Pages about offices: hers, those of colleagues, the end of a mandate, the hand-over."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from membership.accounts.models import User
from membership.accounts.views import form_methods
from membership.cabinet import offices
from membership.clients import services
from membership.clients.errors import NotAColleague, NotASuccessor, OfficeDecided
from membership.clients.models import Office
from portal.core import clock


def _member(request: HttpRequest) -> int:
    return cast(User, request.user).pk


def _hers(request: HttpRequest, office_id: int) -> Office:
    office = offices.of_hers(_member(request), office_id)
    if office is None:
        raise Http404
    return office


@login_required
@never_cache
@require_safe
def my_offices(request: HttpRequest) -> HttpResponse:
    """Her offices and the claims she may confirm."""
    today = clock.today()
    context = {
        "held": offices.of_member(_member(request), on=today),
        "claims": offices.claims_to_confirm(_member(request), on=today),
    }
    return render(request, "cabinet/offices/list.html", context)


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, office_id: int) -> HttpResponse:
    """She says whether a colleague holds the office."""
    holds = request.POST.get("holds") == "yes"
    try:
        services.decide_as_colleague(
            office_id=office_id, by_user_id=_member(request), holds=holds, at=clock.now()
        )
    except (Office.DoesNotExist, NotAColleague) as error:
        raise Http404 from error
    except OfficeDecided:
        messages.warning(request, _("Somebody has already decided on this office."))
    else:
        done = _("The office is confirmed.") if holds else _("The claim is declined.")
        messages.success(request, done)
    return redirect("cabinet:offices")


@login_required
@never_cache
@form_methods
def end(request: HttpRequest, office_id: int) -> HttpResponse:
    """The last day of a mandate."""
    office = _hers(request, office_id)
    form = offices.EndForm(request.POST if request.method == "POST" else None, office=office)
    if request.method == "POST" and form.is_valid():
        services.end_office(office_id=office.pk, on=form.cleaned_data["ends_on"], at=clock.now())
        messages.success(request, _("The last day in office is kept."))
        return redirect("cabinet:offices")
    return render(request, "cabinet/offices/end.html", {"form": form, "office": office})


@login_required
@never_cache
@form_methods
def claim(request: HttpRequest, office_id: int) -> HttpResponse:
    """She serves there again, or longer: a claim that a person decides."""
    today = clock.today()
    held = offices.to_claim_anew(_member(request), office_id, on=today)
    if held is None or held.serves_in is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = offices.ClaimForm(data, held=held, today=today)
    if request.method == "POST" and form.is_valid():
        services.claim_office(
            client_id=held.office.client_id,
            organisation_id=held.serves_in.pk,
            role=held.office.role,
            at=clock.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("We have noted it. A person checks it and writes to you."))
        return redirect("cabinet:offices")
    return render(request, "cabinet/offices/claim.html", {"form": form, "held": held})


@login_required
@never_cache
@form_methods
def hand_over(request: HttpRequest, office_id: int) -> HttpResponse:
    """Give an office with what belongs to the body to a successor, asked twice."""
    office = _hers(request, office_id)
    held = offices.of_member(_member(request), on=clock.today())
    heirs = next((one.heirs for one in held if one.office.pk == office.pk), [])
    form = offices.HandOverForm(request.POST if request.method == "POST" else None, heirs=heirs)
    if request.method == "POST" and form.is_valid():
        heir = next(one for one in heirs if str(one.pk) == form.cleaned_data["successor"])
        if "sure" in request.POST:
            return _give(request, office, heir)
        sure = {"office": office, "heir": heir}
        return render(request, "cabinet/offices/hand_over_sure.html", sure)
    context = {"form": form, "office": office, "heirs": heirs}
    return render(request, "cabinet/offices/hand_over.html", context)


def _give(request: HttpRequest, office: Office, heir: Office) -> HttpResponse:
    try:
        services.hand_over(office_id=office.pk, to_office_id=heir.pk, at=clock.now())
    except NotASuccessor:
        messages.warning(request, _("This person cannot take the office over any more."))
    else:
        messages.success(request, _("The office is handed over. Thank you for your work."))
    return redirect("cabinet:offices")


@login_required
@never_cache
@require_POST
def close_hand_over(request: HttpRequest, office_id: int) -> HttpResponse:
    """She has read what she took over; her room tells of it no more."""
    member = _member(request)
    if not services.close_hand_over(office_id=office_id, by_user_id=member, at=clock.now()):
        raise Http404
    messages.success(request, _("The notice is closed. What you took over stays with you."))
    return redirect("cabinet:room")
