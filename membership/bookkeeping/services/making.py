"""A paper takes its number and its words are frozen."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from membership.billing.contents import frozen_seller
from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.bookkeeping import wording
from membership.bookkeeping.models import Paper, PayerDetails
from membership.clients.models import Client
from portal.core.money import HOME
from portal.core.numbering import next_number

#: Before the number of each kind.
_LETTERS = {"offer": "О", "contract": "Д", "act": "А", "reconciliation": "С", "receipt": "К"}


def make(
    kind: Paper.Kind, said: Any, *, client_id: int, at: datetime, by_user_id: int | None,
    **facts: Any,
) -> Paper:  # fmt: skip
    """Take the next number and freeze the words in both languages."""
    dated_on = timezone.localdate(at)
    number = next_number(f"paper.{kind.value}", dated_on.year)
    written = f"{_LETTERS[kind.value]}-{dated_on.year}-{number:05d}"
    currency = facts["invoice"].currency if facts.get("invoice") else HOME
    snapshot = {}
    for language in PAPER_LANGUAGES:
        parties = {
            "seller": frozen_seller(language, currency),
            "buyer": buyer_of(client_id, facts.get("invoice"), language),
        }
        snapshot[language] = wording.paper(
            kind.value, language, number=written, dated_on=dated_on, parties=parties,
            **said(language),
        )  # fmt: skip
    return Paper.objects.create(
        kind=kind, number=written, dated_on=dated_on, client_id=client_id, snapshot=snapshot,
        made_at=at, made_by_id=by_user_id, **facts,
    )  # fmt: skip


def buyer_of(client_id: int, invoice: Invoice | None, language: str) -> dict[str, str]:
    """The payer as a party: her details, else as she stands on an invoice, else by her name."""
    details = PayerDetails.objects.filter(client_id=client_id).first()
    if details:
        return details.in_language(language)
    invoice = invoice or Invoice.objects.filter(client_id=client_id).order_by("pk").last()
    if invoice is not None:
        return {name: str(value) for name, value in invoice.buyer.items()}
    return {"name": Client.objects.get(pk=client_id).name}


def details_of(client_id: int, invoice: Invoice) -> dict[str, str]:
    """The same as the form of details asks for it, in both languages."""
    known: dict[str, str] = {}
    for language in PAPER_LANGUAGES:
        for name, value in buyer_of(client_id, invoice, language).items():
            known[f"{name}_{language}" if name in PayerDetails.SPOKEN else name] = value
    return known
