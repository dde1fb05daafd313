"""Every paper that is made, and what comes back of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from membership.billing.contents import frozen_seller
from membership.billing.models import PAPER_LANGUAGES, Entry, Invoice, Payment
from membership.bookkeeping import sending, wording
from membership.bookkeeping.errors import NothingToAccept, PeriodOverlaps
from membership.bookkeeping.models import Paper, PayerDetails, StateInvoice
from membership.clients.models import Client
from membership.subscriptions import selectors as subscriptions
from portal.core.money import HOME
from portal.core.numbering import next_number

Kind = Paper.Kind
#: Before the number of each kind.
_LETTERS = {"offer": "О", "contract": "Д", "act": "А", "reconciliation": "С", "receipt": "К"}


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

    return _make(kind, said, client_id=invoice.client_id, invoice=invoice, amount_tyiyn=total,
                 at=at, by_user_id=by_user_id)  # fmt: skip


@transaction.atomic
def make_act(
    *, invoice_id: int, starts_on: date, ends_on: date, at: datetime, by_user_id: int | None
) -> Paper:
    """An act for a part of the term that an invoice opened; its days give its share of the price.

    The last act takes what the earlier ones left, so that together they are the whole.

    Raises:
        NothingToAccept: the invoice is not paid or opened nothing.
        PeriodOverlaps: an act stands for a part of these days, or they lie outside the term.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    period = subscriptions.period_of(invoice.pk)
    if invoice.status != Invoice.Status.SETTLED or period is None or not invoice.asked_tyiyn:
        raise NothingToAccept
    acts = Paper.objects.filter(kind=Kind.ACT, invoice=invoice)
    overlap = acts.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists()
    if overlap or not period[0] <= starts_on <= ends_on <= period[1]:
        raise PeriodOverlaps
    share = _share(invoice, period, list(acts), starts_on, ends_on)

    def said(language: str) -> dict[str, Any]:
        facts = wording.of_invoice(invoice, language, share)
        facts |= {
            "starts": wording.day(starts_on, language),
            "ends": wording.day(ends_on, language),
        }
        held = invoice.snapshot.get("taxes", [])
        return {"facts": facts, "notes": wording.tax_notes(share, held, language)}

    return _make(Kind.ACT, said, client_id=invoice.client_id, invoice=invoice, amount_tyiyn=share,
                 at=at, by_user_id=by_user_id, starts_on=starts_on, ends_on=ends_on)  # fmt: skip


def _share(
    invoice: Invoice, period: tuple[date, date], acts: list[Paper], starts: date, ends: date
) -> int:
    whole = (period[1] - period[0]).days + 1
    days = (ends - starts).days + 1
    accepted = sum((act.ends_on - act.starts_on).days + 1 for act in acts
                   if act.starts_on and act.ends_on)  # fmt: skip
    if accepted + days == whole:
        return invoice.asked_tyiyn - sum(act.amount_tyiyn for act in acts)
    return (2 * invoice.asked_tyiyn * days + whole) // (2 * whole)


@transaction.atomic
def make_reconciliation(
    *, client_id: int, starts_on: date, ends_on: date, at: datetime, by_user_id: int | None
) -> Paper:
    """Debts and payments of a client in a period, as the ledger has them."""
    owed = Entry.objects.filter(client_id=client_id, currency=HOME).filter(
        Q(debit="receivable") | Q(credit="receivable")
    )
    before = owed.filter(made_on__lt=starts_on)
    opening = sum(
        one.amount_tyiyn if one.debit == "receivable" else -one.amount_tyiyn for one in before
    )
    entries = list(
        owed.filter(made_on__range=(starts_on, ends_on))
        .select_related("invoice")
        .order_by("made_on", "pk")
    )
    _table, balance = wording.account_table(entries, opening, "ru")

    def said(language: str) -> dict[str, Any]:
        facts = {
            "starts": wording.day(starts_on, language),
            "ends": wording.day(ends_on, language),
            "closing": wording.closing(balance, ends_on, language),
        }
        return {"facts": facts, "table": wording.account_table(entries, opening, language)[0]}

    return _make(Kind.RECONCILIATION, said, client_id=client_id, amount_tyiyn=balance, at=at,
                 by_user_id=by_user_id, starts_on=starts_on, ends_on=ends_on)  # fmt: skip


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

    return _make(Kind.RECEIPT, said, client_id=invoice.client_id, invoice=invoice, payment=payment,
                 amount_tyiyn=payment.amount_tyiyn, at=at, by_user_id=by_user_id)  # fmt: skip


def _make(
    kind: Paper.Kind, said: Any, *, client_id: int, at: datetime, by_user_id: int | None,
    **facts: Any,
) -> Paper:  # fmt: skip
    """Take the next number and freeze the words in both languages."""
    dated_on = timezone.localdate(at)
    number = next_number(f"paper.{kind.value}", dated_on.year)
    written = f"{_LETTERS[kind.value]}-{dated_on.year}-{number:05d}"
    buyer = buyer_of(client_id, facts.get("invoice"))
    currency = facts["invoice"].currency if facts.get("invoice") else HOME
    snapshot = {
        language: wording.paper(
            kind.value, language, number=written, dated_on=dated_on,
            parties={"seller": frozen_seller(language, currency), "buyer": buyer}, **said(language),
        )
        for language in PAPER_LANGUAGES
    }  # fmt: skip
    return Paper.objects.create(
        kind=kind, number=written, dated_on=dated_on, client_id=client_id, snapshot=snapshot,
        made_at=at, made_by_id=by_user_id, **facts,
    )  # fmt: skip


def buyer_of(client_id: int, invoice: Invoice | None) -> dict[str, str]:
    """The payer as a party: her details, else as she stands on the invoice, else by her name."""
    details = PayerDetails.objects.filter(client_id=client_id).first()
    if details:
        fields = [field.name for field in PayerDetails._meta.fields if field.name != "id"]
        return {name: getattr(details, name) for name in fields if name != "client"}
    if invoice is not None:
        return {name: str(value) for name, value in invoice.buyer.items()}
    return {"name": Client.objects.get(pk=client_id).name}


@transaction.atomic
def keep_signed(*, paper_id: int, signed_on: date, scan: Any = None) -> Paper:
    """Write that a paper came back signed, with its scan if there is one."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    paper.signed_on = signed_on
    if scan:
        paper.scan = scan
    paper.save(update_fields=["signed_on", "scan"])
    return paper


@transaction.atomic
def note_state_invoice(*, invoice_id: int, number: str, state: str, dated_on: date) -> StateInvoice:
    """Write down the number of the state's e-invoice and how it stands there."""
    facts = {"number": number[:40], "state": state, "dated_on": dated_on}
    return StateInvoice.objects.update_or_create(invoice_id=invoice_id, defaults=facts)[0]
