"""Papers that go by letter: rows first, made and posted by the worker."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from membership.billing import letters
from membership.billing import papers as invoices
from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.bookkeeping import printing
from membership.bookkeeping.models import Paper
from membership.clients import selectors as clients
from portal.core import clock, mail, outbox
from portal.core.uploads import private_storage

KIND = "bookkeeping.send_papers"
_PDF = "application/pdf"


def ask(*, invoice_id: int, email: str, papers: Sequence[int]) -> None:
    """Have all papers of an invoice posted once the caller's transaction commits."""
    outbox.enqueue(
        KIND,
        key=f"{invoice_id}:{email}:{_marks(papers)}",
        invoice_id=invoice_id,
        email=email,
        papers=list(papers),
    )


@outbox.handles(KIND, reaches_outside=True)
def send(*, invoice_id: int, email: str, papers: Sequence[int]) -> None:
    """Print the papers and post the letter. Twice is once, by its key."""
    invoice = Invoice.objects.get(pk=invoice_id)
    attachments = []
    for language in PAPER_LANGUAGES:
        made = invoices.paper_of(invoice, language, at=clock.now())
        name = invoices.file_name(invoice, language)
        attachments.append({"path": made.path, "name": name, "type": _PDF})
        attachments += [_stored(paper, language) for paper in Paper.objects.filter(pk__in=papers)]
    with transaction.atomic():
        mail.post(
            to=email,
            template="bookkeeping/letters/all_papers.txt",
            language=invoice.language,
            key=f"papers:{invoice_id}:{email}:{_marks(papers)}",
            context={"invoice": invoice, "url": address_of(invoice), "name": _name(invoice)},
            attachments=attachments,
        )


def _marks(papers: Sequence[int]) -> str:
    """Papers made anew are another letter."""
    return "-".join(str(pk) for pk in sorted(papers))


def _stored(paper: Paper, language: str) -> dict[str, str]:
    name = printing.file_name(paper, language)
    path = f"papers/{paper.dated_on.year}/{paper.pk}-{name}"
    storage = private_storage()
    if not storage.exists(path):
        path = storage.save(path, ContentFile(printing.pdf(paper, language)))
    return {"path": path, "name": name, "type": _PDF}


def remind_of_act(paper: Paper, *, on: date) -> None:
    """Ask once on a day for a signed act; nobody without an address is written to."""
    invoice = paper.invoice
    if invoice is None:
        return
    reader = clients.recipient(letters.reader_of(invoice))
    if reader.email:
        mail.post(
            to=reader.email,
            template="bookkeeping/letters/sign_act.txt",
            language=invoice.language,
            key=f"sign-act:{paper.pk}:{on}",
            context={"paper": paper, "url": address_of(invoice), "name": reader.name},
        )


def _name(invoice: Invoice) -> str:
    return clients.recipient(letters.reader_of(invoice)).name


def address_of(invoice: Invoice) -> str:
    """The page of the invoice in its reader's language."""
    with translation.override(invoice.language):
        return settings.SITE_URL + reverse("billing:invoice", args=[invoice.pk])
