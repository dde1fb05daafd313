"""CAMT.053 (ISO 20022), read without entities, DTDs or anything from outside."""

from itertools import accumulate
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from membership.bank.errors import FileRefused, LineRefused
from membership.bank.formats.rows import (
    Refusal,
    Row,
    Sheet,
    amount,
    balance,
    check_currency,
    day,
    digits,
    tidy,
    together,
)

_OPENING, _CLOSING = frozenset({"OPBD", "PRCD"}), frozenset({"CLBD"})


def read(content: bytes) -> Sheet:
    """The statement.

    Raises:
        FileRefused: it is no XML, tries to define entities, or holds no statement, or statements
            of several accounts.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as why:
        raise FileRefused("broken", getattr(why, "position", (1, 0))[0]) from why
    statements = root.findall(".//{*}Stmt")
    if not statements:
        raise FileRefused("unknown")
    counted = [len(one.findall("{*}Ntry")) for one in statements]
    firsts = accumulate(counted[:-1], initial=1)
    return together(map(_statement, statements, firsts))


def _statement(statement: Element, first: int) -> Sheet:
    account = _text(statement, "Acct/Id/Othr/Id") or _text(statement, "Acct/Id/IBAN")
    sheet = Sheet("camt053", account=digits(account))
    for stand in statement.findall("{*}Bal"):
        _balance(sheet, stand)
    for place, entry in enumerate(statement.findall("{*}Ntry"), start=first):
        _entry(sheet, place, entry)
    return sheet


def _balance(sheet: Sheet, stand: Element) -> None:
    kind, sign = _text(stand, "Tp/CdOrPrtry/Cd"), _text(stand, "CdtDbtInd")
    tyiyn = balance(_text(stand, "Amt"))
    tyiyn = -tyiyn if tyiyn is not None and sign == "DBIT" else tyiyn
    if kind in _OPENING:
        sheet.opening_tyiyn = tyiyn
    elif kind in _CLOSING:
        sheet.closing_tyiyn = tyiyn


def _entry(sheet: Sheet, place: int, entry: Element) -> None:
    """An entry is one row, or one for each payment that the bank booked together."""
    parts = entry.findall("{*}NtryDtls/{*}TxDtls")
    try:
        _check_booked(entry)
        rows = [_row(place, entry, part) for part in parts] or [_row(place, entry, entry)]
        whole = amount(_text(entry, "Amt"))
        if sum(abs(row.tyiyn) for row in rows) != whole:
            raise LineRefused("bad_amount", _text(entry, "Amt"))
    except LineRefused as why:
        said = tidy(" ".join(entry.itertext()), 200)
        sheet.refused.append(Refusal(place, said, why.code, why.value))
        return
    sheet.rows.extend(rows)


def _check_booked(entry: Element) -> None:
    """Only money that the bank has moved, in som, and no taking back of an earlier entry.

    Raises:
        LineRefused: it is something else.
    """
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts/Prtry") or _text(entry, "Sts")
    if status not in {"", "BOOK"}:
        raise LineRefused("not_booked", status)
    if _text(entry, "RvslInd") in {"true", "1"}:
        raise LineRefused("reversal")
    whole = _find(entry, "Amt")
    check_currency(whole.get("Ccy", "") if whole is not None else "")


def _row(place: int, entry: Element, part: Element) -> Row:
    sign = _text(entry, "CdtDbtInd")
    if sign not in {"CRDT", "DBIT"}:
        raise LineRefused("no_side")
    stated = _find(part, "Amt")
    stated = stated if stated is not None else _find(part, "AmtDtls/TxAmt/Amt")
    stated = stated if stated is not None else _find(entry, "Amt")
    if stated is None:
        raise LineRefused("no_amount")
    check_currency(stated.get("Ccy", ""))
    tyiyn = amount(stated.text or "")
    who = "Dbtr" if sign == "CRDT" else "Cdtr"
    name = _text(part, f"RltdPties/{who}/Nm") or _text(part, f"RltdPties/{who}/Pty/Nm")
    inn = next((_text(part, f"RltdPties/{who}/{way}") for way in _INN_WAYS
                if _text(part, f"RltdPties/{who}/{way}")), "")  # fmt: skip
    account = _text(part, f"RltdPties/{who}Acct/Id/Othr/Id") or _text(
        part, f"RltdPties/{who}Acct/Id/IBAN"
    )
    said = " ".join(one.text or "" for one in part.findall("{*}RmtInf/{*}Ustrd"))
    booked = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
    return Row(
        place=place,
        booked_on=day(booked),
        tyiyn=tyiyn if sign == "CRDT" else -tyiyn,
        number=tidy(_text(part, "Refs/EndToEndId") or _text(part, "Refs/InstrId"), 40),
        other_name=tidy(name, 250),
        other_inn=digits(inn)[:14],
        other_account=digits(account)[:34],
        purpose=tidy(said or _text(part, "AddtlTxInf") or _text(entry, "AddtlNtryInf"), 1000),
    )


_INN_WAYS = (
    "Id/OrgId/Othr/Id",
    "Id/PrvtId/Othr/Id",
    "Pty/Id/OrgId/Othr/Id",
    "Pty/Id/PrvtId/Othr/Id",
)


def _find(where: Element, way: str) -> Element | None:
    return where.find("/".join(f"{{*}}{name}" for name in way.split("/")))


def _text(where: Element, way: str) -> str:
    found = _find(where, way)
    return (found.text or "").strip() if found is not None else ""
