"""Units agree with their number: one working day, two and twenty-five of them, half of one.

Editors and members type a unit once for two figures, before and after. Russian wants another form
of it behind each; a Kyrgyz unit never changes. ``units_ru.txt`` holds the usual ones, a line each:
the forms for 1, for 2 and for 5, and, where it is not the second, for a fraction; ``_`` stands for
a space. What it does not know stays as typed.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

_WORDS = Path(__file__).parent / "units_ru.txt"


class Forms(NamedTuple):
    """One unit behind its numbers."""

    one: str
    few: str
    many: str
    part: str

    def behind(self, number: Decimal) -> str:
        """The form for ``number``, by the rule of Russian grammar."""
        if number != number.to_integral_value():
            return self.part
        ones, tens = abs(number) % 10, abs(number) % 100
        if ones == 1 and tens != 11:
            return self.one
        return self.few if 2 <= ones <= 4 and not 12 <= tens <= 14 else self.many


def agreed(unit: str, number: Decimal, language: str) -> str:
    """The unit as it stands behind this number; what follows it ("in a week") stays."""
    if language != "ru":
        return unit
    known, pattern = _known()
    found = pattern.match(unit)
    if found is None:
        return unit
    return f"{known[found[0].lower()].behind(number)}{unit[found.end() :]}"


@cache
def _known() -> tuple[dict[str, Forms], re.Pattern[str]]:
    """The forms by each of them, and what finds one at the beginning of a unit."""
    known: dict[str, Forms] = {}
    for line in _WORDS.read_text(encoding="utf-8").splitlines():
        one, few, many, *part = (form.replace("_", " ") for form in line.split())
        forms = Forms(one, few, many, part[0] if part else few)
        known |= dict.fromkeys(forms, forms)
    longest_first = sorted(known, key=len, reverse=True)
    return known, re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I)
