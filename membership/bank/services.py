"""What becomes of a line. A deed adds rows and entries; a wrong one is undone by more rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from membership.bank.errors import (
    LineIsDone,
    LineIsNotDone,
    PaymentDiffers,
    SharesDoNotAddUp,
    WrongDirection,
)
from membership.bank.matching.index import name_key
from membership.bank.models import Allocation, BankLine, PayerAlias
from membership.billing import corrections
from membership.billing import services as billing
from membership.billing.models import Invoice, Payment, Source, UnallocatedPayment

State = BankLine.State


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a line's sum, for one invoice."""

    invoice_id: int
    tyiyn: int


@transaction.atomic
def book_itself(*, line_id: int, at: datetime) -> None:
    """Count a certain line, if it still is: the debts must be exactly what they were when matched.

    Otherwise it waits for a person. Nobody is written to before the money is counted.
    """
    line = BankLine.objects.select_for_update().get(pk=line_id)
    if line.state != State.CERTAIN:
        return
    shares = _debts(line)
    if shares is None:
        line.state = State.WAITING
        line.verdict = {**line.verdict, "doubt": "taken", "together": []}
        line.save(update_fields=["state", "verdict"])
        return
    _count(line, shares, at=at, by_user_id=None)


def _debts(line: BankLine) -> list[Share] | None:
    ids = sorted(line.verdict.get("together", []))
    invoices = Invoice.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    shares = [
        Share(one.pk, one.outstanding_tyiyn())
        for one in invoices
        if one.status == Invoice.Status.ISSUED
    ]
    is_same = len(shares) == len(ids) and sum(one.tyiyn for one in shares) == line.amount_tyiyn
    return shares if ids and is_same else None


@transaction.atomic
def book(
    *, line_id: int, shares: Sequence[Share], at: datetime, by_user_id: int | None
) -> list[Payment]:
    """Count a line for the invoices a person chose, and remember whose sender it was.

    Less than a debt is a part payment, more is a surplus that can be moved or given back later.

    Raises:
        LineIsDone: it was booked or set aside before.
        WrongDirection: the money went out.
        SharesDoNotAddUp: the parts are not the whole.
        InvoiceNotOpen: an invoice is cancelled (from billing).
    """
    line = _open_line(line_id)
    if not line.came:
        raise WrongDirection
    if any(one.tyiyn <= 0 for one in shares) or len({one.invoice_id for one in shares}) != len(
        shares
    ):
        raise SharesDoNotAddUp
    if sum(one.tyiyn for one in shares) != line.amount_tyiyn:
        raise SharesDoNotAddUp
    payments = _count(line, shares, at=at, by_user_id=by_user_id)
    _learn(line, {payment.invoice.client_id for payment in payments})
    return payments


def _count(
    line: BankLine, shares: Sequence[Share], *, at: datetime, by_user_id: int | None
) -> list[Payment]:
    line.bookings += 1
    payments = []
    for place, share in enumerate(sorted(shares, key=lambda one: one.invoice_id), start=1):
        money = billing.record_payment(
            invoice_id=share.invoice_id,
            amount_tyiyn=share.tyiyn,
            source=Source.BANK,
            reference=_reference(line, place),
            received_at=moment_of(line),
            recorded_by_id=by_user_id,
        )
        if isinstance(money, UnallocatedPayment):
            Allocation.objects.create(line=line, kept=money)
            continue
        Allocation.objects.create(line=line, payment=money)
        payments.append(money)
    _decide(line, State.BOOKED, at=at, by_user_id=by_user_id)
    return payments


@transaction.atomic
def recognise(*, line_id: int, payment_id: int, at: datetime, by_user_id: int | None) -> None:
    """Say that a line is the payment somebody entered by hand before the statement came.

    Raises:
        LineIsDone: it was booked or set aside before.
        PaymentDiffers: the sum is another one, another line stands behind it, or it was given back.
    """
    line = _open_line(line_id)
    payment = Payment.objects.select_related("invoice").get(pk=payment_id)
    is_free = not Allocation.objects.filter(payment=payment).exists()
    is_same = payment.amount_tyiyn == line.amount_tyiyn and payment.source == Source.BANK
    is_left = payment.amount_tyiyn + payment.reversals.all().total_tyiyn() > 0
    if not (is_same and is_free and is_left):
        raise PaymentDiffers
    Allocation.objects.create(line=line, payment=payment, was_known=True)
    _learn(line, {payment.invoice.client_id})
    _decide(line, State.BOOKED, at=at, by_user_id=by_user_id)


@transaction.atomic
def keep(*, line_id: int, at: datetime, by_user_id: int | None) -> UnallocatedPayment:
    """Keep the money of a line without an invoice: it is ours, and nobody knows yet for what.

    Raises:
        LineIsDone, WrongDirection: as ``book``.
    """
    line = _open_line(line_id)
    if not line.came:
        raise WrongDirection
    line.bookings += 1
    money = billing.keep_unallocated(
        amount_tyiyn=line.amount_tyiyn,
        source=Source.BANK,
        reference=_reference(line, 1),
        received_at=moment_of(line),
        hint=f"{line.other_name}: {line.purpose}",
        recorded_by_id=by_user_id,
    )
    Allocation.objects.create(line=line, kept=money)
    _decide(line, State.BOOKED, at=at, by_user_id=by_user_id)
    return money


@transaction.atomic
def book_return(
    *, line_id: int, payment_id: int, reason: str, at: datetime, by_user_id: int | None
) -> Payment:
    """Say that a line is money that went back to the payer of a payment.

    Raises:
        LineIsDone: it was booked or set aside before.
        WrongDirection: the money came in.
        ReversalTooLarge: more than is left of the payment (from billing).
    """
    line = _open_line(line_id)
    if line.came:
        raise WrongDirection
    line.bookings += 1
    reversal = billing.reverse_payment(
        payment_id=payment_id,
        reference=_reference(line, 1),
        reason=reason,
        at=moment_of(line),
        amount_tyiyn=-line.amount_tyiyn,
        by_user_id=by_user_id,
    )
    Allocation.objects.create(line=line, payment=reversal)
    _decide(line, State.BOOKED, at=at, by_user_id=by_user_id)
    return reversal


@transaction.atomic
def set_aside(*, line_id: int, reason: str, at: datetime, by_user_id: int | None) -> None:
    """Say that a line has nothing to do with invoices: a grant, a fee, rent.

    Raises:
        LineIsDone: it was booked or set aside before.
    """
    line = _open_line(line_id)
    line.aside_reason = reason[:300]
    _decide(line, State.ASIDE, at=at, by_user_id=by_user_id)


@transaction.atomic
def undo(*, line_id: int, reason: str, at: datetime, by_user_id: int | None) -> None:
    """Take a decision back: what was counted is reversed by rows, and the line waits again.

    From now on it waits for a person, however certain it looks. A payment entered by hand stays;
    only its tie to the line goes, and what was learned from it about the sender. A return of money
    that is written down cannot be undone here: the money is gone.

    Raises:
        LineIsNotDone: there is nothing to undo, or the money left the house.
        ReasonMissing, AlreadyAllocated, AlreadyReturned, ReversalTooLarge: from billing.
    """
    line = BankLine.objects.select_for_update().get(pk=line_id)
    if line.state not in {State.BOOKED, State.ASIDE} or (
        line.state == State.BOOKED and not line.came
    ):
        raise LineIsNotDone
    for made in line.allocations.filter(undone_at=None):
        _undo(made, reason=reason, at=at, by_user_id=by_user_id)
    line.aliases.all().delete()
    line.aside_reason = ""
    line.verdict = {**line.verdict, "doubt": "undone"}
    _decide(line, State.WAITING, at=at, by_user_id=by_user_id)


def _undo(made: Allocation, *, reason: str, at: datetime, by_user_id: int | None) -> None:
    if made.was_known:
        made.delete()
        return
    if made.payment_id is not None:
        corrections.take_off(
            payment_id=made.payment_id, reason=reason, at=at, by_user_id=by_user_id
        )
    elif made.kept_id is not None:
        corrections.forget_kept(
            unallocated_id=made.kept_id, reason=reason, at=at, by_user_id=by_user_id
        )
    made.undone_at = at
    made.save(update_fields=["undone_at"])


def _open_line(line_id: int) -> BankLine:
    line = BankLine.objects.select_for_update().get(pk=line_id)
    if line.state not in {State.WAITING, State.CERTAIN}:
        raise LineIsDone
    return line


def _decide(line: BankLine, state: State, *, at: datetime, by_user_id: int | None) -> None:
    line.state = state
    line.decided_at = at
    line.decided_by_id = by_user_id
    line.save(
        update_fields=[
            "state",
            "aside_reason",
            "bookings",
            "verdict",
            "decided_at",
            "decided_by",
        ]
    )


def _learn(line: BankLine, clients: set[int]) -> None:
    """Remember the sender when the whole line was one client's."""
    if len(clients) != 1:
        return
    keys = {
        PayerAlias.Kind.ACCOUNT: line.other_account,
        PayerAlias.Kind.INN: line.other_inn,
        PayerAlias.Kind.NAME: name_key(line.other_name),
    }
    for kind, key in keys.items():
        if key:
            PayerAlias.objects.get_or_create(
                client_id=min(clients), kind=kind, key=key, defaults={"line": line}
            )


def _reference(line: BankLine, place: int) -> str:
    """Unique for each booking of a line, and found again in the bank's own papers."""
    number = f"№{line.number} " if line.number else ""
    part = f"/{place}" if place > 1 else ""
    again = f"-{line.bookings}" if line.bookings > 1 else ""
    return f"{number}{line.booked_on:%d.%m.%Y} [{line.pk}{again}{part}]"


def moment_of(line: BankLine) -> datetime:
    """A bank knows days: noon in Bishkek stands for the moment."""
    return timezone.make_aware(datetime.combine(line.booked_on, time(12)))
