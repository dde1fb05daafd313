"""What subscriptions does when money moves."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from membership.billing.models import SellerRequisites
from membership.billing.signals import (
    card_changed,
    card_declined,
    invoice_cancelled,
    invoice_reopened,
    invoice_settled,
)
from membership.clients import services as clients
from membership.clients.selectors import consents_in_force
from membership.clients.signals import consents_changed, office_handed_over
from membership.subscriptions import consent_texts, services
from membership.subscriptions.models import Plan, Term
from portal.core import clock, pagecache


@receiver(invoice_settled, dispatch_uid="subscriptions.open_paid_term")
def open_paid_term(*, invoice_id: int, settled_at: datetime, **_: Any) -> None:
    """A settled invoice opens the terms it was issued for, or the change of plan it waited for."""
    for term in services.open_terms(invoice_id=invoice_id, settled_at=settled_at):
        services.follow_new_term(term=term)
    services.make_change_of(invoice_id=invoice_id, at=settled_at)


@receiver(card_declined, dispatch_uid="subscriptions.take_refusal")
def take_refusal(*, invoice_id: int, refusal: str, at: datetime, **_: Any) -> None:
    """A renewal whose card was declined goes on by its plan."""
    services.take_refusal(invoice_id=invoice_id, refusal=refusal, at=at, day=timezone.localdate(at))


@receiver(card_changed, dispatch_uid="subscriptions.go_on_with_card")
def go_on_with_card(*, client_id: int, is_kept: bool, at: datetime, **_: Any) -> None:
    """Renewals wait for a card, or for another one."""
    services.go_on_with_card(
        client_id=client_id, is_kept=is_kept, at=at, day=timezone.localdate(at)
    )


@receiver(consents_changed, dispatch_uid="subscriptions.stop_without_consent")
def stop_without_consent(*, client_id: int, service: str, channel: str, **_: Any) -> None:
    """A consent to renew that was taken back anywhere stops the renewals."""
    about = (consent_texts.PURPOSE, service, channel)
    renews = (service, channel) == (consent_texts.SERVICE, "")
    if renews and about not in consents_in_force(client_id):
        services.stop_without_consent(client_id=client_id, at=clock.now())


@receiver(invoice_reopened, dispatch_uid="subscriptions.suspend_unpaid_term")
def suspend_unpaid_term(*, invoice_id: int, **_: Any) -> None:
    """Money given back closes what it had opened."""
    services.suspend_terms(invoice_id=invoice_id)


@receiver(invoice_cancelled, dispatch_uid="subscriptions.cancel_unpaid_order")
def cancel_unpaid_order(*, invoice_id: int, cancelled_at: datetime, **_: Any) -> None:
    """An invoice given up ends its orders, or the change of plan that waited for it."""
    services.cancel_order_of(invoice_id=invoice_id)
    services.drop_change_of(invoice_id=invoice_id, at=cancelled_at)


@receiver(office_handed_over, dispatch_uid="subscriptions.take_over")
def take_over(
    *,
    office_id: int,
    organisation_id: int,
    from_client_id: int,
    to_client_id: int,
    handed_over_at: datetime,
    **_: Any,
) -> None:
    """Orders, subscriptions and seats of the body follow the office; those of the person do not."""
    services.take_over(
        office_id=office_id,
        organisation_id=organisation_id,
        from_client_id=from_client_id,
        to_client_id=to_client_id,
        at=handed_over_at,
    )


@receiver(post_save, sender=SellerRequisites, dispatch_uid="subscriptions.forget_currencies")
@receiver([post_save, post_delete], sender=Plan, dispatch_uid="subscriptions.forget_kept_pages")
def forget_kept_pages(**_: Any) -> None:
    """The page of plans shows prices as they are now, in currencies that can be paid now."""
    transaction.on_commit(lambda: pagecache.forget(Plan.KEPT_PAGES_MARK))


@receiver([post_save, post_delete], sender=Term, dispatch_uid="subscriptions.keep_standing")
def keep_standing(*, instance: Term, raw: bool = False, **_: Any) -> None:
    """A term that is written moves the figures of the client base in the same transaction."""
    if not raw:
        clients.keep_standings(client_ids=[instance.subscriber_id], today=clock.today())
