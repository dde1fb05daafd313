"""What comes back of a paper."""

from datetime import date
from typing import Any

from django.db import transaction

from membership.bookkeeping.models import Paper, StateInvoice


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
