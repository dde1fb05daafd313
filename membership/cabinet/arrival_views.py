"""Pages behind links in letters, and the help for those who forgot which address they used."""

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from membership.accounts import contacts
from membership.accounts.forms import contact_field
from membership.accounts.models import User
from membership.accounts.step_forms import PersonForm
from membership.accounts.views import form_methods
from membership.cabinet import reminders
from membership.clients import letter_links, services, stop_links
from membership.clients.errors import ClientHasOtherAccount
from membership.clients.models import Invitation
from membership.clients.services import doings, invitations
from portal.core import clock
from portal.core.dead_links import DeadLink

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@form_methods
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody from a list says that it is her, or that she wants to be forgotten."""
    found = invitations.read_pass(token, at=clock.now())
    if found is None:
        raise DeadLink(
            (_("Register"), reverse("account_signup")), (_("Sign in"), reverse("account_login"))
        )
    invitation, value = found
    if request.method == "POST" and "forget" in request.POST:
        services.refuse_invitation(invitation_id=invitation.pk, at=clock.now())
        told = {"is_deleted": invitation.is_of_list}
        return render(request, "cabinet/invitation_refused.html", told)
    form = _person_form(request, invitation)
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, invitation, value, form)
    context = {"form": form, "invitation": invitation, "contact": value}
    return render(request, "cabinet/invited.html", context)


def _person_form(request: HttpRequest, invitation: Invitation) -> PersonForm:
    client = invitation.client
    known = {
        "family_name": client.family_name,
        "given_name": client.given_name,
        "territory": client.territory,
    }
    return PersonForm(request.POST if request.method == "POST" else None, initial=known)


def _confirmed(
    request: HttpRequest, invitation: Invitation, value: str, form: PersonForm
) -> HttpResponse:
    try:
        user_id = services.confirm_invitation(
            invitation_id=invitation.pk,
            value=value,
            family_name=form.cleaned_data["family_name"],
            given_name=form.cleaned_data["given_name"],
            territory_id=form.territory_id,
            at=clock.now(),
        )
    except ClientHasOtherAccount:
        messages.info(request, _("You have an account already: sign in with this contact."))
        return redirect("account_login")
    login(request, User.objects.get(pk=user_id), backend=_BACKEND)
    messages.success(request, _("Thank you. Two more questions, and your room is ready."))
    return redirect("accounts:registration")


@csrf_exempt
@never_cache
@form_methods
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Take a consent back by the link in a letter: one press here or in the mail program.

    Mail programs send their POST without a token of ours; the signed address is the proof.
    """
    about = stop_links.read(token)
    if about is None:
        raise DeadLink((_("My consents"), reverse("cabinet:consents")))
    client_id, purpose, service, channel = about
    if request.method == "POST":
        services.withdraw_by_link(
            client_id=client_id, purpose=purpose, service=service, channel=channel, at=clock.now()
        )
    words = {
        "service": stop_links.service_name(service),
        "channel": stop_links.channel_name(channel),
    }
    return render(request, "cabinet/stop.html", {**words, "is_done": request.method == "POST"})


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """A link of a letter to a reader who agreed that it is noted; it leads on in any case."""
    told = letter_links.read(token)
    if told is None:
        raise DeadLink((_("To the first page"), f"/{translation.get_language()}/"))
    client_id, key, path = told
    if request.method == "GET":
        doings.note_followed(client_id=client_id, letter_key=key, url=path, at=clock.now())
    return redirect(path)


class WhichForm(forms.Form):
    """Any contact she may once have given."""

    contact = contact_field()

    def clean_contact(self) -> contacts.Contact:
        found = contacts.read(self.cleaned_data["contact"])
        if found is None:
            raise forms.ValidationError(
                gettext_lazy(
                    "This is neither an e-mail address nor a phone number. Check it, please."
                )
            )
        return found


@never_cache
@form_methods
def which_address(request: HttpRequest) -> HttpResponse:
    """For those who forgot: the answer goes to the contact typed, the page says the same to all."""
    form = WhichForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        language = translation.get_language() or "ky"
        if not reminders.tell_ways_in(request, form.cleaned_data["contact"], language=language):
            form.add_error("contact", _("Too many attempts. Wait a little and begin again."))
        else:
            return render(request, "cabinet/which_sent.html")
    return render(request, "cabinet/which_address.html", {"form": form})
