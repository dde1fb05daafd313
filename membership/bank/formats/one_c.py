"""«1CClientBankExchange»: the text exchange of 1C with client-bank programs, version 1.03.

The format: https://v8.1c.ru/tekhnologii/obmen-dannymi-i-integratsiya/standarty-i-formaty/
(standard of exchange with "client-bank" systems). Sections of ``key=value`` lines in Windows-1251.
"""

from collections.abc import Iterator, Mapping

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
)

HEAD, _END = "1CClientBankExchange", "КонецФайла"
_PURPOSE = "НазначениеПлатежа"
_SIDES = {"in": "Плательщик", "out": "Получатель"}


def read(text: str) -> Sheet:
    """The statement.

    Raises:
        FileRefused: a document or the file is not closed.
    """
    sheet = Sheet("1c")
    for place, kind, facts in _sections(text):
        if kind == "account":
            _account(sheet, facts)
            continue
        try:
            sheet.rows.append(_row(place, facts, sheet.account))
        except LineRefused as why:
            said = f"{facts.get('Номер', '')} {facts.get('Дата', '')} {facts.get('Сумма', '')}"
            sheet.refused.append(Refusal(place, tidy(said, 200), why.code, why.value))
    lines = [line.strip() for line in text.splitlines()]
    if _END not in lines:  # cut between two documents, which nothing else would tell
        raise FileRefused("broken", len(lines))
    return sheet


def _sections(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Line, kind and facts of each section of an account or a document."""
    facts: dict[str, str] = {}
    begun, kind, last = 0, "head", ""
    for place, line in enumerate(text.splitlines(), start=1):
        name, equals, value = line.strip().partition("=")
        if name == "СекцияДокумент":
            _no_section_open(kind, place)
            facts, begun, kind = {"Вид": value}, place, "document"
        elif name == "СекцияРасчСчет":
            _no_section_open(kind, place)
            facts, begun, kind = {}, place, "account"
        elif name in {"КонецДокумента", "КонецРасчСчет"}:
            yield begun, kind, facts
            kind = "head"
        elif name == "РасчСчет" and kind == "head":
            yield place, "account", {"РасчСчет": value}
        elif equals and kind != "head":
            last = name
            facts.setdefault(name, value.strip())
        elif name and last == _PURPOSE:  # a purpose may go on over several lines
            facts[last] += f" {name}"
    _no_section_open(kind, begun)


def _no_section_open(kind: str, place: int) -> None:
    if kind != "head":
        raise FileRefused("broken", place)


def _account(sheet: Sheet, facts: Mapping[str, str]) -> None:
    sheet.account = sheet.account or digits(facts.get("РасчСчет", ""))
    if sheet.opening_tyiyn is None and "НачальныйОстаток" in facts:
        sheet.opening_tyiyn = balance(facts["НачальныйОстаток"])
    if "КонечныйОстаток" in facts:
        sheet.closing_tyiyn = balance(facts["КонечныйОстаток"])


def _row(place: int, facts: Mapping[str, str], ours: str) -> Row:
    tyiyn = amount(facts.get("Сумма", ""))
    check_currency(facts.get("Валюта", "") or facts.get("КодВалюты", ""))
    side = _side(facts, ours)
    other = _SIDES[side]
    name = facts.get(f"{other}1") or facts.get(other, "")
    booked = facts.get("ДатаПоступило" if side == "in" else "ДатаСписано") or facts.get("Дата", "")
    return Row(
        place=place,
        booked_on=day(booked),
        tyiyn=tyiyn if side == "in" else -tyiyn,
        number=tidy(facts.get("Номер", ""), 40),
        other_name=tidy(name, 250),
        other_inn=digits(facts.get(f"{other}ИНН", ""))[:14],
        other_account=digits(facts.get(f"{other}Счет", "") or facts.get(f"{other}РасчСчет", ""))[
            :34
        ],
        other_bank=tidy(facts.get(f"{other}БИК", ""), 20),
        purpose=tidy(_purpose(facts), 1000),
    )


def _purpose(facts: Mapping[str, str]) -> str:
    """The whole of it, and the numbered parts that are not in it."""
    whole = facts.get(_PURPOSE, "")
    parts = (facts.get(f"{_PURPOSE}{n}", "") for n in range(1, 7))
    return " ".join([whole, *(part for part in parts if part and part not in whole)])


def _side(facts: Mapping[str, str], ours: str) -> str:
    """``in`` or ``out``: by our account, else by which date stands in the document."""
    payer, receiver = (
        digits(facts.get(f"{who}Счет", "") or facts.get(f"{who}РасчСчет", ""))
        for who in ("Плательщик", "Получатель")
    )
    if ours and payer != receiver and ours in {payer, receiver}:
        return "in" if receiver == ours else "out"
    came, went = facts.get("ДатаПоступило"), facts.get("ДатаСписано")
    if bool(came) == bool(went):
        raise LineRefused("no_side")
    return "in" if came else "out"
