"""Subscribers as staff name them, a line for each, found in the base and in the register."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from membership.clients import selectors as clients
from membership.clients.models import Client
from membership.clients.services import card_of_organisation
from membership.organisations.models import Organisation
from membership.subscriptions.models import COPIES_AT_MOST
from membership.subscriptions.services import PostTo, Wanted
from portal.core import letters
from portal.territories.models import Territory

#: So many subscribers on one invoice: its paper still has to be readable.
MOST = 60


class LineUnclear(Exception):
    """A line names nobody, or more than one; its words say what staff can do."""


@dataclass(frozen=True, slots=True)
class Named:
    """A subscriber that was found: a card, or a body of the register without one yet."""

    name: str
    client_id: int | None
    organisation_id: int | None
    kind: str
    post_to: PostTo

    def wanted(self, *, quantity: int, at: datetime) -> Wanted:
        """As ``services.place_orders`` takes it; the card of a body is opened."""
        client_id = self.client_id
        if client_id is None and self.organisation_id is not None:
            client_id = card_of_organisation(organisation_id=self.organisation_id, at=at)
        if client_id is None:
            raise LineUnclear(self.name)
        return Wanted(client_id, (self.post_to,), quantity)


def read(text: str) -> list[Named]:
    """One subscriber a line: number of the card or name; address; copies; language.

    Raises:
        LineUnclear: a line cannot be told for certain.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise LineUnclear(_("At most %(number)s subscribers on one invoice.") % {"number": MOST})
    return [_named(line) for line in lines]


def bodies_of_rayon(rayon: Territory, *, on: date) -> list[Named]:
    """The executive bodies of the municipalities of a rayon, by name."""
    bodies = Organisation.objects.filter(
        Q(dissolved_on=None) | Q(dissolved_on__gte=on),
        territory__parent=rayon,
        kind=Organisation.Kind.AYIL_OKMOTU,
    )
    cards = dict(
        Client.objects.filter(kind="organisation", organisation__in=bodies)
        .order_by("-pk")
        .values_list("organisation", "pk")
    )
    return [_of_body(body, cards.get(body.pk), PostTo()) for body in bodies.order_by("sort_key")]


def _named(line: str) -> Named:
    who, *more = (part.strip() for part in line.split(";"))
    post_to = _post_to(line, more)
    if who.isdecimal() and len(who) < 12:
        card = Client.objects.filter(pk=clients.current_id(int(who)) or 0).first()
        if card is None:
            raise LineUnclear(_("There is no card with the number %(who)s.") % {"who": who})
        return _of_card(card, post_to)
    key = letters.spoken_key(who)[:250]
    found = list(Client.objects.filter(search_key=key)[:4]) if key else []
    if len(found) == 1:
        return _of_card(found[0], post_to)
    if found:
        numbers = ", ".join(str(card.pk) for card in found)
        words = _("“%(who)s” stands on several cards: %(numbers)s. Write the number.")
        raise LineUnclear(words % {"who": who, "numbers": numbers})
    bodies = Organisation.objects.filter(dissolved_on=None)
    named = list(bodies.filter(Q(sort_key=letters.sort_key(who)) | Q(name_ru=who))[:2])
    if len(named) != 1:
        raise LineUnclear(
            _("Nobody is called “%(who)s” here. Write the number of the card.") % {"who": who}
        )
    card = Client.objects.filter(kind="organisation", organisation=named[0]).first()
    return _of_body(named[0], card.pk if card else None, post_to)


def _post_to(line: str, parts: list[str]) -> PostTo:
    address, copies, language, *rest = [*parts, "", "", ""][: max(3, len(parts))]
    is_number = copies.isdecimal() and len(copies) < 5 and 0 < int(copies) <= COPIES_AT_MOST
    if rest or (copies and not is_number) or language not in {"", "ky", "ru"}:
        words = _("“%(line)s”: write number or name; address; copies; ky or ru.")
        raise LineUnclear(words % {"line": line[:120]})
    return PostTo(address=address[:400], copies=int(copies) if copies else None, language=language)


def _of_card(card: Client, post_to: PostTo) -> Named:
    known = clients.recipient(card.pk)
    full = PostTo(
        name=known.name[:200],
        address=post_to.address or known.postal_address[:400],
        copies=post_to.copies,
        language=post_to.language or known.language,
    )
    return Named(card.name, card.pk, None, card.kind, full)


def _of_body(body: Organisation, client_id: int | None, post_to: PostTo) -> Named:
    if client_id is not None:
        return _of_card(Client.objects.get(pk=client_id), post_to)
    full = PostTo(body.name_ky[:200], post_to.address, post_to.copies, post_to.language)
    return Named(body.name, None, body.pk, "organisation", full)
