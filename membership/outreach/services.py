"""Every change of campaigns and their recipients."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy

from membership.clients import services as clients
from membership.clients.models import AccessTrace, Client
from membership.outreach import reaching
from membership.outreach.choices import NEEDS_CONSENT, Outcome
from membership.outreach.errors import (
    CampaignClosed,
    CampaignHasRecipients,
    CampaignNotBegun,
    NoLongerToBeContacted,
)
from membership.outreach.links import campaign_url
from membership.outreach.models import Attempt, Campaign, Recipient

_SLICE = 1000
#: What stays as it is once somebody was chosen by it.
_DECIDING = ("way", "service")
#: Of each outcome the kind of entry it makes on the timeline.
_ON_TIMELINE = {
    Outcome.REACHED: "campaign.reached",
    Outcome.ANSWERED: "campaign.answered",
    Outcome.AGREED: "campaign.answered",
    Outcome.DECLINED: "campaign.answered",
}


def open_campaign(*, at: datetime, **facts: Any) -> Campaign:
    """Begin a campaign; nobody is in it yet.

    Args:
        facts: ``name``, ``goal``, ``way``, ``service``, ``owner``, ``starts_on``, ``ends_on``,
            ``cost_tyiyn``, ``text_ky``, ``text_ru``.
    """
    return Campaign.objects.create(opened_at=at, **facts)


@transaction.atomic
def change_campaign(*, campaign_id: int, **facts: Any) -> Campaign:
    """Correct its words, days and cost.

    Raises:
        CampaignClosed: it has its result.
        CampaignHasRecipients: way or service would change after people were chosen by them.
    """
    campaign = _open(campaign_id)
    moves = any(facts[name] != getattr(campaign, name) for name in _DECIDING)
    if moves and campaign.recipients.exists():
        raise CampaignHasRecipients(campaign_id)
    for name, value in facts.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(facts))
    return campaign


@transaction.atomic
def add_recipients(
    *, campaign_id: int, client_ids: Iterable[int], by_user_id: int, at: datetime
) -> list[int]:
    """Put clients into a campaign: those who may be reached and are not in it. Twice is once.

    Two queries for each thousand.

    Returns:
        The rows that were made: what is taken back is these and no other ones.

    Raises:
        CampaignClosed: it has its result.
    """
    campaign = _open(campaign_id)
    inside = set(campaign.recipients.values_list("client_id", flat=True))
    wanted = [pk for pk in dict.fromkeys(client_ids) if pk not in inside]
    may = Client.objects.filter(reaching.may_be_added(campaign)).order_by()
    chosen: list[int] = []
    for start in range(0, len(wanted), _SLICE):
        some = may.filter(pk__in=wanted[start : start + _SLICE])
        chosen += sorted(some.values_list("pk", flat=True))
    rows = Recipient.objects.bulk_create(
        (
            Recipient(campaign=campaign, client_id=pk, added_by_id=by_user_id, added_at=at)
            for pk in chosen
        ),
        batch_size=_SLICE,
    )
    clients.leave_traces(
        client_ids=chosen, by_user_id=by_user_id, deed=AccessTrace.Deed.TOGETHER, at=at
    )
    return [row.pk for row in rows]


@transaction.atomic
def remove_recipients(*, recipient_ids: Sequence[int]) -> list[int]:
    """Take clients out again of whom nothing was noted yet; out of a closed campaign nobody.

    Returns:
        The clients taken out.
    """
    removed: list[int] = []
    untouched = Recipient.objects.known().filter(noted_at=None, campaign__closed_at=None)
    for start in range(0, len(recipient_ids), _SLICE):
        rows = untouched.filter(pk__in=recipient_ids[start : start + _SLICE])
        going = dict(rows.values_list("pk", "client_id"))
        Recipient.objects.filter(pk__in=going).delete()
        removed += going.values()
    return removed


@transaction.atomic
def note_outcome(
    *, recipient_id: int, outcome: str, by_user_id: int, at: datetime, note: str = ""
) -> Recipient:
    """Write down what came of an attempt. ``waiting`` takes back what was noted by mistake.

    Whoever declines is not contacted in this campaign any more; her consents stay as they are
    until she takes one back.

    Raises:
        CampaignClosed: it has its result.
        CampaignNotBegun: its first day is still to come.
        NoLongerToBeContacted: she took her consent back, or was erased: nobody has reached her.
    """
    recipient = Recipient.objects.select_for_update().get(pk=recipient_id)
    campaign = _open(recipient.campaign_id)
    if localdate(at) < campaign.starts_on:
        raise CampaignNotBegun(campaign.pk)
    told = Outcome(outcome)
    if recipient.client_id is None or (
        told in NEEDS_CONSENT and reaching.is_barred(campaign, recipient.client_id)
    ):
        raise NoLongerToBeContacted(recipient_id)
    recipient.attempts.create(outcome=told, note=note.strip()[:500], by_id=by_user_id, at=at)
    recipient.outcome, recipient.noted_at = told, at
    recipient.save(update_fields=["outcome", "noted_at"])
    clients.leave_trace(
        client_id=recipient.client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.NOTE, at=at
    )
    _tell_timeline(recipient.client_id, campaign, told, at)
    return recipient


def _tell_timeline(client_id: int, campaign: Campaign, told: Outcome, at: datetime) -> None:
    subject = f"campaign:{campaign.pk}"
    if told == Outcome.WAITING:
        for kind in dict.fromkeys(_ON_TIMELINE.values()):
            clients.withdraw_from_timeline(client_id=client_id, kind=kind, subject=subject, at=at)
    elif told in _ON_TIMELINE:
        words = pgettext_lazy("entry of the timeline", "{campaign}: {outcome}")
        clients.add_to_timeline(
            client_id=client_id,
            kind=_ON_TIMELINE[told],
            subject=subject,
            happened_at=at,
            title=format_lazy(words, campaign=campaign.name, outcome=told.label),
            url=campaign_url(campaign.pk),
        )


@transaction.atomic
def close_campaign(*, campaign_id: int, result: str, by_user_id: int, at: datetime) -> Campaign:
    """End a campaign with a word about what came of it; everybody in it stays with her outcome.

    Raises:
        CampaignClosed: somebody did it before.
    """
    campaign = _open(campaign_id)
    campaign.closed_at, campaign.closed_by_id = at, by_user_id
    campaign.result = result
    campaign.save(update_fields=["closed_at", "closed_by", "result"])
    return campaign


@transaction.atomic
def follow_attempts(*, client_ids: Iterable[int]) -> None:
    """After a merge, or one undone: the outcome is that of the latest attempt there is now."""
    rows = Recipient.objects.filter(client__in=list(client_ids)).prefetch_related("attempts")
    for recipient in rows:
        latest: Attempt | None = next(reversed(recipient.attempts.all()), None)
        recipient.outcome = latest.outcome if latest else Outcome.WAITING
        recipient.noted_at = latest.at if latest else None
        recipient.save(update_fields=["outcome", "noted_at"])


def _open(campaign_id: int) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    if campaign.closed_at:
        raise CampaignClosed(campaign_id)
    return campaign
