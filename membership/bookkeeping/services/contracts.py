"""Offer and contract, before anything is paid; the payer's details that stand in them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from membership.billing.models import Invoice
from membership.bookkeeping import sending, wording
from membership.bookkeeping.models import Paper, PayerDetails
from membership.bookkeeping.services.making import make

Kind = Paper.Kind


@transaction.atomic
def save_details(*, client_id: int, facts: dict[str, str]) -> PayerDetails:
    """Keep how a payer stands on papers; those made before stay as they are."""
    return PayerDetails.objects.update_or_create(client_id=client_id, defaults=facts)[0]


@transaction.atomic
def prepare_papers(
    *, invoice_id: int, at: datetime, by_user_id: int | None, to_email: str = ""
) -> list[Paper]:
    """Offer and contract of an invoice, made once; a budget body cannot pay without them.

    Args:
        to_email: where all papers go, the invoice among them; nowhere when empty.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    made = [
        _known(kind, invoice) or _of_invoice(kind, invoice, at=at, by_user_id=by_user_id)
        for kind in (Kind.OFFER, Kind.CONTRACT)
    ]
    if to_email:
        sending.ask(invoice_id=invoice_id, email=to_email, papers=[paper.pk for paper in made])
    return made


def _known(kind: Paper.Kind, invoice: Invoice) -> Paper | None:
    return Paper.objects.filter(kind=kind, invoice=invoice).first()


def _of_invoice(
    kind: Paper.Kind, invoice: Invoice, *, at: datetime, by_user_id: int | None
) -> Paper:
    total, held = invoice.total_tyiyn, invoice.snapshot.get("taxes", [])

    def said(language: str) -> dict[str, Any]:
        return {
            "facts": wording.of_invoice(invoice, language, total),
            "table": wording.lines_table(invoice, language),
            "notes": wording.tax_notes(total, held, language),
        }

    return make(kind, said, client_id=invoice.client_id, invoice=invoice, amount_tyiyn=total,
                 at=at, by_user_id=by_user_id)  # fmt: skip
