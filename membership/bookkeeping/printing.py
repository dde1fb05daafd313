"""PDFs of papers: the frozen words and the form of their version give the same paper for ever."""

import io
import zipfile
from pathlib import Path

from membership.billing import papers as invoices
from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.bookkeeping.models import Paper
from portal.core import clock, typesetting
from portal.core.letters import latin_slug
from portal.core.uploads import private_storage

_FORMS = Path(__file__).parent / "paper_forms"


def pdf(paper: Paper, language: str) -> bytes:
    """The paper in one language."""
    form = _FORMS / f"paper_v{paper.form_version}.typ"
    return typesetting.typeset(form, paper.snapshot[language])


def file_name(paper: Paper, language: str) -> str:
    """What the reader's folder shows."""
    return f"{paper.kind}-{latin_slug(paper.number)}-{language}.pdf"


def everything(invoice: Invoice) -> bytes:
    """All papers of an invoice in both languages, as one ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for language in PAPER_LANGUAGES:
            made = invoices.paper_of(invoice, language, at=clock.now())
            with private_storage().open(made.path) as file:
                archive.writestr(invoices.file_name(invoice, language), file.read())
            for paper in invoice.more_papers.standing().order_by("pk"):
                archive.writestr(file_name(paper, language), pdf(paper, language))
    return packed.getvalue()
