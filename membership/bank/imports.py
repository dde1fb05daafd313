"""A file of the bank taken in: read, matched in memory, stored, and certain lines rung for."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from membership.bank import booking
from membership.bank.errors import FileRefused
from membership.bank.formats import reading
from membership.bank.formats.rows import Row, Sheet
from membership.bank.matching import index as indexes
from membership.bank.matching.judge import Facts, judge
from membership.bank.models import BankLine, Statement
from membership.billing.models import Payment, SellerRequisites, Source
from portal.core.uploads import private_storage

_BATCH = 500
_OUT = "outgoing"
_NUMBERS = re.compile(r"[0-9]+")


#: Day, sum and number: what a transfer is recognised by when it comes a second time another way.
Likeness = tuple[date, int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the same days: lines of other files, and payments entered by hand."""

    checksums: frozenset[str] = frozenset()
    twins: frozenset[Likeness] = frozenset()
    by_hand: frozenset[Likeness] = frozenset()

    def doubt_about(self, line: BankLine) -> str:
        """Why a line must wait for a person however well it fits, or nothing."""
        if line.decided_at is not None:
            return "undone"
        if not line.number:
            return ""
        if (line.booked_on, line.amount_tyiyn, _plain(line.number)) in self.by_hand:
            return "by_hand"
        is_twin = (line.booked_on, line.amount_tyiyn, line.number) in self.twins
        return "twin" if is_twin else ""


def take_in(
    *,
    content: bytes,
    file_name: str,
    at: datetime,
    by_user_id: int | None,
    mapping: Mapping[str, str] | None = None,
) -> Statement:
    """Read a statement and keep its new lines; the same file again brings nothing new.

    Args:
        mapping: for tables whose headings are unusual: field to heading.

    Raises:
        FileRefused: it cannot be read, or is of another account.
    """
    sheet = reading.read(content, mapping)
    _check_account(sheet)
    sheet.refuse_after(timezone.localdate(at))
    path = private_storage().save(f"bank/{at:%Y}/{at:%m%d%H%M%S}.txt", ContentFile(content))
    return store(sheet, file_name=file_name, path=path, at=at, by_user_id=by_user_id)


@transaction.atomic
def store(
    sheet: Sheet, *, file_name: str, path: str, at: datetime, by_user_id: int | None
) -> Statement:
    """Keep what was read; matching asks three queries, whatever the number of lines."""
    days = [row.booked_on for row in sheet.rows] or [at.date()]
    known = _known(min(days), max(days))
    new = [row for row in sheet.rows if row.checksum not in known.checksums]
    statement = Statement.objects.create(
        file_name=file_name[:200],
        format=sheet.format,
        account=sheet.account,
        path=path,
        starts_on=min(days),
        ends_on=max(days),
        new_lines=len(new),
        known_lines=len(sheet.rows) - len(new),
        refused=[
            {"place": one.place, "text": one.text, "code": one.code, "value": one.value}
            for one in sheet.refused
        ],
        imported_at=at,
        imported_by_id=by_user_id,
    )
    lines = lines_of(statement, new)
    match(lines, on=max(days), known=known)
    BankLine.objects.bulk_create(lines, batch_size=_BATCH, ignore_conflicts=True)
    booking.ring(statement.pk)
    return statement


def lines_of(statement: Statement, rows: Iterable[Row]) -> list[BankLine]:
    """Rows as lines that are not stored yet."""
    return [
        BankLine(
            statement=statement,
            place=row.place,
            checksum=row.checksum,
            booked_on=row.booked_on,
            amount_tyiyn=row.tyiyn,
            number=row.number,
            other_name=row.other_name,
            other_inn=row.other_inn,
            other_account=row.other_account,
            other_bank=row.other_bank,
            purpose=row.purpose,
            state=BankLine.State.WAITING,
        )
        for row in rows
    ]


def match(lines: Sequence[BankLine], *, on: date, known: Known | None = None) -> None:
    """Write verdict and state into lines that are not stored yet or wait."""
    if not lines:
        return
    known = known or Known()
    index = indexes.build(on=on)
    for line in lines:
        facts = Facts(
            line.amount_tyiyn, line.other_name, line.other_inn, line.other_account, line.purpose
        )
        verdict = judge(facts, index, held=known.doubt_about(line))
        line.verdict = verdict.as_dict()
        line.state = BankLine.State.CERTAIN if verdict.is_certain else BankLine.State.WAITING
        if not line.came and not verdict.proposals:
            line.state, line.aside_reason = BankLine.State.ASIDE, _OUT


@transaction.atomic
def match_waiting(*, on: date) -> None:
    """Compare what still waits anew: invoices and aliases may have come since."""
    waiting = list(BankLine.objects.waiting().select_for_update().order_by("pk"))
    match(waiting, on=on, known=_known_beside(waiting))
    for line in waiting:
        if line.state == BankLine.State.ASIDE:
            line.state, line.aside_reason = BankLine.State.WAITING, ""
    BankLine.objects.bulk_update(waiting, ["verdict", "state"], batch_size=_BATCH)
    booking.ring_all(on)


def _known(first: date, last: date) -> Known:
    rows = list(_lines_of_days(first, last))
    return Known(
        frozenset(row[0] for row in rows),
        frozenset((row[1], row[2], row[3]) for row in rows),
        _by_hand(first, last),
    )


def _known_beside(lines: Sequence[BankLine]) -> Known:
    """For lines that are stored: a twin is one of two, for they find themselves as well."""
    if not lines:
        return Known()
    days = [line.booked_on for line in lines]
    first, last = min(days), max(days)
    seen = Counter((row[1], row[2], row[3]) for row in _lines_of_days(first, last))
    twins = frozenset(likeness for likeness, times in seen.items() if times > 1)
    return Known(twins=twins, by_hand=_by_hand(first, last))


def _lines_of_days(first: date, last: date) -> Iterable[tuple[str, date, int, str]]:
    return BankLine.objects.filter(booked_on__range=(first, last)).values_list(
        "checksum", "booked_on", "amount_tyiyn", "number"
    )


def _by_hand(first: date, last: date) -> frozenset[Likeness]:
    """Payments no line stands behind; each number in what a person wrote as the reference."""
    payments = Payment.objects.filter(
        source=Source.BANK,
        amount_tyiyn__gt=0,
        bank_allocation=None,
        received_at__date__range=(first, last),
    ).values_list("received_at", "amount_tyiyn", "reference")
    return frozenset(
        (timezone.localdate(received_at), tyiyn, _plain(number))
        for received_at, tyiyn, reference in payments
        for number in _NUMBERS.findall(reference)
    )


def _plain(number: str) -> str:
    """A number as people copy it: the zeros before it are lost."""
    return number.lstrip("0")


def _check_account(sheet: Sheet) -> None:
    seller = SellerRequisites.load()
    ours = {seller.account, seller.treasury_account} - {""}
    if ours and sheet.account and sheet.account not in ours:
        raise FileRefused("other_account")
