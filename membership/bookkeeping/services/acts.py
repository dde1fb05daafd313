"""Acts of acceptance: of the days of a term, or of the issues that came out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from membership.billing.models import Invoice
from membership.bookkeeping import wording
from membership.bookkeeping.errors import (
    NoIssueSince,
    NothingToAccept,
    PeriodOverlaps,
    StillToCome,
)
from membership.bookkeeping.models import Paper
from membership.bookkeeping.services.making import make
from membership.subscriptions import selectors as subscriptions


@transaction.atomic
def make_act(
    *, invoice_id: int, starts_on: date, ends_on: date, at: datetime, by_user_id: int | None
) -> Paper:
    """An act for a part of the term that an invoice opened; its days give its share of the price.

    The last act takes what the earlier ones left, so that together they are the whole.

    Raises:
        NothingToAccept: the invoice is not paid or opened nothing by the month.
        StillToCome: some of these days have not been yet.
        PeriodOverlaps: an act stands for a part of these days, or they lie outside the term.
    """
    invoice = _paid(invoice_id)
    period = subscriptions.period_of(invoice.pk)
    if period is None:
        raise NothingToAccept
    if ends_on > timezone.localdate(at):
        raise StillToCome
    acts = invoice.more_papers.acts()
    overlap = acts.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists()
    if overlap or not period[0] <= starts_on <= ends_on <= period[1]:
        raise PeriodOverlaps
    accepted = sum(_days(act.starts_on, act.ends_on) for act in acts)
    share = _share(
        invoice, acts, part=_days(starts_on, ends_on), before=accepted, whole=_days(*period)
    )
    return _make(invoice, share, "days", {}, starts_on, ends_on, at, by_user_id)


@transaction.atomic
def make_act_of_issues(*, invoice_id: int, at: datetime, by_user_id: int | None) -> Paper:
    """An act for the issues that came out since the last one; each has its share of the price.

    Raises:
        NothingToAccept: the invoice is not paid or opened nothing that is counted in issues.
        NoIssueSince: no issue came out since the last act.
    """
    invoice = _paid(invoice_id)
    issues = subscriptions.issues_of(invoice.pk)
    if issues is None:
        raise NothingToAccept
    acts = invoice.more_papers.acts()
    accepted = sum(act.issues or 0 for act in acts)
    starts_on = _after(acts.last(), issues.starts_on)
    ends_on = timezone.localdate(at)
    came = issues.came - accepted
    if came <= 0 or starts_on > ends_on:
        raise NoIssueSince
    share = _share(invoice, acts, part=came, before=accepted, whole=issues.whole)
    facts = {"issues": str(came), "whole": str(issues.whole)}
    return _make(invoice, share, "issues", facts, starts_on, ends_on, at, by_user_id, issues=came)


def stretches_without_act(invoice_id: int) -> list[tuple[date, date]]:
    """First and last days of what an invoice paid for by the month and no act stands for."""
    period = subscriptions.period_of(invoice_id)
    if period is None:
        return []
    free, found = period[0], []
    for act in Paper.objects.filter(invoice=invoice_id).acts():
        if act.starts_on and act.ends_on:
            if act.starts_on > free:
                found.append((free, act.starts_on - timedelta(days=1)))
            free = max(free, act.ends_on + timedelta(days=1))
    return [*found, (free, period[1])] if free <= period[1] else found


def _paid(invoice_id: int) -> Invoice:
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.status != Invoice.Status.SETTLED or not invoice.asked_tyiyn:
        raise NothingToAccept
    return invoice


def _days(starts: date | None, ends: date | None) -> int:
    return (ends - starts).days + 1 if starts and ends else 0


def _after(act: Paper | None, first: date) -> date:
    return act.ends_on + timedelta(days=1) if act and act.ends_on else first


def _share(invoice: Invoice, acts: Iterable[Paper], *, part: int, before: int, whole: int) -> int:
    if before + part == whole:
        return invoice.asked_tyiyn - sum(act.amount_tyiyn for act in acts)
    return (2 * invoice.asked_tyiyn * part + whole) // (2 * whole)


def _make(
    invoice: Invoice, share: int, by: str, facts: dict[str, str], starts_on: date, ends_on: date,
    at: datetime, by_user_id: int | None, *, issues: int | None = None,
) -> Paper:  # fmt: skip
    """An act whose first clause says what was accepted: ``days`` or ``issues``."""

    def said(language: str) -> dict[str, Any]:
        known = {
            **wording.of_invoice(invoice, language, share),
            "starts": wording.day(starts_on, language),
            "ends": wording.day(ends_on, language),
            **facts,
        }
        known["accepted"] = wording.texts(language)["accepted"][by].format(**known)
        held = invoice.snapshot.get("taxes", [])
        return {"facts": known, "notes": wording.tax_notes(share, held, language)}

    return make(Paper.Kind.ACT, said, client_id=invoice.client_id, invoice=invoice,
                amount_tyiyn=share, at=at, by_user_id=by_user_id, starts_on=starts_on,
                ends_on=ends_on, issues=issues)  # fmt: skip
