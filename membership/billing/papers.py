"""The PDF of an invoice in Kyrgyz and in Russian, made from what was frozen at its issue."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from membership.billing import letters, taxes, words
from membership.billing.models import PAPER_LANGUAGES, Invoice, InvoicePaper
from portal.core import clock, money, outbox, typesetting
from portal.core.percent_field import percent
from portal.core.uploads import private_storage

KIND = "billing.make_papers"
_FORM = Path(__file__).parent / "paper_forms" / "invoice.typ"


def ask_for(invoice_id: int) -> None:
    """Have the papers made and mailed once the caller's transaction commits."""
    outbox.enqueue(KIND, key=str(invoice_id), invoice_id=invoice_id)


@outbox.handles(KIND, reaches_outside=True)
def make_and_mail(*, invoice_id: int) -> None:
    """Make both papers and post the letter with them. Twice is once, by their keys."""
    invoice = Invoice.objects.get(pk=invoice_id)
    papers = [paper_of(invoice, language, at=clock.now()) for language in PAPER_LANGUAGES]
    with transaction.atomic():
        letters.invoice_issued(
            invoice,
            attachments=[
                {"path": p.path, "name": file_name(invoice, p.language), "type": "application/pdf"}
                for p in papers
            ],
        )


def paper_of(invoice: Invoice, language: str, *, at: datetime) -> InvoicePaper:
    """The paper in ``language``, made now if it was not made yet."""
    if made := invoice.papers.filter(language=language).first():
        return made
    path = f"invoices/{invoice.issued_on.year}/{invoice.number}-{language}.pdf"
    storage = private_storage()
    if not storage.exists(path):
        path = storage.save(path, ContentFile(render(invoice, language)))
    return InvoicePaper.objects.get_or_create(
        invoice=invoice, language=language, defaults={"path": path, "made_at": at}
    )[0]


def file_name(invoice: Invoice, language: str) -> str:
    """What the reader's folder shows."""
    return f"invoice-{invoice.number}-{language}.pdf"


def render(invoice: Invoice, language: str) -> bytes:
    """The PDF itself. The same invoice gives the same words for ever."""
    with translation.override(language):
        data = _data(invoice, language)
    return typesetting.typeset(_FORM, data)


def _data(invoice: Invoice, language: str) -> dict[str, Any]:
    total = money.grouped(invoice.total_tyiyn)
    return {
        "language": language,
        "title": _("Invoice for payment № %(number)s") % {"number": invoice.number},
        "date": _("Dated %(day)s") % {"day": formats.date_format(invoice.issued_on, "DATE_FORMAT")},
        "due": formats.date_format(invoice.due_on, "DATE_FORMAT"),
        "seller": invoice.snapshot["seller"][language],
        "buyer": invoice.snapshot["buyer"],
        "lines": [
            {
                "title": line.title,
                "quantity": str(line.quantity),
                "price": money.grouped(line.price_tyiyn),
                "amount": money.grouped(line.amount_tyiyn),
            }
            for line in invoice.lines.all()
        ],
        "total": total,
        "taxes": _taxes(invoice),
        "total_in_words": words.sum_in_words(invoice.total_tyiyn, language, invoice.currency),
        "purpose": purpose_of(invoice),
        "labels": _labels(money.unit(invoice.currency)),
    }


def purpose_of(invoice: Invoice) -> str:
    """What the payer writes into the purpose of the payment, in the active language."""
    day = formats.date_format(invoice.issued_on, "SHORT_DATE_FORMAT")
    return _("Payment for invoice № %(number)s of %(day)s, subscription") % {
        "number": invoice.number,
        "day": day,
    }


def _taxes(invoice: Invoice) -> list[str]:
    """What of the sum is tax; nothing on invoices from before taxes were kept."""
    held = invoice.snapshot.get("taxes")
    if held is None:
        return []
    names = {"vat": _("including VAT"), "sales": _("including sales tax")}
    contained = taxes.contained(invoice.total_tyiyn, held)
    said = [
        f"{names[kind]} {percent(rate)} %: {money.grouped(part)}" for kind, rate, part in contained
    ]
    return said or [_("without tax")]


def _labels(unit: str) -> dict[str, str]:
    return {
        "seller": _("Seller"),
        "buyer": _("Payer"),
        "inn": _("INN"),
        "address": _("Address"),
        "bank": _("Bank"),
        "bic": _("BIC"),
        "account": _("Bank account"),
        "number": _("№"),
        "item": _("What is paid for"),
        "quantity": _("Quantity"),
        "price": _("Price, %(unit)s") % {"unit": unit},
        "amount": _("Sum, %(unit)s") % {"unit": unit},
        "total": _("To pay"),
        "in_words": _("In words"),
        "pay_by": _("Pay by"),
        "purpose": _("Purpose of the payment"),
        "purpose_note": _("Write the number of the invoice: by it the payment is found."),
        "signature": _("Signature"),
        "stamp": _("Stamp"),
    }
