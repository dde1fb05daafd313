"""Papers about money: what is owed over a period, what arrived."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from membership.billing.models import Entry, Invoice, Payment
from membership.bookkeeping import wording
from membership.bookkeeping.models import Paper
from membership.bookkeeping.services.making import make
from portal.core.money import HOME

Kind = Paper.Kind


@transaction.atomic
def make_reconciliation(
    *, client_id: int, starts_on: date, ends_on: date, at: datetime, by_user_id: int | None
) -> Paper:
    """Debts and payments of a client in a period, as the ledger has them, in every currency."""
    accounts = [
        _account(client_id, currency, starts_on, ends_on) for currency in _currencies(client_id)
    ]

    def said(language: str) -> dict[str, Any]:
        facts = {
            "starts": wording.day(starts_on, language),
            "ends": wording.day(ends_on, language),
            "closing": wording.closing(accounts, ends_on, language),
        }
        return {"facts": facts, "table": wording.account_table(accounts, language)}

    balance = next((one.closing for one in accounts if one.currency == HOME), 0)
    return make(Kind.RECONCILIATION, said, client_id=client_id, amount_tyiyn=balance, at=at,
                by_user_id=by_user_id, starts_on=starts_on, ends_on=ends_on)  # fmt: skip


def _currencies(client_id: int) -> list[str]:
    """Those in which something was owed, the currency of the books first."""
    used = set(_owed(client_id).order_by().values_list("currency", flat=True).distinct())
    return sorted(used or {HOME}, key=lambda currency: (currency != HOME, currency))


def _owed(client_id: int) -> Any:
    return Entry.objects.filter(client_id=client_id).filter(
        Q(debit="receivable") | Q(credit="receivable")
    )


def _account(client_id: int, currency: str, starts_on: date, ends_on: date) -> wording.Account:
    owed = _owed(client_id).filter(currency=currency).select_related("invoice", "payment")
    before = wording.Account(currency, 0, list(owed.filter(made_on__lt=starts_on)))
    within = owed.filter(made_on__range=(starts_on, ends_on)).order_by("made_on", "pk")
    return wording.Account(currency, before.closing, list(within))


@transaction.atomic
def make_receipt(*, payment_id: int, at: datetime, by_user_id: int | None = None) -> Paper:
    """A receipt for money that arrived, made once.

    Raises:
        Payment.DoesNotExist: nothing arrived by it.
    """
    payments = Payment.objects.select_related("invoice").filter(amount_tyiyn__gt=0)
    payment = payments.exclude(source__in=["writeoff", "sponsor"]).get(pk=payment_id)
    invoice = Invoice.objects.select_for_update().get(pk=payment.invoice_id)
    if known := Paper.objects.filter(payment=payment).first():
        return known

    def said(language: str) -> dict[str, Any]:
        facts = wording.of_invoice(invoice, language, payment.amount_tyiyn)
        facts["paid_on"] = wording.day(timezone.localdate(payment.received_at), language)
        facts["source"] = wording.texts(language)["sources"][payment.source]
        return {"facts": facts}

    return make(Kind.RECEIPT, said, client_id=invoice.client_id, invoice=invoice, payment=payment,
                 amount_tyiyn=payment.amount_tyiyn, at=at, by_user_id=by_user_id)  # fmt: skip
