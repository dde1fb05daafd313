"""Answers about campaigns, shaped for screens."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.db.models import Count, F

from membership.clients.models import Client, Contact
from membership.outreach import reaching
from membership.outreach.choices import REACHED, Outcome, Way
from membership.outreach.models import Attempt, Campaign, Recipient
from portal.core.audience import Channel
from portal.core.money import Money

_ON_A_PAGE = 50
#: Recipients who wait and may not be contacted any more; beside the outcomes among the tabs.
BARRED = "barred"
_KEPT = "_campaigns_of_card"


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a campaign is."""

    by_outcome: dict[str, int]
    #: Of those who wait: how many may not be contacted any more.
    barred: int
    cost_tyiyn: int | None

    @property
    def total(self) -> int:
        """Everybody in it."""
        return sum(self.by_outcome.values())

    @property
    def left(self) -> int:
        """Who is still to be reached."""
        return self.by_outcome.get(Outcome.WAITING, 0) - self.barred

    @property
    def reached(self) -> int:
        """Who was spoken to, or has what was written to her, whatever she said."""
        return sum(self.by_outcome.get(one, 0) for one in REACHED)

    @property
    def agreed(self) -> int:
        """With whom the goal is reached."""
        return self.by_outcome.get(Outcome.AGREED, 0)

    @property
    def cost(self) -> Money | None:
        """What it cost, if anybody said so."""
        return None if self.cost_tyiyn is None else Money(self.cost_tyiyn)

    @property
    def cost_per_agreed(self) -> Money | None:
        """Rounded to the som."""
        return cost_of_one(self.cost_tyiyn, self.agreed)


def cost_of_one(cost_tyiyn: int | None, agreed: int) -> Money | None:
    """What one who agreed cost, rounded to the som; None where there is nobody or no cost."""
    if cost_tyiyn is None or not agreed:
        return None
    return Money(round(cost_tyiyn / agreed / 100) * 100)


def figures(campaign: Campaign) -> Figures:
    """Two queries."""
    counted = campaign.recipients.order_by().values_list("outcome").annotate(Count("pk"))
    return Figures(dict(counted), _barred(campaign).count(), campaign.cost_tyiyn)


def _barred(campaign: Campaign) -> Any:
    """Who waits in vain; in a closed campaign nobody waits."""
    if campaign.closed_at:
        return campaign.recipients.none()
    against = Client.objects.filter(reaching.barred(campaign)).order_by()
    erased = campaign.recipients.waiting().filter(client=None)
    return campaign.recipients.waiting().filter(client__in=against.values("pk")) | erased


@dataclass(slots=True)
class Row:
    """A recipient as whoever works through the campaign needs her."""

    recipient: Recipient
    client: Client | None
    text: str
    #: Addresses or numbers with what opens them; empty where nothing opens an address by post.
    ways: list[tuple[str, str]] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    bar: reaching.Bar | None = None

    @property
    def is_barred(self) -> bool:
        """She may not be contacted, or no longer."""
        return self.client is None or (self.bar is not None and self.bar.is_her_will)


def narrowed(campaign: Campaign, show: str, client_id: int | None) -> Any:
    """The recipients of a tab, or the one of a client."""
    rows = campaign.recipients.order_by(F("client__sort_key").asc(nulls_last=True), "pk")
    if client_id is not None:
        return rows.filter(client=client_id)
    if show == BARRED:
        return rows.filter(pk__in=_barred(campaign).values("pk"))
    if show == Outcome.WAITING:
        return rows.waiting().exclude(pk__in=_barred(campaign).values("pk"))
    return rows.filter(outcome=show) if show else rows


def page(campaign: Campaign, rows: Any, number: Any) -> tuple[Page[Any], list[Row]]:
    """Some of the recipients with all that is needed to reach them. Five queries."""
    part = Paginator(rows, _ON_A_PAGE).get_page(number)
    recipients = list(part.object_list)
    ids = [one.client_id for one in recipients if one.client_id]
    whom = Client.objects.filter(pk__in=ids).select_related("territory__parent", "organisation")
    clients = reaching.judged(campaign, whom).in_bulk()
    ways, tries = _ways(campaign, clients), _attempts(recipients)
    bars = reaching.bars(campaign)
    return part, [
        _row(campaign, one, clients.get(one.client_id), ways, tries, bars) for one in recipients
    ]


def _row(
    campaign: Campaign,
    recipient: Recipient,
    client: Any,
    ways: dict[int, list[str]],
    tries: dict[int, list[Attempt]],
    bars: list[reaching.Bar],
) -> Row:
    text = campaign.text_in(client.language) if client else ""
    row = Row(recipient, client, text, attempts=tries[recipient.pk])
    if client is not None:
        row.bar = None if client.bar is None else bars[client.bar]
        row.ways = [(one, _opens(campaign, one, text)) for one in ways[client.pk]]
    return row


def _ways(campaign: Campaign, clients: dict[int, Any]) -> dict[int, list[str]]:
    """Of each client what works for the way of the campaign."""
    found: dict[int, list[str]] = defaultdict(list)
    if campaign.channel == Channel.POST:
        for pk, client in clients.items():
            address = ", ".join(filter(None, (client.postal_code, client.postal_address)))
            found[pk] += [address] if client.postal_address else []
        return found
    kind = Contact.Kind.EMAIL if campaign.channel == Channel.EMAIL else Contact.Kind.PHONE
    working = Contact.objects.filter(client__in=clients, channel=kind, dead_at=None)
    for pk, value in working.order_by("pk").values_list("client_id", "value"):
        found[pk].append(value)
    return found


def _opens(campaign: Campaign, value: str, text: str) -> str:
    """An address that opens the program of whoever clicks; she sends or calls herself."""
    if campaign.way in {Way.CALL, Way.VISIT}:
        return f"tel:{value}"
    if campaign.way == Way.WHATSAPP:
        return f"https://wa.me/{value.removeprefix('+')}?text={quote(text)}"
    if campaign.way == Way.MAIL:
        return f"mailto:{quote(value, safe='@')}?body={quote(text)}"
    return ""


def _attempts(recipients: list[Recipient]) -> dict[int, list[Attempt]]:
    found: dict[int, list[Attempt]] = defaultdict(list)
    for one in Attempt.objects.filter(recipient__in=recipients).select_related("by"):
        found[one.recipient_id].append(one)
    return found


def campaigns_of_card(client: Client) -> list[Any]:
    """The places of a client in campaigns, the latest first, with ``agrees``: her consent holds.

    Kept on the instance of the card.
    """
    kept: list[Any] | None = getattr(client, _KEPT, None)
    if kept is None:
        rows = Recipient.objects.filter(client=client).select_related("campaign").agreeing()
        kept = list(rows.order_by("-campaign__starts_on", "-pk"))
        setattr(client, _KEPT, kept)
    return kept
