"""People from lists on paper: invited, confirmed by themselves, or forgotten.

The rule stands here and nowhere else: somebody who has not confirmed gets the invitation, twice at
most, the second time no sooner than a week after the first, and nothing else.
"""

import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.accounts import services as accounts
from membership.clients import contacts
from membership.clients.errors import ClientHasOtherAccount
from membership.clients.models import AccessTrace, Client, Invitation, TimelineEntry
from membership.clients.models.invitations import AGAIN_AFTER_DAYS, MOST_SENT
from membership.clients.personal_data import of_client
from membership.clients.services.cards import leave_trace
from membership.clients.services.opening import announce, open_card
from membership.clients.services.timeline import add_to_timeline
from portal.core import mail, privacy, sms

AGAIN_AFTER = timedelta(days=AGAIN_AFTER_DAYS)
LINK_IS_GOOD = timedelta(days=60)
_SALT = "clients.invitation"
_TEMPLATE = "clients/letters/invitation.txt"
#: Each part of a text message is paid for.
_MOST_PARTS = 2
#: A title cut shorter than this tells nobody anything.
_SHORTEST_TITLE = 12
_NUMBER = re.compile("[0-9]{1,9}")
#: What the timeline says of somebody who has done nothing but sign a list.
_OF_LISTS = ("client.entered", "list.signed")


@transaction.atomic
def invite(
    *, client_id: int, about: dict[str, str], at: datetime, source_id: int | None = None
) -> Invitation | None:
    """Invite somebody. Whoever has an account or was invited before is not.

    Args:
        about: what she signed the list of, by language code; empty for a client whom staff know.
        source_id: the list, where it is one of ours.
    """
    client = Client.objects.select_for_update().get(pk=client_id)
    if client.user_id or Invitation.objects.filter(client=client).exists():
        return None
    invitation = Invitation.objects.create(client=client, about=about, source_id=source_id)
    send(invitation_id=invitation.pk, at=at)
    return invitation


@transaction.atomic
def invite_known(*, client_id: int, by_user_id: int, at: datetime) -> bool:
    """Invite a client from her card; tells whether an invitation went out.

    It is the same invitation, twice at most and a week apart, whoever sends it.
    """
    person = Client.objects.select_for_update().get(pk=client_id)
    if person.user_id or _way_to(person) is None:
        return False
    invitation, _is_new = Invitation.objects.get_or_create(client=person)
    if not send(invitation_id=invitation.pk, at=at):
        return False
    leave_trace(client_id=client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.INVITED, at=at)
    add_to_timeline(
        client_id=client_id,
        kind="client.invited",
        subject=f"client:{client_id}:{invitation.sent_times + 1}",
        happened_at=at,
        title=_("Invited to the Portal"),
    )
    return True


@transaction.atomic
def send(*, invitation_id: int, at: datetime) -> bool:
    """Write the invitation if the rule allows; tells whether it went out."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if not may_be_sent(invitation, at):
        return False
    way = _way_to(invitation.client)
    if way is None:
        return False
    invitation.sent_times += 1
    invitation.last_sent_at = at
    invitation.save(update_fields=["sent_times", "last_sent_at"])
    _write(invitation, *way)
    return True


def may_be_sent(invitation: Invitation, at: datetime) -> bool:
    """The rule, for one invitation."""
    due = Invitation.objects.due_at(at, most=MOST_SENT, again_after=AGAIN_AFTER)
    return due.filter(pk=invitation.pk).exists()


def remind(*, list_id: int, at: datetime) -> int:
    """Send the invitation once more to those of a list who have not answered; returns how many."""
    due = Invitation.objects.due_at(at, most=MOST_SENT, again_after=AGAIN_AFTER)
    pks = list(due.filter(source=list_id).values_list("pk", flat=True))
    return sum(send(invitation_id=pk, at=at) for pk in pks)


def _way_to(client: Client) -> tuple[str, str] | None:
    ways = {one.channel: one.value for one in client.contacts.filter(dead_at=None)}
    for channel in (contacts.EMAIL, contacts.PHONE):
        if channel in ways:
            return channel, ways[channel]
    return None


def _write(invitation: Invitation, channel: str, value: str) -> None:
    client = invitation.client
    language = invitation.language_for(client.language)
    key = f"client-invited:{client.pk}:{invitation.sent_times}"
    with translation.override(language):
        url = settings.SITE_URL + reverse("cabinet:invited", args=[pass_for(invitation, value)])
    context = {
        "name": client.name,
        "title": invitation.title_in(language),
        "url": url,
        "is_last": invitation.sent_times == MOST_SENT,
    }
    if channel == contacts.EMAIL:
        mail.post(to=value, template=_TEMPLATE, language=language, key=key, context=context)
        return
    with translation.override(language):
        most = sms.room_in(_MOST_PARTS) - len(url) - 1
        words = _in_short(invitation.title_in(language), most=most)
    text = f"{words} {url}"
    sms.post(to=value, text=text, language=language, kind="invitation", key=key, subject=words)


def _in_short(title: str, *, most: int) -> str:
    """Who invites and why, in at most so many letters; a long title of a list is cut."""
    around = gettext("“%(title)s”: the Portal of LSG invites you")
    room = most - sms.length(around % {"title": ""})
    if not title or room < _SHORTEST_TITLE:
        return gettext("The Portal of LSG invites you")
    return around % {"title": Truncator(title).chars(room)}


def pass_for(invitation: Invitation, value: str) -> str:
    """What stands in the link, short enough for a text message: the invitation and a seal.

    The seal is of the contact that the invitation went to.
    """
    return f"{invitation.pk}-{_seal(invitation.pk, value)}"


def read_pass(token: str, *, at: datetime) -> tuple[Invitation, str] | None:
    """The invitation of a link with the contact; None when the link is false, old or answered."""
    number, _dash, seal = token.partition("-")
    if not _NUMBER.fullmatch(number):
        return None
    asked = Invitation.objects.open().filter(pk=number, last_sent_at__gte=at - LINK_IS_GOOD)
    found = asked.select_related("client__territory").first()
    if found is None:
        return None
    reached_at = found.client.contacts.values_list("value", flat=True)
    sealed = (one for one in reached_at if constant_time_compare(_seal(found.pk, one), seal))
    value = next(sealed, None)
    return (found, value) if value else None


def _seal(pk: int, value: str) -> str:
    """96 bits that only this site can make, in sixteen letters."""
    made = salted_hmac(_SALT, f"{pk}:{value}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:12]).decode()


@transaction.atomic
def confirm(
    *,
    invitation_id: int,
    value: str,
    family_name: str,
    given_name: str,
    territory_id: int | None,
    at: datetime,
) -> int:
    """It is her, and her data is as she writes it. Gives her an account with this contact proven.

    Args:
        value: the contact the link went to.

    Returns:
        The id of the account.

    Raises:
        ClientHasOtherAccount: the contact belongs to an account already; she signs in with it.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    client = Client.objects.select_for_update().get(pk=invitation.client_id)
    user_id = accounts.open_account(
        email=value if "@" in value else "",
        phone="" if "@" in value else value,
        language=client.language,
        at=at,
    )
    if user_id is None or client.user_id:
        raise ClientHasOtherAccount(client.pk)
    client.user_id = user_id
    client.family_name, client.given_name = family_name, given_name
    client.save()
    note_confirmed(client_id=client.pk, at=at)
    announce(client, at)
    open_card(user_id=user_id, at=at)
    accounts.save_person(
        user_id=user_id, family_name=family_name, given_name=given_name,
        territory_id=territory_id, at=at,
    )  # fmt: skip
    return user_id


def note_confirmed(*, client_id: int, at: datetime) -> None:
    """The invitation of a client is answered; harmless where there is none."""
    found = Invitation.objects.filter(client=client_id, confirmed_at=None)
    if found.update(confirmed_at=at):
        add_to_timeline(
            client_id=client_id,
            kind="client.confirmed",
            subject=f"client:{client_id}",
            happened_at=at,
            title=_("Confirmed the invitation"),
        )


@transaction.atomic
def refuse(*, invitation_id: int, at: datetime) -> None:
    """Somebody from a list wants to be forgotten: she is, in all rooms.

    Whom staff knew before keeps her card, with what she ordered; she is not invited again.
    """
    invitation = Invitation.objects.select_related("client").get(pk=invitation_id)
    if invitation.is_of_list:
        privacy.erase(of_client(invitation.client), at)
        return
    Invitation.objects.filter(pk=invitation_id).update(sent_times=MOST_SENT)
    add_to_timeline(
        client_id=invitation.client_id,
        kind="client.refused",
        subject=f"client:{invitation.client_id}",
        happened_at=at,
        title=_("Does not want an account"),
    )


def forget_unanswered(*, at: datetime) -> int:
    """Erase people of lists who never answered, once their link has run out; returns how many.

    Cards that staff, an order or an event made before the list stay as they were, and so do those
    of people who did something since: ordered, came to an event, wrote.
    """
    did_more = TimelineEntry.objects.exclude(kind__in=_OF_LISTS).values("client")
    old = Invitation.objects.open().filter(
        last_sent_at__lt=at - LINK_IS_GOOD, client__source=Client.Source.ASSISTED
    )
    found = [
        person
        for invitation in old.exclude(client__in=did_more).select_related("client")
        if not privacy.kept(person := of_client(invitation.client))
    ]
    for person in found:
        privacy.erase(person, at)
    return len(found)
