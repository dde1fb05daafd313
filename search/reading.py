"""The rows of one page of an answer, and what the index keeps of the words in them.

Words, terms and folded terms of an entry stand in one order, so where no word of a text begins like
what was asked (человек, люди) they say which one is meant. Looked through as bytes.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection


class Row(NamedTuple):
    """What is shown of an entry of the index."""

    id: int
    kind: str
    entry_id: int
    locale: str
    url: str
    title: str
    summary: str
    place: str
    published_on: date | None
    access: str
    authors: list[str]
    pdf_url: str
    #: The text as UTF-8: most of it is only looked through.
    body: bytes

    def text(self) -> bytes:
        """Summary and text, as far as words are looked for."""
        if not (self.summary and self.body):
            return self.body or self.summary.encode()
        return b"%b %b" % (self.summary.encode(), self.body)


_KEPT = ("id", "title_exact", "title_terms", "body_exact", "body_terms", "folded")
#: Words of a text, from the first that answers, among which others are looked for.
_REACH = 40
_REACH_BYTES = _REACH * 122


def rows(numbers: Sequence[int]) -> dict[int, Row]:
    """The rows with these numbers."""
    return {row[0]: Row._make(row) for row in map(_typed, _read(_shown(), numbers))}


@cache
def _shown() -> str:
    return ", ".join([*Row._fields[:-1], _as_bytes("body")])


def _typed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """SQLite gives days and lists as text."""
    *before, published_on, access, authors, pdf_url, body = row
    if isinstance(published_on, str):
        published_on = date.fromisoformat(published_on)
    if isinstance(authors, str):
        authors = json.loads(authors) if authors != "[]" else []
    return (*before, published_on, access, authors, pdf_url, body)


def _as_bytes(column: str) -> str:
    said = {"sqlite": "CAST({} AS BLOB)", "postgresql": "convert_to({}, 'UTF8')"}
    return said[connection.vendor].format(column)


def _read(columns: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    marks = ", ".join(["%s"] * len(numbers))
    statement = f"SELECT {columns} FROM search_indexedentry WHERE id IN ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, numbers)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def kept_words(
    numbers: Sequence[int], terms: Iterable[str]
) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """By row: the words of its title and of its text that answer, as the index keeps them."""
    columns = ", ".join([_KEPT[0], *map(_as_bytes, _KEPT[1:])])
    wanted = tuple(term.encode() for term in terms)
    found = [dict(zip(_KEPT, row, strict=True)) for row in _read(columns, numbers)]
    return {row["id"]: (_words_of_title(row, wanted), _words_of_text(row, wanted)) for row in found}


def _words_of_title(row: dict[str, Any], wanted: Sequence[bytes]) -> frozenset[str]:
    """Words of the title that stand for a wanted term."""
    terms = row["title_terms"]
    length = terms.count(b" ") + 1 if terms else 0
    folded = row["folded"][: _start(row["folded"], length)]
    if _first(terms, wanted) < 0 and _first(folded, wanted) < 0:
        return frozenset()
    return _answering(row["title_exact"].split(b" "), terms.split(b" "), folded.split(b" "), wanted)


def _words_of_text(row: dict[str, Any], wanted: Sequence[bytes]) -> frozenset[str]:
    """Words of the text that stand for a wanted term, from the first one on as far as is shown.

    A word as written needs no look of its own: what it stands for is wanted with it.
    """
    terms, folded = row["body_terms"], row["folded"]
    in_title = row["title_exact"].count(b" ") + 1 if row["title_exact"] else 0
    at = _first(terms, wanted)
    if at >= 0:
        first = terms.count(b" ", 0, at)
    else:  # typed without ө, ү, ң
        start = _start(folded, in_title)
        at = _first(folded[start:], wanted)
        if at < 0:
            return frozenset()
        first = folded.count(b" ", start, start + at)
    return _answering(
        _some(row["body_exact"], first),
        _some(terms, first),
        _some(folded, first + in_title),
        wanted,
    )


def _first(column: bytes, wanted: Sequence[bytes]) -> int:
    """Where the first wanted word begins in ``column``; -1 when none is there."""
    padded = b" %b " % column
    return min((at for term in wanted if (at := padded.find(b" %b " % term)) >= 0), default=-1)


def _start(column: bytes, number: int) -> int:
    """Where the word of this number begins in ``column``; its end when it has fewer.

    Words are about as long everywhere, so the count starts from where it is likely to be.
    """
    words = column.count(b" ") + 1
    if number >= words:
        return len(column)
    at = column.rfind(b" ", 0, len(column) * number // words) + 1
    passed = column.count(b" ", 0, at)
    for _ in range(passed, number):
        at = column.index(b" ", at) + 1
    for _ in range(number, passed):
        at = column.rfind(b" ", 0, at - 1) + 1
    return at


def _some(column: bytes, number: int) -> list[bytes]:
    at = _start(column, number)
    return column[at : at + _REACH_BYTES].split(b" ", _REACH)[:_REACH]


def _answering(
    words: Sequence[bytes], terms: Sequence[bytes], folded: Sequence[bytes], wanted: Sequence[bytes]
) -> frozenset[str]:
    any_of = frozenset(wanted)
    rows = zip(words, terms, folded, strict=False)
    return frozenset([
        word.decode()
        for word, term, plain in rows
        if term in any_of or plain in any_of or word in any_of
    ])  # fmt: skip
