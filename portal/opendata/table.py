"""The library as a table: one line a practice, for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from portal.opendata import practice_data
from portal.opendata.library import Faces
from portal.practices.models import Cost, PracticePage

_LANGUAGES = ("ky", "ru")
_TEXTS = ("title", "summary", "village", "url")
_SOURCES = tuple(Cost.Source.values)
COLUMNS = (
    *("id", "version", "updated", "licence", "sample", "outcome", "topics"),
    *("territory_soate", "territory_ky", "territory_ru"),
    *("oblast_soate", "oblast_ky", "oblast_ru"),
    *("started_on", "finished_on", "checked_on"),
    *("population", "altitude_m", "budget_som"),
    *("beneficiaries", "beneficiaries_women", "beneficiaries_children", "beneficiaries_disabled"),
    "total_cost_som",
    *(f"cost_{source}_som" for source in _SOURCES),
    *(f"{name}_{language}" for language in _LANGUAGES for name in _TEXTS),
)
#: A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Tells spreadsheets that the letters are Unicode.
_MARK = "\ufeff"


class _Line:
    """Where the writer writes: the line comes back instead of going to a file."""

    def write(self, line: str) -> str:
        return line


def lines(shelf: Iterable[Faces]) -> Iterator[str]:
    """The table line by line, the names of the columns first."""
    writer = csv.writer(_Line())
    yield _MARK + writer.writerow(COLUMNS)
    for faces in shelf:
        row = _row(faces)
        yield writer.writerow([harmless(row[name]) for name in COLUMNS])


def harmless(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula; nothing where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)


def _row(faces: Faces) -> dict[str, Any]:
    data, first = practice_data.of(faces), faces[0]
    territory, gained = data["territory"], data["beneficiaries"]
    return {
        **{name: data[name] for name in ("id", "version", "updated", "outcome")},
        **{name: data[name] for name in ("started_on", "finished_on", "checked_on")},
        "licence": data["licence"]["id"],
        "sample": "yes" if data["sample"] else "no",
        "topics": " ".join(data["topics"]),
        "territory_soate": territory["soate"],
        "oblast_soate": territory["oblast"]["soate"],
        **{f"territory_{one}": territory["name"][one] for one in _LANGUAGES},
        **{f"oblast_{one}": territory["oblast"]["name"][one] for one in _LANGUAGES},
        **{name: data["passport"][name] for name in ("population", "altitude_m", "budget_som")},
        "beneficiaries": gained["total"],
        **{f"beneficiaries_{one}": gained[one] for one in ("women", "children", "disabled")},
        "total_cost_som": data["total_cost_som"],
        **_money(first),
        **{
            f"{name}_{language}": data["texts"].get(language, {}).get(name, "")
            for language in _LANGUAGES
            for name in _TEXTS
        },
    }


def _money(page: PracticePage) -> dict[str, int | float | None]:
    """Som by source; nothing at all where no costs were told."""
    told = page.costs.all()
    sums = dict.fromkeys(_SOURCES, 0)
    for cost in told:
        sums[cost.source] += cost.amount_tyiyn
    return {
        f"cost_{source}_som": practice_data.som(sum_) if told else None
        for source, sum_ in sums.items()
    }
