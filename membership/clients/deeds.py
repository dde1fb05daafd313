"""Buttons of the client base in the admin: each is one deed, sent by POST."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from membership.clients import columns, services
from membership.clients.errors import ContactProven, NotASuccessor, OfficeDecided
from membership.clients.forms import ContactForm, NoteForm, OfficeDecisionForm, OfficeEndForm
from membership.clients.models import AccessTrace, Client, Contact, DuplicateSuspicion, Office
from portal.core import clock


def _back(request: HttpRequest, client_id: int, part: str = "") -> HttpResponseRedirect:
    """To the page the button stood on, else to the card."""
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or f"{columns.card_url(client_id)}{part}")


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An invitation to the Portal, from the card of somebody staff know."""
    people = Client.objects.persons().without_account()
    person = get_object_or_404(people, pk=pk)
    if services.invite_known(client_id=pk, by_user_id=_staff_id(request), at=clock.now()):
        messages.success(request, _("The invitation is on its way."))
    else:
        messages.warning(
            request,
            _("Not sent: two letters at most, a week apart, to a contact that works."),
        )
    return _back(request, person.pk, "#contacts-section")


@require_POST
@permission_required("clients.change_office", raise_exception=True)
def verify_office(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: this person holds this office."""
    return _decide(request, pk, services.verify_office, _("The office is confirmed."))


@require_POST
@permission_required("clients.change_office", raise_exception=True)
def decline_office(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim is wrong; the reason is kept."""
    return _decide(request, pk, services.decline_office, _("The claim is declined."), declines=True)


def _staff_id(request: HttpRequest) -> int:
    """Who clicks; the admin lets nobody else in."""
    return cast(int, request.user.pk)


def _say_what_is_wrong(request: HttpRequest, form: Form) -> None:
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))


def _decide(
    request: HttpRequest, pk: int, deed: Any, done: str, *, declines: bool = False
) -> HttpResponse:
    office = get_object_or_404(Office, pk=pk)
    form = OfficeDecisionForm(request.POST, declines=declines)
    if not form.is_valid():
        _say_what_is_wrong(request, form)
        return _back(request, office.client_id, "#offices-section")
    try:
        deed(
            office_id=pk,
            by_user_id=_staff_id(request),
            at=clock.now(),
            note=form.cleaned_data["decision_note"],
            how=form.cleaned_data["how"] or Office.How.KNOWN,
        )
    except OfficeDecided:
        messages.warning(request, _("Somebody has already decided on this office."))
    else:
        messages.success(request, done)
    return _back(request, office.client_id, "#offices-section")


@require_POST
@permission_required("clients.change_office", raise_exception=True)
def end_office(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder has left: her last day, with the reason."""
    office = get_object_or_404(Office.objects.verified().filter(handed_over_at=None), pk=pk)
    form = OfficeEndForm(request.POST)
    form.fields["ends_on"].required = True
    if form.is_valid():
        services.end_office(
            office_id=pk,
            on=form.cleaned_data["ends_on"],
            at=clock.now(),
            by_user_id=_staff_id(request),
            note=form.cleaned_data["reason"],
        )
        messages.success(request, _("The last day in office is kept."))
    else:
        _say_what_is_wrong(request, form)
    return _back(request, office.client_id, "#offices-section")


@require_POST
@permission_required("clients.change_office", raise_exception=True)
def take_back_office(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmation was a mistake."""
    office = get_object_or_404(Office, pk=pk)
    form = OfficeEndForm(request.POST)
    if not form.is_valid():
        _say_what_is_wrong(request, form)
        return _back(request, office.client_id, "#offices-section")
    try:
        services.take_back_office(
            office_id=pk,
            by_user_id=_staff_id(request),
            at=clock.now(),
            note=form.cleaned_data["reason"],
        )
    except OfficeDecided:
        messages.warning(request, _("This office is not confirmed, or was handed over."))
    else:
        messages.success(request, _("The confirmation is taken back."))
    return _back(request, office.client_id, "#offices-section")


@require_POST
@permission_required("clients.change_office", raise_exception=True)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """A holder has left and a confirmed successor takes the matters of the body over."""
    office = get_object_or_404(Office, pk=pk)
    heir = request.POST.get("heir", "")
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick that you are sure: a hand-over cannot be taken back."))
        return _back(request, office.client_id, "#offices-section")
    try:
        heir_id = int(heir) if heir.isascii() and heir.isdigit() and len(heir) < 10 else 0
        services.hand_over(office_id=pk, to_office_id=heir_id, at=clock.now())
    except NotASuccessor:
        messages.error(request, _("Only somebody with a confirmed office in this body takes over."))
    else:
        services.leave_trace(
            client_id=office.client_id,
            by_user_id=_staff_id(request),
            deed=AccessTrace.Deed.OFFICE,
            at=clock.now(),
        )
        messages.success(request, _("The office is handed over."))
    return _back(request, office.client_id, "#offices-section")


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a note on the card."""
    get_object_or_404(Client, pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        services.write_note(client_id=pk, text=text, by_user_id=_staff_id(request), at=clock.now())
    else:
        _say_what_is_wrong(request, form)
    return _back(request, pk, "#notes-section")


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def add_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """One more address or number; not proven until the client proves it."""
    get_object_or_404(Client, pk=pk)
    form = ContactForm(request.POST)
    if form.is_valid():
        services.note_contact(
            client_id=pk, **form.cleaned_data, by_user_id=_staff_id(request), at=clock.now()
        )
        _say_who_has_it_too(request, pk, **form.cleaned_data)
    else:
        _say_what_is_wrong(request, form)
    return _back(request, pk, "#contacts-section")


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def correct_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """An address or number typed wrong: put right, or taken off the card."""
    contact = get_object_or_404(Contact, pk=pk)
    by: dict[str, Any] = {"by_user_id": _staff_id(request), "at": clock.now()}
    form = ContactForm({"channel": contact.channel, "value": request.POST.get("value", "")})
    try:
        if "off" in request.POST:
            services.take_contact_off(contact_id=pk, **by)
            messages.success(request, _("Taken off the card."))
        elif form.is_valid():
            value = form.cleaned_data["value"]
            services.correct_contact(contact_id=pk, value=value, **by)
            _say_who_has_it_too(request, contact.client_id, contact.channel, value)
        else:
            _say_what_is_wrong(request, form)
    except ContactProven:
        messages.error(request, _("The client has shown that this contact is hers."))
    return _back(request, contact.client_id, "#contacts-section")


def _say_who_has_it_too(request: HttpRequest, client_id: int, channel: str, value: str) -> None:
    sharing = Client.objects.reached_at([(channel, value)]).exclude(pk=client_id)
    if names := ", ".join(sharing.values_list("name", flat=True)[:3]):
        messages.warning(
            request,
            _("Kept. The same contact stands on another card: %(names)s.") % {"names": names},
        )


@require_POST
@permission_required("clients.change_duplicatesuspicion", raise_exception=True)
def dismiss_suspicion(request: HttpRequest, pk: int) -> HttpResponse:
    """These two cards are two clients."""
    suspicion = get_object_or_404(DuplicateSuspicion, pk=pk)
    services.dismiss_suspicion(suspicion_id=pk, by_user_id=_staff_id(request), at=clock.now())
    messages.success(request, _("Kept as two clients."))
    return _back(request, suspicion.first_id, "#duplicates-section")
