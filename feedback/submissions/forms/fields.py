"""Fields that take what people type: months, long texts, rows of a table."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core import money

_MONTH = re.compile(
    r"(?P<month>\d{1,2})\s*[./-]\s*(?P<year>\d{4})|(?P<y>\d{4})\s*[./-]\s*(?P<m>\d{1,2})"
)
_EARLIEST, _LATEST = 1991, 2100
_is_address = URLValidator(schemes=["http", "https"])


def month_from(text: str) -> date:
    """The first day of a month typed as ``03.2021``, ``3/2021`` or ``2021-03``.

    Raises:
        ValidationError: it is no month.
    """
    found = _MONTH.fullmatch(text.strip())
    year = int(found["year"] or found["y"]) if found else 0
    month = int(found["month"] or found["m"]) if found else 0
    if not (1 <= month <= 12 and _EARLIEST <= year <= _LATEST):
        raise ValidationError(_("Write the month and the year, for example 03.2024."), code="month")
    return date(year, month, 1)


def month_text(day: date) -> str:
    """A month as it is typed."""
    return f"{day:%m.%Y}"


class MonthField(forms.CharField):
    """A month and a year; gives the first day."""

    def prepare_value(self, value: Any) -> Any:
        return month_text(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return month_from(text) if text else None


class TextField(forms.CharField):
    """Text of limited length. The browser is not told the limit: it would cut what is pasted."""

    def __init__(self, *, longest: int, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)
        self.validators.append(MaxLengthValidator(longest))

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of every row."""

    name: str
    label: Any
    longest: int = 200
    kind: str = "text"
    choices: Sequence[tuple[str, Any]] = ()
    required: bool = True
    #: What the phone's keyboard should offer.
    inputmode: str = ""
    #: Takes a line of its own.
    wide: bool = False

    def read(self, text: str) -> Any:
        """The value of a cell.

        Raises:
            ValidationError: with words for her who typed it.
        """
        if not text:
            if self.required:
                raise ValidationError(_("fill it in"))
            return None if self.kind in {"month", "year", "day"} else ""
        if len(text) > self.longest:
            raise ValidationError(_("at most %(count)s characters"), params={"count": self.longest})
        return _READERS[self.kind](self, text)

    def typed(self, value: Any) -> str:
        """A kept value as it is typed."""
        if value is None:
            return ""
        if self.kind == "money" and isinstance(value, int):
            return money.grouped(value)
        if self.kind in _DATES and re.fullmatch(_ISO, str(value)):
            return date.fromisoformat(value).strftime(_DATES[self.kind])
        return str(value)


_ISO = r"\d{4}-\d{2}-\d{2}"
#: How kept dates are typed.
_DATES = {"month": "%m.%Y", "day": "%d.%m.%Y"}


def _read_text(column: Column, text: str) -> str:
    return text


def _read_choice(column: Column, text: str) -> str:
    if text not in dict(column.choices):
        raise ValidationError(_("choose one from the list"))
    return text


def _read_number(column: Column, text: str) -> str:
    plain = "".join(text.split()).replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 10**12 or number != round(number, 2):
        raise ValidationError(_("write a number, for example 24 or 0,5"))
    return f"{number.normalize():f}".replace(".", ",")


def _read_money(column: Column, text: str) -> int:
    try:
        tyiyn = money.tyiyn_from_som(text)
    except ValueError:
        tyiyn = -1
    if not 0 < tyiyn < 10**15:
        raise ValidationError(_("write an amount in som, for example 4800 or 4800,50"))
    return tyiyn


def _read_year(column: Column, text: str) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    if not _EARLIEST <= year <= _LATEST:
        raise ValidationError(_("write a year, for example 2024"))
    return year


def _read_month(column: Column, text: str) -> str:
    try:
        return month_from(text).isoformat()
    except ValidationError:
        raise ValidationError(_("write the month and the year, for example 03.2024")) from None


def _read_day(column: Column, text: str) -> str:
    """A day of the calendar as it is typed here, or as programs write it."""
    for pattern in (_DATES["day"], "%Y-%m-%d"):
        with suppress(ValueError):
            day = datetime.strptime(text, pattern).date()
            if _EARLIEST <= day.year <= _LATEST:
                return day.isoformat()
    raise ValidationError(_("write the day, the month and the year, for example 22.04.2021"))


def _read_link(column: Column, text: str) -> str:
    try:
        _is_address(text)
    except ValidationError:
        raise ValidationError(_("write an address that begins with https://")) from None
    return text


_READERS = {
    "text": _read_text,
    "choice": _read_choice,
    "number": _read_number,
    "money": _read_money,
    "year": _read_year,
    "month": _read_month,
    "day": _read_day,
    "link": _read_link,
}


class Rows(forms.Widget):
    """A small table: kept rows, and empty ones for more."""

    template_name = "submissions/widgets/rows.html"
    use_fieldset = True
    most = 30
    least = 2

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """The rows as typed, without the empty ones."""
        rows = []
        for place in range(self.most):
            cells = {
                column.name: str(data.get(f"{name}-{place}-{column.name}") or "").strip()
                for column in self.columns
            }
            if any(cells.values()):
                rows.append(cells)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(str(key).startswith(f"{name}-") for key in data)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        kept = list(value or [])
        shown = min(max(len(kept) + 1, self.least), self.most)
        rows = kept + [{}] * (shown - len(kept))
        context["rows"] = [self._row(name, place, row) for place, row in enumerate(rows)]
        context["may_grow"] = shown < self.most
        return context

    def _row(self, name: str, place: int, row: dict[str, Any]) -> list[dict[str, Any]]:
        first = f"id_{name}_{place}"
        return [
            {
                "column": column,
                "name": f"{name}-{place}-{column.name}",
                "id": first if at == 0 else f"{first}_{column.name}",
                "value": column.typed(row.get(column.name)),
            }
            for at, column in enumerate(self.columns)
        ]


class RowsField(forms.Field):
    """Rows of a table; a row with nothing in it does not count."""

    def __init__(self, *, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(widget=Rows(columns), required=False, **kwargs)
        self.columns = columns

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The rows with their values; each trouble names the row and the cell."""
        rows, troubles = [], []
        for place, typed in enumerate(value or [], start=1):
            row = {}
            for column in self.columns:
                try:
                    row[column.name] = column.read(typed.get(column.name, ""))
                except ValidationError as error:
                    troubles.append(
                        gettext("Line %(line)s, “%(cell)s”: %(trouble)s.")
                        % {"line": place, "cell": column.label, "trouble": error.messages[0]}
                    )
            rows.append(row)
        if troubles:
            raise ValidationError(troubles)
        return rows
