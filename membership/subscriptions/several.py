"""Bodies of the register that a payer may name, and what they read already. Nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership.clients.models import Client
from membership.organisations.models import Organisation
from membership.subscriptions.models import Opens, Plan, Term

#: So many bodies on one order of a reader: no rayon has more municipalities.
MOST = 30
#: So many are offered for one name.
FOUND_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Body:
    """A body that may be named, as far as a payer needs to know it."""

    pk: int
    name: str
    place: str
    #: Where its copies go when the payer names no address; never shown before the order.
    address: str
    #: The latest term it has of what the plan opens.
    running: Term | None
    #: Whether the new term begins after that one, or beside it.
    follows: bool

    @property
    def reads_already(self) -> str:
        """What the payer must know before she orders; empty where the body reads nothing yet."""
        if self.running is None:
            return ""
        if self.running.ends_on is None:
            words = _("Reads already (%(until)s). The new subscription begins when you pay.")
        elif self.follows:
            words = _("Reads already, until %(until)s. The new subscription begins the day after.")
        else:
            words = _("Reads already, until %(until)s. The new subscription begins when you pay.")
        until = self.running.ends_on
        return words % {"until": date_format(until) if until else self.running.until}


def bodies(organisation_ids: Iterable[int], *, plan: Plan, on: date) -> dict[int, Body]:
    """Those that work on a day, in the order in which they were named. Three queries for all."""
    ids = list(organisation_ids)
    working = {
        one.pk: one for one in Organisation.objects.working().with_place().filter(pk__in=ids)
    }
    cards = {
        card.organisation_id: card
        for card in Client.objects.filter(
            kind=Client.Kind.ORGANISATION, organisation__in=working
        ).order_by("-pk")
    }
    terms = (
        Term.objects.not_over_on(on)
        .filter(
            subscriber__kind=Client.Kind.ORGANISATION,
            subscriber__organisation__in=working,
            opens__in=Opens.sharing(plan.opens),
        )
        .order_by(F("ends_on").asc(nulls_first=True), "pk")
        .select_related("subscriber")
    )
    running = {term.subscriber.organisation_id: term for term in terms}
    return {
        pk: _body(working[pk], cards.get(pk), running.get(pk), plan) for pk in ids if pk in working
    }


def _body(body: Organisation, card: Client | None, running: Term | None, plan: Plan) -> Body:
    address = " ".join(filter(None, (card.postal_code, card.postal_address))) if card else ""
    return Body(
        pk=body.pk,
        name=body.name,
        place=body.territory.place if body.territory else "",
        address=address[:400],
        running=running,
        follows=running is not None and running.ends_on is not None and plan.months is not None,
    )
