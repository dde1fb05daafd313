"""Orders that a payer's representative places for several bodies of the register."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from membership.billing.contents import Buyer
from membership.clients import selectors as clients
from membership.clients.services import card_of_organisation
from membership.subscriptions import several
from membership.subscriptions.errors import NotInRegister, OfficeNotConfirmed, TooManyNamed
from membership.subscriptions.models import Currency, Order
from membership.subscriptions.services.orders import Entered, PostTo, Wanted, place_orders, sold


@dataclass(frozen=True, slots=True)
class Share:
    """What one body gets."""

    organisation_id: int
    quantity: int = 1
    language: str = ""
    #: Empty: the address on the card of the body.
    address: str = ""


@transaction.atomic
def place_for_bodies(
    *,
    plan_id: int,
    placed_by_id: int,
    shares: Sequence[Share],
    buyer: Buyer,
    placed_at: datetime,
    language: str,
    form_key: uuid.UUID,
    currency: str = Currency.SOM,
) -> list[Order]:
    """One invoice to the body in which she holds a checked office, an order for each body named.

    A body that reads already gets a term that follows the one it has.

    Raises:
        OfficeNotConfirmed: she holds no checked office on that day.
        TooManyNamed: more bodies are named than go on one invoice.
        NotInRegister: one of them is not in the register, or was dissolved.
        PlanNotOffered, NotSoldIn, NobodyNamed, NotForThisSubscriber, AddressMissing,
        CopiesDisagree: as ``place_orders``.
    """
    day = timezone.localdate(placed_at)
    office = clients.confirmed_office(placed_by_id, on=day)
    if office is None:
        raise OfficeNotConfirmed
    if len(shares) > several.MOST:
        raise TooManyNamed
    plan = sold(plan_id, currency, on=day)[0]
    bodies = several.bodies((share.organisation_id for share in shares), plan=plan, on=day)
    if any(share.organisation_id not in bodies for share in shares):
        raise NotInRegister
    return place_orders(
        plan_id=plan_id,
        payer_id=card_of_organisation(
            organisation_id=office.organisation_id, at=placed_at, opened_by_id=office.client_id
        ),
        wanted=[_wanted(share, bodies[share.organisation_id], at=placed_at) for share in shares],
        buyer=buyer,
        placed_at=placed_at,
        language=language,
        form_key=form_key,
        entered=Entered(placed_by_id=placed_by_id),
        currency=currency,
    )


def _wanted(share: Share, body: several.Body, *, at: datetime) -> Wanted:
    post_to = PostTo(body.name[:200], share.address or body.address, language=share.language)
    return Wanted(
        subscriber_id=card_of_organisation(organisation_id=body.pk, at=at),
        recipients=(post_to,),
        quantity=share.quantity,
        follows_id=body.running.pk if body.running and body.follows else None,
    )
