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
)

#: ``/NAME/…``, ``/ACCT/…``, or "ИНН 0123…" somewhere in the text for the account owner.
_NAME = re.compile(r"/(?:NAME|ORDP|BENM)/(?:NAME/)?(?P<name>[^/]{2,200})", re.IGNORECASE)
_ACCOUNT = re.compile(r"/(?:ACCT|IBAN)/(?P<account>[0-9A-Z]{8,34})", re.IGNORECASE)
_PURPOSE = re.compile(r"/(?:REMI|PURP)/(?P<purpose>.+)$", re.IGNORECASE | re.DOTALL)
_INN = re.compile(r"(?:ИНН|INN)\W{0,3}(?P<inn>[0-9]{14})(?![0-9])", re.IGNORECASE)


def read(text: str) -> Sheet:
    """The statement.

    Raises:
        FileRefused: the library cannot make anything of it.
    """
    try:
        transactions = parse(text)
        data = dict(transactions.data)
        found = list(transactions)
    except Exception as why:  # a parser of foreign text: whatever it raises, the file is at fault
        raise FileRefused("broken", 1) from why
    sheet = Sheet("mt940", account=digits(str(data.get("account_identification", ""))))
    sheet.opening_tyiyn = _balance(data, "opening")
    sheet.closing_tyiyn = _balance(data, "closing")
    for place, one in enumerate(found, start=1):
        try:
            sheet.rows.append(_row(place, one.data))
        except LineRefused as why:
            said = tidy(str(one.data.get("transaction_details", "")), 200)
            sheet.refused.append(Refusal(place, said, why.code, why.value))
    return sheet


def _balance(data: dict[str, Any], which: str) -> int | None:
    found = data.get(f"final_{which}_balance")
    return _hundredths(found.amount) if found is not None and found.amount else None


def _hundredths(sum_of: Amount) -> int:
    return int(sum_of.amount * 100)


def _row(place: int, data: dict[str, Any]) -> Row:
    if (came := data.get("amount")) is None or data.get("date") is None:
        raise LineRefused("broken")
    check_currency(str(came.currency or data.get("currency") or ""))
    if str(data.get("status")) not in {"C", "D", "RC", "RD"}:
        raise LineRefused("no_side")
    tyiyn = amount(f"{abs(came.amount):f}".rstrip("0").rstrip(".") or "0")
    said = str(data.get("transaction_details") or "").replace("\n", " ")
    said = f"{said} {data.get('extra_details') or ''} {data.get('purpose') or ''}".strip()
    whose = f"{data.get('applicant_name') or ''}"
    name, account, inn = _NAME.search(said), _ACCOUNT.search(said), _INN.search(said)
    purpose = _PURPOSE.search(said)
    return Row(
        place=place,
        booked_on=day(data["date"].isoformat()),
        tyiyn=tyiyn if came.amount > 0 else -tyiyn,
        number=tidy(str(data.get("customer_reference") or ""), 40).replace("NONREF", ""),
        other_name=tidy(whose or (name["name"] if name else ""), 250),
        other_inn=inn["inn"] if inn else "",
        other_account=digits(account["account"])[:34] if account else "",
        purpose=tidy(purpose["purpose"] if purpose else said, 1000),
    )
