"""What the reader asked of the library, as it stands in the address of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from portal.core import narrowing

SORTS = ("relevance", "newest", "adopted", "like")
_LONGEST_TEXT = 200
_LONGEST_ID = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: in the facts, in the address, and in words."""

    value: Any
    slug: str
    name: str
    lang: str = ""


#: By facet its options in their order.
Vocabulary = Mapping[str, list[Option]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The state of the page; what is unknown in the address was left out and is named in words.

    ``chosen`` holds the slugs by facet, in the order of the address.
    """

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    sort: str = ""
    on_map: bool = False
    #: The municipality to be like, where the reader named one.
    like: int | None = None
    #: What was asked for and does not exist.
    unknown: tuple[str, ...] = ()

    def has(self, facet: str, slug: str) -> bool:
        """The choice is made."""
        return slug in self.chosen.get(facet, ())

    def toggled(self, facet: str, slug: str) -> Self:
        """The same with one choice made, or taken back when it was made."""
        before = self.chosen.get(facet, ())
        after = tuple(one for one in before if one != slug) if slug in before else (*before, slug)
        return replace(self, chosen={**self.chosen, facet: after})

    def only(self, **chosen: tuple[str, ...]) -> Self:
        """The same with these facets set anew."""
        return replace(self, chosen={**self.chosen, **chosen})

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values as they stand in the address, for links and hidden fields."""
        pairs = [(facet, slug) for facet, slugs in self.chosen.items() for slug in slugs]
        rest = (
            ("q", self.text),
            ("sort", self.sort),
            ("like", str(self.like) if self.like else ""),
            ("view", "map" if self.on_map else ""),
        )
        return [*pairs, *((name, value) for name, value in rest if value)]

    @property
    def address(self) -> str:
        """The address of this state, from its first page on."""
        return f"?{urlencode(self.fields)}"


def read(parameters: QueryDict, vocabulary: Vocabulary) -> Wanted:
    """The state in an address. Unknown values narrow nothing."""
    chosen, unknown = {}, []
    for facet, options in vocabulary.items():
        known = {option.slug for option in options}
        asked = dict.fromkeys(parameters.getlist(facet))
        if slugs := tuple(slug for slug in asked if slug in known):
            chosen[facet] = slugs
        unknown += [slug for slug in asked if slug not in known]
    sort, like = parameters.get("sort", ""), parameters.get("like", "")
    if _id(like) is None:
        unknown.append(like)
    return Wanted(
        chosen=chosen,
        text=parameters.get("q", "").replace("\x00", "")[:_LONGEST_TEXT].strip(),
        sort=sort if sort in SORTS else "",
        on_map=parameters.get("view") == "map",
        like=_id(like),
        unknown=narrowing.said(unknown),
    )


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID else None
