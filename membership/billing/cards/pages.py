"""Keeping a card, changing it, forgetting it: asked for by the payer, done by the worker."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from membership.billing import signals
from membership.billing.gateways import stripe_cards
from membership.billing.gateways.stripe_cards import CardPageRequest, KeptCard
from membership.billing.models import CardOnFile, CardPage
from membership.clients import selectors as clients
from membership.clients.models import Client
from portal.core import clock, outbox

OPEN, LOOK, REFRESH, FORGET = (
    "billing.open_card_page",
    "billing.look_at_card_page",
    "billing.refresh_card",
    "billing.forget_card",
)
#: A page that closes sooner is not shown any more.
_MARGIN = timedelta(minutes=5)


@transaction.atomic
def ask_for_page(
    *, client_id: int, kind: str, language: str, back: str, at: datetime, by_user_id: int | None
) -> CardPage:
    """Have a page opened where the payer keeps or changes a card; one that waits serves again.

    Args:
        back: the address on this site to which she comes back.
    """
    Client.objects.select_for_update().get(pk=client_id)
    card = CardOnFile.objects.of_client(client_id)
    card = card or CardOnFile.objects.create(client_id=client_id)
    if waiting := usable_page(card, kind, at):
        return waiting
    page = card.pages.create(
        kind=kind, language=language, back=back, asked_at=at, asked_by_id=by_user_id
    )
    outbox.enqueue(OPEN, key=str(page.pk), page_id=page.pk)
    return page


def usable_page(card: CardOnFile, kind: str, at: datetime) -> CardPage | None:
    """The page that is being opened, or waits for a card."""
    pages = card.pages.filter(kind=kind)
    newest = pages.order_by("-pk").first()
    if newest is None or (newest.expires_at and newest.expires_at <= at + _MARGIN):
        return None
    done = card.saved_at and card.saved_at >= newest.asked_at
    return None if done else newest


@outbox.handles(OPEN, reaches_outside=True)
def open_at_provider(*, page_id: int) -> None:
    """Ask the provider and keep the address of its page. Twice is once, by the key."""
    page = CardPage.objects.select_related("card").get(pk=page_id)
    if page.url:
        return
    request = _request(page)
    if not request.customer_ref:
        reference = stripe_cards.open_customer(request)
        CardOnFile.objects.filter(pk=page.card_id, customer_ref="").update(customer_ref=reference)
        page.card.refresh_from_db()
        request = _request(page)
    try:
        if page.kind == CardPage.Kind.KEEP:
            opened = stripe_cards.open_keep_page(request)
        else:
            opened = stripe_cards.open_change_page(request, now=clock.now())
    except stripe_cards.CustomerUnknown:
        _begin_anew(page, at=clock.now())
        return
    CardPage.objects.filter(pk=page_id).update(
        external_id=opened.external_id, url=opened.url, expires_at=opened.expires_at
    )


@transaction.atomic
def _begin_anew(page: CardPage, *, at: datetime) -> None:
    """The provider has forgotten the payer, and her card with her: ask for it once more."""
    CardOnFile.objects.filter(pk=page.card_id).update(customer_ref="")
    _keep(card_id=page.card_id, kept=None, at=at)
    page.expires_at = at
    page.save(update_fields=["expires_at"])
    ask_for_page(
        client_id=page.card.client_id,
        kind=CardPage.Kind.KEEP,
        language=page.language,
        back=page.back,
        at=at,
        by_user_id=page.asked_by_id,
    )


def _request(page: CardPage) -> CardPageRequest:
    payer = clients.recipient(page.card.client_id)
    return CardPageRequest(
        key=f"card-page-{page.pk}-{page.asked_at.timestamp():.6f}",
        client_id=page.card.client_id,
        customer_ref=page.card.customer_ref,
        name=payer.name,
        email=payer.email,
        language=page.language,
        back_url=settings.SITE_URL + page.back,
    )


def look_at(*, card: CardOnFile) -> None:
    """Have the worker ask what became of the newest page, for a payer who is back already."""
    page = card.pages.exclude(external_id="").order_by("-pk").first()
    if page is None:
        return
    if page.kind == CardPage.Kind.KEEP:
        outbox.enqueue(LOOK, key=page.external_id, external_id=page.external_id)
    else:
        outbox.enqueue(REFRESH, key=f"page-{page.pk}", customer_ref=card.customer_ref)


@outbox.handles(LOOK, reaches_outside=True)
def look_at_page(*, external_id: str) -> None:
    """Write down the card that was kept on a page of ours. Twice is once."""
    page = CardPage.objects.select_related("card").filter(external_id=external_id).first()
    kept = stripe_cards.card_kept_on(external_id) if page else None
    if page and kept:
        _keep(card_id=page.card_id, kept=kept, at=clock.now())


@outbox.handles(REFRESH, reaches_outside=True)
def refresh(*, customer_ref: str) -> None:
    """Write down which card pays for a customer of ours now."""
    card = CardOnFile.objects.filter(customer_ref=customer_ref).first() if customer_ref else None
    if card:
        _keep(card_id=card.pk, kept=stripe_cards.card_of(customer_ref), at=clock.now())


@transaction.atomic
def _keep(*, card_id: int, kept: KeptCard | None, at: datetime) -> None:
    card = CardOnFile.objects.select_for_update().get(pk=card_id)
    known = (card.method_ref, card.exp_month, card.exp_year)
    if known == ((kept.method_ref, kept.exp_month, kept.exp_year) if kept else ("", None, None)):
        return
    card.method_ref = kept.method_ref if kept else ""
    card.brand = kept.brand if kept else ""
    card.last4 = kept.last4 if kept else ""
    card.exp_month = kept.exp_month if kept else None
    card.exp_year = kept.exp_year if kept else None
    card.saved_at = at if kept else None
    card.save()
    signals.card_changed.send(CardOnFile, client_id=card.client_id, is_kept=card.is_kept, at=at)


@transaction.atomic
def forget_card(*, client_id: int, at: datetime) -> None:
    """Have the provider forget the card of a payer; it can never be charged again. Repeatable."""
    for card in CardOnFile.objects.select_for_update().filter(client_id=client_id):
        if card.is_kept:
            outbox.enqueue(FORGET, key=card.method_ref, method_ref=card.method_ref)
            _keep(card_id=card.pk, kept=None, at=at)


@outbox.handles(FORGET, reaches_outside=True)
def forget_at_provider(*, method_ref: str) -> None:
    """Forgotten is forgotten."""
    stripe_cards.forget_card(method_ref)
