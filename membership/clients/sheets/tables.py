"""Some thousand lines at once, their cells judged a column at a time: so a large sheet is quick."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from membership.clients.sheets.lines import (
    PARTS_OF_NAME,
    Line,
    Refusal,
    Understanding,
    keys_of_words,
)


class Table:
    """What the cells of some lines mean, by field; an empty text where nothing is said.

    Most lines of a sheet name a person and nothing of them is refused. ``odd`` are the places of
    all others: they are looked at as a ``line`` each.
    """

    def __init__(
        self, understanding: Understanding, numbered: Sequence[tuple[int, list[str]]]
    ) -> None:
        self.understanding = understanding
        self.numbers, self.cells = zip(*numbered, strict=True)
        self.blank: Sequence[Any] = [""] * len(numbered)
        self.odd: set[int] = set()
        self.fields = self._judged()
        families, givens, others = (self.fields[name] for name in PARTS_OF_NAME)
        self.odd.update(_filled(self.of("id")), _filled(self.of("title")))
        self.odd.update(
            place
            for place, (family, given) in enumerate(zip(families, givens, strict=True))
            if not (family or given)
        )
        self.names, self.spoken, self.ordered = zip(
            *map(keys_of_words, families, givens, others), strict=True
        )

    def _judged(self) -> dict[str, Sequence[Any]]:
        across = list(zip_longest(*self.cells, fillvalue=""))
        across += [tuple(self.blank)] * (self.understanding.width - len(across))
        fields: dict[str, Sequence[Any]] = {
            name: list(map(judge, across[column]))
            for column, name, judge in self.understanding.columns
        }
        if whole := fields.pop("full_name", None):
            own = [fields[name] for name in PARTS_OF_NAME if name in fields]
            if own:
                own = [fields.get(name, self.blank) for name in PARTS_OF_NAME]
                parts = map(self.understanding.parts_beside, whole, *own)
            else:
                parts = map(self.understanding.parts, whole)
            fields.update(zip(PARTS_OF_NAME, zip(*parts, strict=True), strict=True))
        for name in PARTS_OF_NAME:
            fields.setdefault(name, self.blank)
        return {name: self._without_refusals(values) for name, values in fields.items()}

    def _without_refusals(self, values: Sequence[Any]) -> Sequence[Any]:
        if Refusal not in set(map(type, values)):
            return values
        self.odd.update(place for place, value in enumerate(values) if type(value) is Refusal)
        return ["" if type(value) is Refusal else value for value in values]

    def of(self, name: str) -> Sequence[Any]:
        """The column that fills a field, empty if there is none."""
        return self.fields.get(name, self.blank)

    def line(self, place: int) -> Line:
        """One of the lines, with the reasons why it cannot be taken."""
        return self.understanding.line(self.numbers[place], self.cells[place])


def _filled(values: Sequence[Any]) -> set[int]:
    return {place for place, value in enumerate(values) if value}
