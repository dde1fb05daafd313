"""CSV and XLSX of client-bank programs: every bank names its columns otherwise."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from membership.bank.errors import FileRefused, LineRefused
from membership.bank.formats.rows import (
    MOST_LINES,
    Refusal,
    Row,
    Sheet,
    amount,
    check_currency,
    day,
    digits,
    tidy,
)
from portal.core import letters

_MOST_COLUMNS, _HEAD_WITHIN = 40, 30
_MOST_UNPACKED = 120 * 1024 * 1024
#: Fields and what their columns are called, folded; a mapping of staff comes before them.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": ("дата проводки", "дата операции", "дата", "куну", "date", "booking date"),
    "credit": (
        "кредит",
        "поступление",
        "поступление на счет",
        "приход",
        "сумма по кредиту",
        "credit",
        "кирешеси",
    ),
    "debit": (
        "дебет",
        "списание",
        "списание со счета",
        "расход",
        "сумма по дебету",
        "debit",
        "чыгымы",
    ),
    "amount": ("сумма", "amount", "суммасы"),
    "side": (
        "дт",
        "кт",
        "д/к",
        "тип операции",
        "вид операции",
        "тип",
        "вид",
        "направление",
        "признак",
        "дебет",
        "кредит",
        "приход",
        "расход",
        "type",
        "direction",
        "d/c",
        "c/d",
        "debit",
        "credit",
    ),
    "currency": ("валюта", "currency"),
    "number": ("номер документа", "номер", "док", "number", "reference"),
    "name": ("контрагент", "наименование", "плательщик", "корреспондент", "name", "payer"),
    "inn": ("инн", "inn"),
    "account": ("счет контрагента", "счет плательщика", "счет корреспондента", "account"),
    "purpose": ("назначение", "основание", "детали", "purpose", "details", "максаты"),
}
#: Columns of money, and what may stand in their headings after the word itself. Anything else (a
#: fee, a balance, an account) makes it another column.
_MONEY = frozenset({"amount", "credit", "debit"})
_HARMLESS = frozenset({
    "в", "по", "сом", "сомах", "сомдо", "kgs", "som", "операции", "проводки", "платежа",
    "документа", "кредиту", "дебету",
})  # fmt: skip
_FOREIGN = re.compile(
    r"\b(?:usd|eur|rub|rur|kzt|cny|uzs|gbp|try|chf|дол|евро|руб|тенге|юан)|[$€₽]", re.IGNORECASE
)
#: What a column of directions says, folded.
_CAME = frozenset({
    "кт", "к", "c", "cr", "crdt", "credit", "кредит", "приход", "поступление", "зачисление",
    "киреше", "кириш",
})  # fmt: skip
_WENT = frozenset({
    "дт", "д", "d", "dr", "dbit", "debit", "дебет", "расход", "списание", "чыгым", "чыгаша",
})  # fmt: skip


def read_csv(text: str, mapping: Mapping[str, str] | None = None) -> Sheet:
    """A table in text; the separator is the one that the first lines hold most of."""
    head = "\n".join(text.splitlines()[:_HEAD_WITHIN])
    separator = max(";\t,|", key=head.count)
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as why:
        raise FileRefused("broken", 1) from why
    return _read("csv", [[cell.strip() for cell in row] for row in table], mapping)


def read_xlsx(content: bytes, mapping: Mapping[str, str] | None = None) -> Sheet:
    """The first sheet of a book."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_UNPACKED:
                raise FileRefused("too_large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(
            max_row=MOST_LINES + 100, max_col=_MOST_COLUMNS, values_only=True
        )
        table = [[_cell(value) for value in row] for row in rows]
    except FileRefused:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError,
            TypeError, AttributeError, OSError, SyntaxError) as why:  # fmt: skip
        raise FileRefused("broken", 1) from why
    return _read("xlsx", table, mapping)


def _cell(value: Any) -> str:
    """As it reads: a number of the sheet has two places, a day is a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        exact = f"{value:.2f}"
        return exact if abs(float(exact) - value) < 1e-6 else repr(value)
    if hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y"))
    return str(value).strip()


def _read(kind: str, table: Sequence[Sequence[str]], mapping: Mapping[str, str] | None) -> Sheet:
    head, columns = _columns(table, mapping)
    sheet = Sheet(kind)
    for place, cells in enumerate(table[head + 1 :], start=head + 2):
        facts = {name: cells[at] for name, at in columns.items() if at < len(cells)}
        if not _is_a_line(facts):
            continue
        try:
            sheet.rows.append(_row(place, facts))
        except LineRefused as why:
            said = tidy(" · ".join(filter(None, cells)), 200)
            sheet.refused.append(Refusal(place, said, why.code, why.value))
    return sheet


def _is_a_line(facts: Mapping[str, str]) -> bool:
    """Not an empty row and not a row of totals, which has no date."""
    sums = any(facts.get(name) for name in ("amount", "credit", "debit"))
    return bool(facts.get("date")) or (sums and bool(facts.get("purpose")))


def _columns(
    table: Sequence[Sequence[str]], mapping: Mapping[str, str] | None
) -> tuple[int, dict[str, int]]:
    """The row of headings, and which column holds what.

    Raises:
        FileRefused: no row names a date, a sum and a purpose, or the sum is not in som.
    """
    own = {
        letters.search_key(heading): name for name, heading in (mapping or {}).items() if heading
    }
    for place, cells in enumerate(table[:_HEAD_WITHIN]):
        found = _named(cells, own)
        if "date" in found and "purpose" in found and {"amount", "credit"} & found.keys():
            return place, found
        if "date" in found and "purpose" in found and any(map(_FOREIGN.search, cells)):
            raise FileRefused("foreign", place + 1)
    raise FileRefused("columns")


def _named(cells: Sequence[str], own: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    keys = [letters.search_key(cell) for cell in cells[:_MOST_COLUMNS]]
    foreign = {at for at, cell in enumerate(cells[:_MOST_COLUMNS]) if _FOREIGN.search(cell)}
    for at, key in enumerate(keys):
        if key in own and not (own[key] in _MONEY and at in foreign):
            found.setdefault(own[key], at)
    for fits in (_is_exactly, _begins_with):
        for name, words in HEADINGS.items():
            free = [at for at in range(len(keys)) if at not in found.values()]
            near = next((at for word in map(letters.search_key, words) for at in free
                         if fits(keys[at], word, name)
                         and not (name in _MONEY and at in foreign)), None)  # fmt: skip
            if name not in found and near is not None:
                found[name] = near
    return found


def _is_exactly(key: str, word: str, _name: str) -> bool:
    return key == word


def _begins_with(key: str, word: str, name: str) -> bool:
    rest = key.removeprefix(word)
    if name in _MONEY:
        return rest != key and set(rest.split()) <= _HARMLESS
    return rest != key


def _row(place: int, facts: Mapping[str, str]) -> Row:
    check_currency(facts.get("currency", ""))
    return Row(
        place=place,
        booked_on=day(facts.get("date", "")),
        tyiyn=_signed(facts),
        number=tidy(facts.get("number", ""), 40),
        other_name=tidy(facts.get("name", ""), 250),
        other_inn=digits(facts.get("inn", ""))[:14],
        other_account=digits(facts.get("account", ""))[:34],
        purpose=tidy(facts.get("purpose", ""), 1000),
    )


def _signed(facts: Mapping[str, str]) -> int:
    """Money that came above zero, money that went below.

    One column, two, or one with a direction beside it.
    """
    came, went = (_if_any(facts.get(name, "")) for name in ("credit", "debit"))
    if came and went:
        raise LineRefused("two_sides")
    if came or went:
        return amount(came) if came else -amount(went)
    if facts.get("credit") or facts.get("debit"):
        raise LineRefused("zero")
    tyiyn = amount(facts.get("amount", ""))
    if "side" not in facts:
        return tyiyn
    side = letters.search_key(facts["side"])
    if side not in _CAME | _WENT:
        raise LineRefused("no_side")
    return tyiyn if side in _CAME else -tyiyn


def _if_any(text: str) -> str:
    """The sum, or nothing where a bank fills the empty side with a zero or a dash."""
    return "" if text.strip(" 0.,-–—\u00a0") == "" else text
