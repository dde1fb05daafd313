"""Lists that a reader narrows by links: the state is in the address, every choice has its count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

_SAID, _LONGEST_SAID = 5, 40


def said(values: Iterable[str]) -> tuple[str, ...]:
    """Values of an address that mean nothing here, short enough to be named to the reader."""
    cut = (value.replace("\x00", "").strip()[:_LONGEST_SAID] for value in values)
    return tuple(dict.fromkeys(filter(None, cut)))[:_SAID]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet; a current one leads back to the list without it."""

    name: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    title: str
    choices: list[Choice]

    @property
    def chosen(self) -> str:
        """What the list is narrowed to, for the line that stands when the choices are folded."""
        return ", ".join(choice.name for choice in self.choices if choice.is_current)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader narrowed the list to, by the name of the parameter."""

    chosen: dict[str, str]
    #: What was asked for and does not exist; the page says so, links lead on without it.
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, parameters: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> "Wanted":
        """Keep only the parameters and values that exist; remember the values that do not."""
        given = {name: parameters.get(name, "") for name in known}
        return cls(
            {name: value for name, value in given.items() if value in known[name]},
            said(value for name, value in given.items() if value not in known[name]),
        )

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def get(self, name: str) -> str:
        """The value chosen for a parameter, or an empty string."""
        return self.chosen.get(name, "")

    def without(self, name: str) -> "Wanted":
        """All choices but one: what a facet counts by."""
        return Wanted({key: value for key, value in self.chosen.items() if key != name})

    def address(self, name: str, value: str) -> str:
        """The list with one choice made or, when it is made already, taken back."""
        rest = self.without(name).chosen
        query = urlencode(rest if self.get(name) == value else {**rest, name: value})
        return f"?{query}" if query else "?"

    def facet(
        self, title: Any, name: str, options: Sequence[tuple[str, Any]], counts: Mapping[str, int]
    ) -> Facet:
        """A facet of the options something lies under, and of the one that is chosen."""
        choices = [
            Choice(
                name=str(label),
                url=self.address(name, value),
                count=counts.get(value, 0),
                is_current=self.get(name) == value,
            )
            for value, label in options
        ]
        shown = [choice for choice in choices if choice.count or choice.is_current]
        return Facet(title=str(title), choices=shown)
