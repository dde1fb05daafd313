"""Offer and contract, before anything is paid; the payer's details that stand in them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.bookkeeping import sending, wording
from membership.bookkeeping.errors import NotVoidable, PaperSigned
from membership.bookkeeping.models import Paper, PayerDetails
from membership.bookkeeping.services.making import buyer_of, make

Kind = Paper.Kind


@transaction.atomic
def save_details(*, client_id: int, facts: dict[str, str]) -> PayerDetails:
    """Keep how a payer stands on papers; those made before stay as they are."""
    return PayerDetails.objects.update_or_create(client_id=client_id, defaults=facts)[0]


@transaction.atomic
def prepare_papers(
    *, invoice_id: int, at: datetime, by_user_id: int | None, to_email: str = ""
) -> list[Paper]:
    """Offer and contract of an invoice; a budget body cannot pay without them.

    They are made once. Where the payer stands in them otherwise than in her details of now, they
    become void and are made anew under other numbers.

    Args:
        to_email: where all papers go, the invoice among them; nowhere when empty.

    Raises:
        PaperSigned: one that came back signed would have to change.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    made = [
        _right_one(kind, invoice, at) or _of_invoice(kind, invoice, at=at, by_user_id=by_user_id)
        for kind in (Kind.OFFER, Kind.CONTRACT)
    ]
    if to_email:
        sending.ask(invoice_id=invoice_id, email=to_email, papers=[paper.pk for paper in made])
    return made


@transaction.atomic
def correct_papers(
    *, invoice_id: int, facts: dict[str, str], at: datetime, by_user_id: int | None,
    to_email: str = "",
) -> list[Paper]:  # fmt: skip
    """Keep how a payer stands on papers, and have offer and contract say so.

    Raises:
        PaperSigned: one that came back signed would have to change; nothing is kept.
    """
    client_id = Invoice.objects.get(pk=invoice_id).client_id
    save_details(client_id=client_id, facts=facts)
    return prepare_papers(invoice_id=invoice_id, at=at, by_user_id=by_user_id, to_email=to_email)


def _right_one(kind: Paper.Kind, invoice: Invoice, at: datetime) -> Paper | None:
    """The paper there is, unless the details in it were put right since."""
    known = invoice.more_papers.standing().filter(kind=kind).first()
    if known is None or all(
        wording.buyer_on(known.snapshot[language])
        == wording.as_buyer(buyer_of(invoice.client_id, invoice, language), language)
        for language in PAPER_LANGUAGES
    ):
        return known
    if known.signed_on:
        raise PaperSigned
    _void(known, reason=_("The details of the payer were corrected."), at=at)
    return None


@transaction.atomic
def void_paper(*, paper_id: int, reason: str, at: datetime) -> Paper:
    """Declare that nobody goes by an offer, a contract or an act any more; another may be made.

    Raises:
        NotVoidable: it is void already, or a paper about money that moved.
    """
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.voided_at or not paper.is_between_parties:
        raise NotVoidable
    _void(paper, reason=reason, at=at)
    return paper


def _void(paper: Paper, *, reason: str, at: datetime) -> None:
    paper.voided_at, paper.void_reason = at, reason
    paper.save(update_fields=["voided_at", "void_reason"])


def _of_invoice(
    kind: Paper.Kind, invoice: Invoice, *, at: datetime, by_user_id: int | None
) -> Paper:
    total, held = invoice.total_tyiyn, invoice.snapshot.get("taxes", [])

    def said(language: str) -> dict[str, Any]:
        return {
            "facts": {
                **wording.of_invoice(invoice, language, total),
                "refund": wording.refund(invoice.issued_on, language),
            },
            "table": wording.lines_table(invoice, language),
            "notes": wording.tax_notes(total, held, language),
        }

    return make(kind, said, client_id=invoice.client_id, invoice=invoice, amount_tyiyn=total,
                 at=at, by_user_id=by_user_id)  # fmt: skip
