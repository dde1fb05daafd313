"""MT940, the SWIFT statement, by the library mt-940; what it cannot read is refused by line."""

import re
from typing import Any

from mt940 import parse
from mt940.models import Amount

from membership.bank.errors import FileRefused, LineRefused
from membership.bank.formats.rows import (
    Refusal,
    Row,
    Sheet,
    amount,
    check_currency,
    day,
    digits,
    tidy,
    together,
)

#: ``/NAME/…``, ``/ACCT/…``, or "ИНН 0123…" somewhere in the text for the account owner.
_NAME = re.compile(r"/(?:NAME|ORDP|BENM)/(?:NAME/)?(?P<name>[^/]{2,200})", re.IGNORECASE)
_ACCOUNT = re.compile(r"/(?:ACCT|IBAN)/(?P<account>[0-9A-Z]{8,34})", re.IGNORECASE)
_PURPOSE = re.compile(r"/(?:REMI|PURP)/(?P<purpose>.+)$", re.IGNORECASE | re.DOTALL)
#: A tag at the beginning of a line, and what a sound ``:61:`` holds up to the kind of the payment.
_TAG = re.compile(r":(?P<tag>[0-9]{2}|NS)[A-Z]?:")
_SOUND = re.compile(
    r":61:(?P<day>[0-9]{6})(?:[0-9]{4}| {4})?R?[CD][A-Z]?"
    r"[0-9]{1,13}(?:,[0-9]{0,2})?[A-Z][A-Z0-9 ]{3}"
)
#: Marks of money that came: a credit, or a debit that the bank took back.
_CAME, _WENT = frozenset({"C", "RD"}), frozenset({"D", "RC"})
_INN = re.compile(r"(?:ИНН|INN)\W{0,3}(?P<inn>[0-9]{14})(?![0-9])", re.IGNORECASE)


def read(text: str) -> Sheet:
    """The statement, or all of them where a file holds one for each day.

    Raises:
        FileRefused: the library cannot make anything of it, a balance is wrong, or there are
            statements of several accounts.
    """
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.strip().startswith(":20:")] or [0]
    starts[0] = 0  # what a bank writes in front belongs to the first
    ends = [*starts[1:], len(lines)]
    return together(
        _statement(lines[start:end], start + 1) for start, end in zip(starts, ends, strict=True)
    )


def _statement(lines: list[str], first: int) -> Sheet:
    sound, places, garbled = _sifted(lines, first)
    try:
        transactions = parse(sound)
        data = dict(transactions.data)
        found = list(transactions)
    except Exception as why:  # a parser of foreign text: whatever it raises, the file is at fault
        raise FileRefused("broken", first) from why
    sheet = Sheet("mt940", account=digits(str(data.get("account_identification", ""))))
    sheet.opening_tyiyn = _balance(data, "opening")
    sheet.closing_tyiyn = _balance(data, "closing")
    sheet.refused.extend(garbled)
    for place, one in zip(places, found, strict=True):
        try:
            sheet.rows.append(_row(place, one.data))
        except LineRefused as why:
            said = tidy(str(one.data.get("transaction_details", "")), 200)
            sheet.refused.append(Refusal(place, said, why.code, why.value))
    return sheet


def _sifted(lines: list[str], first: int) -> tuple[str, list[int], list[Refusal]]:
    """The text without garbled payments, where the sound ones stand, and the refusals.

    The library lets the next payment overwrite a line it cannot read to the end, and leaves the
    text for the account owner to a neighbour.
    """
    kept: list[str] = []
    places: list[int] = []
    garbled: list[Refusal] = []
    is_dropping = False
    for place, line in enumerate(lines, start=first):
        tag = _TAG.match(line.strip())
        if tag and tag["tag"] == "61":
            code = _garbled(line.strip())
            is_dropping = bool(code)
            if code:
                garbled.append(Refusal(place, tidy(line, 200), code, tidy(line, 80)))
            else:
                places.append(place)
        elif tag and tag["tag"] != "86":
            is_dropping = False
        if not is_dropping:
            kept.append(line)
    return "\n".join(kept), places, garbled


def _garbled(line: str) -> str:
    sound = _SOUND.match(line)
    if sound is None:
        return "broken"
    try:
        day(f"20{sound['day']}")
    except LineRefused as why:
        return why.code
    return ""


def _balance(data: dict[str, Any], which: str) -> int | None:
    found = data.get(f"final_{which}_balance")
    return _hundredths(found.amount) if found is not None and found.amount else None


def _hundredths(sum_of: Amount) -> int:
    return int(sum_of.amount * 100)


def _row(place: int, data: dict[str, Any]) -> Row:
    if (came := data.get("amount")) is None or data.get("date") is None:
        raise LineRefused("broken")
    check_currency(str(came.currency or data.get("currency") or ""))
    mark = str(data.get("status"))
    if mark not in _CAME | _WENT:
        raise LineRefused("no_side")
    tyiyn = amount(f"{abs(came.amount):f}")
    said = str(data.get("transaction_details") or "").replace("\n", " ")
    said = f"{said} {data.get('extra_details') or ''} {data.get('purpose') or ''}".strip()
    whose = f"{data.get('applicant_name') or ''}"
    name, account, inn = _NAME.search(said), _ACCOUNT.search(said), _INN.search(said)
    purpose = _PURPOSE.search(said)
    return Row(
        place=place,
        booked_on=day(data["date"].isoformat()),
        tyiyn=tyiyn if mark in _CAME else -tyiyn,
        number=tidy(str(data.get("customer_reference") or ""), 40).replace("NONREF", ""),
        other_name=tidy(whose or (name["name"] if name else ""), 250),
        other_inn=inn["inn"] if inn else "",
        other_account=digits(account["account"])[:34] if account else "",
        purpose=tidy(purpose["purpose"] if purpose else said, 1000),
    )
