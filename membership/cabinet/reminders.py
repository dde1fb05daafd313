"""Which address somebody registered with, told to a contact of hers and to nobody else."""

import uuid

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from membership.accounts.contacts import Contact
from membership.accounts.models import User
from membership.clients.models import Client
from portal.core import mail, sms


def tell_ways_in(request: HttpRequest, contact: Contact, *, language: str) -> bool:
    """Write to a contact with what else its owner signs in; False when asked too often.

    Known or not, the contact gets a message: the page and its speed tell nobody who is registered.
    """
    value = contact.email or contact.phone
    if not ratelimit.consume(request, action="request_login_code", key=value):
        return False
    spoken = "ky" if language == "ky" else "ru"
    _write(contact, _ways(contact), spoken)
    return True


def _ways(contact: Contact) -> list[str]:
    """Addresses and numbers of accounts that have this contact, hidden but for their ends."""
    channel = "email" if contact.email else "phone"
    value = contact.email or contact.phone
    by_account = Q(email=value) if contact.email else Q(phone=value)
    by_card = Client.objects.filter(contacts__channel=channel, contacts__value=value)
    proven = EmailAddress.objects.filter(email=contact.email or None, verified=True)
    users = User.objects.filter(
        by_account | Q(pk__in=by_card.values("user")) | Q(pk__in=proven.values("user")),
        is_active=True,
    ).distinct()[:5]
    found = [one for user in users for one in (user.email, user.phone) if one]
    return [hidden(str(one)) for one in dict.fromkeys(found)]


def hidden(value: str) -> str:
    """``a•••l@mail.kg`` and ``+996•••456``: enough to remember, too little to learn."""
    if "@" in value:
        name, _at, domain = value.rpartition("@")
        shown = f"{name[0]}•••{name[-1]}" if len(name) > 2 else f"{name[0]}•••"
        return f"{shown}@{domain}"
    return f"{value[:4]}•••{value[-3:]}"


@transaction.atomic
def _write(contact: Contact, ways: list[str], language: str) -> None:
    key = f"cabinet.ways:{uuid.uuid4()}"
    if contact.email:
        mail.post(
            to=contact.email, template="cabinet/letters/ways_in.txt", language=language, key=key,
            context={"ways": ways},
        )  # fmt: skip
        return
    with translation.override(language):
        if ways:
            text = _("You sign in to the Portal of local self-government with: %(ways)s")
            text %= {"ways": ", ".join(ways)}
        else:
            text = _("This number has no account on the Portal of local self-government yet.")
    sms.post(to=contact.phone, text=text, language=language, kind="ways", key=key)
