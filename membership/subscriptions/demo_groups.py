"""Sample orders that staff entered: a donor's for eight municipalities, a gift, one in dollars."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.models import Source
from membership.clients.models import Client
from membership.clients.services import card_of_organisation
from membership.organisations.models import Organisation
from membership.subscriptions import prorating, services
from membership.subscriptions.models import Order, Plan, Term
from membership.subscriptions.services import Entered, PostTo, Wanted
from portal.core.audience import Category
from portal.core.money import HOME

_AIMAKS = 8
_KEYS = uuid.UUID("0c6a5f6e-2f0b-4d3c-9a0f-6f9a4e0d1b11")
_REASON = "Подписчик просит вернуть деньги: журнал уже получает район"


def write(now: datetime) -> None:
    """A year of each, paid some weeks ago; one change of plan and one end before the last day."""
    _prices_abroad()
    donors = Client.objects.filter(kind="organisation", category=Category.DONOR).order_by("pk")
    people = Client.objects.filter(kind="person", category=Category.LSG).order_by("-pk")
    payer, giver, reader = donors.first(), people[0], people[1]
    if payer is None:
        return
    bodies = Organisation.objects.working().filter(kind=Organisation.Kind.AYIL_OKMOTU)
    rayon = bodies.order_by("sort_key").values_list("territory__parent", flat=True).first()
    of_rayon = bodies.filter(territory__parent=rayon).order_by("sort_key")[:_AIMAKS]
    at = now - timedelta(days=40)
    _pay(_place(payer, [_printed(body, at) for body in of_rayon], "both-year", at))
    _pay(_place(giver, [Wanted(reader.pk)], "online-year", now - timedelta(days=25)))
    _place(payer, [Wanted(donors[1].pk)], "online-year", now - timedelta(days=5), currency="USD")
    _go_on_otherwise(now)


def _prices_abroad() -> None:
    Plan.objects.filter(code="online-year").update(price_usd_cents=3_000, price_eur_cents=2_800)
    Plan.objects.filter(code="both-year").update(price_usd_cents=9_000, price_eur_cents=8_400)


def _printed(body: Organisation, at: datetime) -> Wanted:
    """One copy, to the body itself, in the language of its letters."""
    client_id = card_of_organisation(organisation_id=body.pk, at=at)
    post_to = PostTo(body.name_ky[:200], f"{body.territory}, башкы почта бөлүмү")
    return Wanted(client_id, (post_to,))


def _place(
    payer: Client, wanted: list[Wanted], plan: str, at: datetime, *, currency: str = HOME
) -> list[Order]:
    return services.place_orders(
        plan_id=Plan.objects.get(code=plan).pk,
        payer_id=payer.pk,
        wanted=wanted,
        buyer=Buyer(payer.name, f"{10**13 + payer.pk}" if payer.kind == "organisation" else ""),
        placed_at=at,
        language=payer.language,
        form_key=uuid.uuid5(_KEYS, f"{plan} {payer.pk} {currency}"),
        entered=Entered(),
        currency=currency,
    )


def _pay(orders: list[Order]) -> None:
    invoice = orders[0].invoice
    if invoice is None:
        return
    billing.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=invoice.total_tyiyn,
        source=Source.BANK,
        reference=f"ПП {3000 + invoice.pk}",
        received_at=orders[0].placed_at + timedelta(days=3),
    )


def _go_on_otherwise(now: datetime) -> None:
    """Somebody reads online now and wants the printed issues too; somebody else ends early."""
    running = Term.objects.giving_access_on(timezone.localdate(now)).filter(
        basis=Term.Basis.PAID, plan__code="online-year", subscriber__kind="organisation"
    )
    terms = list(running.exclude(subscriber__postal_address="").order_by("pk")[:2])
    dearer = Plan.objects.get(code="both-year")
    for term in terms[:1]:
        sums = prorating.change(term, dearer.pk, on=timezone.localdate(now))
        services.ask_change(
            term_id=term.pk, plan_id=dearer.pk, expected_tyiyn=sums.difference_tyiyn, at=now,
            by_user_id=None,
        )  # fmt: skip
    for term in terms[1:]:
        back = prorating.refund(term, on=timezone.localdate(now))
        services.cancel_paid(
            term_id=term.pk, reason=_REASON, expected_tyiyn=back.tyiyn, at=now, by_user_id=None
        )
