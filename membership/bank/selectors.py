"""Answers about lines of the bank, shaped for screens."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from membership.bank import problems
from membership.bank.matching import evidence
from membership.bank.models import BankLine, Statement
from membership.billing.models import Invoice


@dataclass(frozen=True, slots=True)
class Proposal:
    """An invoice a line may pay, as it stands now, and why it is proposed."""

    invoice: Invoice
    owed_tyiyn: int
    reasons: list[str]
    is_open: bool
    weight: int


def proposals_of(line: BankLine) -> list[Proposal]:
    """The best first: what is still owed before what is not. One query.

    The sum is compared with the debt of now: others may have paid since the line was matched.
    """
    ids = [proposal["invoice"] for proposal in line.proposals]
    invoices = Invoice.objects.filter(pk__in=ids).select_related("client").with_paid().in_bulk()
    found = [
        (invoices[one["invoice"]], set(one["why"]) - {evidence.AMOUNT})
        for one in line.proposals
        if one["invoice"] in invoices
    ]
    proposals = [_proposal(line, invoice, why) for invoice, why in found]
    return sorted(proposals, key=lambda one: (not one.is_open, -one.weight))


def first_choice(line: BankLine) -> list[Proposal]:
    """For what it is counted unless staff say otherwise: invoices it pays exactly, or the best."""
    proposals = [one for one in proposals_of(line) if one.is_open]
    together = [one for one in proposals if one.invoice.pk in line.verdict.get("together", [])]
    if len(together) > 1 and sum(one.owed_tyiyn for one in together) == line.amount_tyiyn:
        return sorted(together, key=lambda one: one.invoice.pk)
    return proposals[:1]


def _proposal(line: BankLine, invoice: Any, why: set[str]) -> Proposal:
    is_open = invoice.status == Invoice.Status.ISSUED
    if is_open and invoice.owed == abs(line.amount_tyiyn):
        why = why | {evidence.AMOUNT}
    ordered = [one for one in evidence.WORDS if one in why]
    return Proposal(
        invoice,
        invoice.owed,
        [str(evidence.WORDS[one]) for one in ordered],
        is_open,
        sum(evidence.WEIGHT[one] for one in ordered),
    )


def doubt_of(line: BankLine) -> str:
    """Why it waits, in words."""
    doubt = line.verdict.get("doubt", "unknown")
    return str(evidence.DOUBTS.get(doubt, evidence.DOUBTS["unknown"]))


def marked_purpose(line: BankLine) -> SafeString:
    """The purpose with what was recognised marked in it."""
    pieces: list[tuple[Any, ...]] = []
    last = 0
    for start, end in line.verdict.get("marks", []):
        if start >= last:
            pieces.append((line.purpose[last:start], line.purpose[start:end]))
            last = end
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, line.purpose[last:])


def points_at(line: BankLine) -> set[str]:
    """What beside the purpose speaks for the first proposal: ``inn``, ``name``, ``account``."""
    why = set(line.proposals[0]["why"]) if line.proposals else set()
    return {
        name
        for name, reasons in {
            "inn": {evidence.INN},
            "name": {evidence.NAME, evidence.NEAR_NAME},
            "account": {evidence.ALIAS},
            "amount": {evidence.AMOUNT},
        }.items()
        if reasons & why
    }


def aside_reason(line: BankLine) -> str:
    """Why it was set aside, in words."""
    return _("An outgoing payment") if line.aside_reason == "outgoing" else line.aside_reason


def refused_lines(statement: Statement) -> list[dict[str, Any]]:
    """Lines of the file that were not read: where, what stands there, why."""
    return [
        {**one, "why": problems.of_line(one["code"], one["value"])} for one in statement.refused
    ]
