"""What every format is read into, and the strict reading of amounts and days."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from membership.bank.errors import FileRefused, LineRefused

MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 20_000
#: Codes of the som: ISO 4217, its number, and what 1C writes for "the currency of the account".
_SOM = frozenset({"KGS", "417", "СОМ", "SOM", ""})
_PLAIN = re.compile(r"[0-9]{1,13}(?:[.,][0-9]{1,2})?", re.ASCII)
_GROUPED = re.compile(
    r"[0-9]{1,3}(?P<g>[ \u00a0\u202f'])[0-9]{3}(?:(?P=g)[0-9]{3})*(?:[.,][0-9]{2})?", re.ASCII
)
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{2}", re.ASCII)
_CONTINENTAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{2}", re.ASCII)
_DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%Y%m%d", "%d-%m-%Y")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a statement. ``tyiyn`` is above zero for money that came, below for money out."""

    place: int
    booked_on: date
    tyiyn: int
    number: str = ""
    other_name: str = ""
    other_inn: str = ""
    other_account: str = ""
    other_bank: str = ""
    purpose: str = ""
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not read: where it stands, what stands there, why."""

    place: int
    text: str
    code: str
    value: str = ""


@dataclass(slots=True)
class Sheet:
    """A statement as read: its account and balances as far as the format tells them."""

    format: str
    account: str = ""
    opening_tyiyn: int | None = None
    closing_tyiyn: int | None = None
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def add_up(self) -> None:
        """Refuse a file whose lines do not lead from the opening balance to the closing one.

        Raises:
            FileRefused: lines are missing.
        """
        if self.refused or self.opening_tyiyn is None or self.closing_tyiyn is None:
            return
        if self.opening_tyiyn + sum(row.tyiyn for row in self.rows) != self.closing_tyiyn:
            raise FileRefused("balance")

    def refuse_after(self, today: date) -> None:
        """Refuse lines of days that have not been yet: no bank has moved that money."""
        for row in self.rows:
            if row.booked_on > today:
                day_said = f"{row.booked_on:%d.%m.%Y}"
                said = tidy(f"{row.number} {day_said} {row.other_name} {row.purpose}", 200)
                self.refused.append(Refusal(row.place, said, "future", day_said))
        self.rows = [row for row in self.rows if row.booked_on <= today]


def together(sheets: Iterable[Sheet]) -> Sheet:
    """One sheet of the statements that a file holds, each added up by its own balances.

    Raises:
        FileRefused: lines of one are missing, or they are of several accounts.
    """
    first, *others = sheets
    first.add_up()
    for other in others:
        other.add_up()
        if other.account != first.account:
            raise FileRefused("accounts")
        first.rows.extend(other.rows)
        first.refused.extend(other.refused)
    if others:  # days between them may be in another file, so nothing runs from first to last
        first.opening_tyiyn = first.closing_tyiyn = None
    return first


def amount(text: str) -> int:
    """Tyiyn of a written sum; whatever leaves a doubt is refused, never guessed.

    Raises:
        LineRefused: empty, zero, below zero, or readable in two ways (``1,234`` or ``1.234``).
    """
    written = text.strip()
    if not written:
        raise LineRefused("no_amount")
    if written.startswith(("-", "−", "(")):
        raise LineRefused("negative", written)
    tyiyn = _tyiyn(written)
    if tyiyn == 0:
        raise LineRefused("zero")
    return tyiyn


def _tyiyn(written: str) -> int:
    if _PLAIN.fullmatch(written):
        plain = written.replace(",", ".")
    elif _GROUPED.fullmatch(written):
        plain = re.sub(r"[ \u00a0\u202f']", "", written).replace(",", ".")
    elif _ENGLISH.fullmatch(written):
        plain = written.replace(",", "")
    elif _CONTINENTAL.fullmatch(written):
        plain = written.replace(".", "").replace(",", ".")
    else:
        raise LineRefused("bad_amount", written)
    whole, _dot, part = plain.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def balance(text: str) -> int | None:
    """Tyiyn of a balance, which may be below zero; None where it cannot be read."""
    written = text.strip()
    try:
        return -_tyiyn(written[1:]) if written.startswith("-") else _tyiyn(written)
    except LineRefused:
        return None


def day(text: str) -> date:
    """A day as banks write it.

    Raises:
        LineRefused: there is none, or it is no day of this century.
    """
    written = text.strip()[:10].strip()
    if not written:
        raise LineRefused("no_date")
    for form in _DAYS:
        try:
            found = datetime.strptime(written, form).date()
        except ValueError:
            continue
        if _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
    raise LineRefused("bad_date", written)


def check_currency(text: str) -> None:
    """Only the som is counted.

    Raises:
        LineRefused: another currency.
    """
    if text.strip().upper() not in _SOM:
        raise LineRefused("currency", text.strip())


def tidy(text: str, longest: int) -> str:
    """One line without control characters and doubled blanks."""
    return _BLANKS.sub(" ", text.replace("\x00", " ")).strip()[:longest]


def digits(text: str) -> str:
    """The digits alone, of an account or an INN."""
    return "".join(char for char in text if char in "0123456789")


def with_checksums(rows: Iterable[Row], account: str) -> Iterator[Row]:
    """Give each row the name by which it is known again.

    Two lines that are alike in everything are two payments, so the second is counted too: in a
    longer statement of the same days both are found again.
    """
    seen: Counter[str] = Counter()
    for row in rows:
        facts = (account, row.booked_on.isoformat(), row.tyiyn, row.number, row.other_name,
                 row.other_inn, row.other_account, row.purpose)  # fmt: skip
        plain = "\x1f".join(map(str, facts))
        seen[plain] += 1
        named = hashlib.sha256(f"{plain}\x1f{seen[plain]}".encode()).hexdigest()
        yield replace(row, checksum=named)
