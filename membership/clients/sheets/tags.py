"""Tags that a sheet names: those that are there are given to its cards, none is made or taken off.

A row that puts a tag on a card remembers the sheet it came from: taking the sheet back takes these
rows and no others, whatever somebody has put on since.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from membership.clients import bulk
from membership.clients.models import Client, ClientTag, SheetImport, SheetLine, TaggedClient

COLUMN = "tags"
#: What is kept of the column with each line.
KEPT = ("tags", "unknown_tags")
#: As ``exporting`` writes them.
_BETWEEN = ","
_LONGEST = 200
#: So many unknown tags are told above the preview.
MOST_TOLD = 20


class Named(NamedTuple):
    """The tags of a cell."""

    ids: tuple[int, ...]
    #: Words that are no tag, as they are written.
    unknown: tuple[str, ...]


def are_in(sheet: SheetImport) -> bool:
    """Whether a column of the sheet names tags."""
    return COLUMN in sheet.mapping.values()


class Words:
    """Reads cells by the tags there are. One query."""

    def __init__(self) -> None:
        named = ClientTag.objects.values_list("pk", "name")
        self.known = {ClientTag.key_of(name): pk for pk, name in named}
        #: Words of cells that are no tag, in the order they came.
        self.unknown: dict[str, None] = {}

    def named(self, text: str) -> Named | str:
        """What a cell names; an empty text of an empty cell."""
        if not text:
            return ""
        parts = [part.strip() for part in text.split(_BETWEEN)]
        ids, unknown, start = list[int](), list[str](), 0
        while start < len(parts):
            end, tag = self._longest(parts, start)
            if tag:
                ids.append(tag)
            elif parts[start]:
                unknown.append(parts[start])
            start = end
        if len(self.unknown) < MOST_TOLD:
            self.unknown.update(dict.fromkeys(word[:_LONGEST] for word in unknown))
        return Named(tuple(dict.fromkeys(ids)), tuple(unknown))

    def _longest(self, parts: Sequence[str], start: int) -> tuple[int, int]:
        """Where the tag that begins there ends, and its number: a tag may have a comma in it."""
        for end in range(len(parts), start, -1):
            if tag := self.known.get(ClientTag.key_of(", ".join(parts[start:end]))):
                return end, tag
        return start + 1, 0


def kept(named: Named | str, ids: Iterable[int]) -> tuple[str | None, str]:
    """What is written of a line: the tags its card is given, and the words that are no tag."""
    unknown = ", ".join(named.unknown)[:_LONGEST] if isinstance(named, Named) else ""
    return _listed(tuple(ids)) if ids else None, unknown


def kept_of_new(column: Iterable[Named | str]) -> list[tuple[Any, ...]]:
    """The same of lines that make a card, by column."""
    each = (kept(one, one.ids if isinstance(one, Named) else ()) for one in column)
    return list(zip(*each, strict=True))


@lru_cache(maxsize=1000)
def _listed(ids: tuple[int, ...]) -> str:
    return bulk.as_json(ids)


def on_cards(card_ids: Collection[int]) -> dict[int, set[int]]:
    """By card the tags it has. One query."""
    found: dict[int, set[int]] = {}
    rows = TaggedClient.objects.filter(content_object__in=card_ids).order_by()
    for card_id, tag_id in rows.values_list("content_object", "tag"):
        found.setdefault(card_id, set()).add(tag_id)
    return found


def give(sheet: SheetImport, verdict: str, card: str) -> None:
    """Put the tags of the lines on their cards. One statement.

    Args:
        card: the expression for the card of the line ``l``.
    """
    if not are_in(sheet):
        return
    lines, tags, cards = (one._meta.db_table for one in (SheetLine, ClientTag, Client))
    bulk.insert_from(
        TaggedClient,
        {"tag_id": "t.id", "content_object_id": "c.id"},
        f"{lines} l CROSS JOIN {bulk.each_of('l.tags')} "
        f"JOIN {tags} t ON t.id = CAST(each_one.value AS bigint) JOIN {cards} c ON c.id = {card} "
        f"WHERE l.sheet_id = %s AND l.verdict = '{verdict}'",
        [sheet.pk],
        values={"sheet_id": sheet.pk},
        once=True,
    )


def take_off(sheet: SheetImport, card_ids: Collection[int]) -> None:
    """Take from these cards the tags that the sheet gave them."""
    if are_in(sheet):
        TaggedClient.objects.filter(sheet=sheet, content_object__in=card_ids).delete()
