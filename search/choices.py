"""Names of what a reader may narrow an answer by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.territories import selectors as territories
from search.engines.base import FACETS

KINDS = {
    "practice": _("Practices"),
    "material": _("Materials"),
    "article": _("Articles"),
    "issue": _("Issues of the magazine"),
    "answer": _("Answers"),
    "event": _("Events"),
    "news": _("News"),
    "topic": _("Topics"),
    "person": _("People"),
    "page": _("Pages"),
}
#: What one hit is.
ONE = {
    "practice": _("Practice"),
    "material": _("Material"),
    "article": _("Article"),
    "issue": _("Issue of the magazine"),
    "answer": _("Answer"),
    "event": _("Event"),
    "news": _("News"),
    "topic": _("Topic"),
    "person": _("Person"),
    "page": _("Page"),
}
LOCALES = {"ky": _("Kyrgyz"), "ru": _("Russian"), "en": _("English")}
ACCESS = {"open": _("Open to all"), "subscribers": _("For subscribers")}
TITLES = {
    "kind": _("What"),
    "topic": _("Topic"),
    "oblast": _("Oblast"),
    "rayon": _("Rayon or city"),
    "year": _("Year"),
    "locale": _("Language"),
    "access": _("Who may read it"),
}
#: Names of facets in the address, where they differ.
PARAMETERS = {**{facet: facet for facet in FACETS}, "locale": "lang"}
#: Values beyond these fold away.
SHOWN = 8
_LONGEST_VALUE, _MOST_VALUES = 40, 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: a link that takes it or leaves it."""

    code: str
    name: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """One facet as it is shown."""

    code: str
    title: str
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        """Something is chosen here."""
        return any(choice.chosen for choice in self.choices)

    @property
    def first(self) -> list[Choice]:
        return self.choices[:SHOWN]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN:]


def chosen(parameters: QueryDict) -> dict[str, frozenset[str]]:
    """The values that an address chooses. Whatever is typed there only finds nothing."""
    found = {}
    for facet, name in PARAMETERS.items():
        values = (value.replace("\x00", "").strip() for value in parameters.getlist(name))
        sane = [value for value in values if 0 < len(value) <= _LONGEST_VALUE]
        if sane:
            found[facet] = frozenset(sane[:_MOST_VALUES])
    return found


def groups(
    counts: Mapping[str, Mapping[str, int]],
    picked: Mapping[str, frozenset[str]],
    address: QueryDict,
    *,
    language: str,
    topics: Mapping[str, str],
) -> list[Group]:
    """The facets that divide the answer, chosen values first, each as a link.

    Args:
        address: of the answer, from its first page on.
        topics: titles of topics by slug.
    """
    shown = []
    for facet in FACETS:
        own = picked.get(facet, frozenset())
        numbers = {**counts.get(facet, {}), **{v: counts.get(facet, {}).get(v, 0) for v in own}}
        if facet == "rayon" and not picked.get("oblast") and not own and len(numbers) > 40:
            continue  # rayons of the whole country are no help before an oblast is chosen
        names = topics if facet == "topic" else _names(facet, list(numbers), language)
        choices = [
            Choice(code, names[code], number, code in own, _toggled(address, facet, code))
            for code, number in _in_order(facet, numbers, own)
            if code in names
        ]
        if len(choices) > 1 or own:
            shown.append(Group(facet, str(TITLES[facet]), choices))
    return shown


def _in_order(facet: str, numbers: Mapping[str, int], own: frozenset[str]) -> list[tuple[str, int]]:
    if facet == "year":
        return sorted(numbers.items(), key=lambda row: (row[0] not in own, -_as_number(row[0])))
    return sorted(numbers.items(), key=lambda row: (row[0] not in own, -row[1], row[0]))


def _as_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _names(facet: str, codes: list[str], language: str) -> dict[str, str]:
    fixed: dict[str, dict[str, Any]] = {"kind": KINDS, "locale": LOCALES, "access": ACCESS}
    if facet in fixed:
        return {code: str(fixed[facet][code]) for code in codes if code in fixed[facet]}
    if facet in ("oblast", "rayon"):
        return territories.names_of(codes, language)
    return {code: code for code in codes if _as_number(code)}


def _toggled(address: QueryDict, facet: str, code: str) -> str:
    """The address with ``code`` chosen, or no longer chosen."""
    changed, name = address.copy(), PARAMETERS[facet]
    values = changed.getlist(name)
    changed.setlist(name, [v for v in values if v != code] if code in values else [*values, code])
    return f"?{changed.urlencode()}"
