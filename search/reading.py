"""The rows of one page of an answer, and the words in them that answer.

The index keeps words, terms and folded terms of an entry in one order, so nothing is analysed when
it is shown. They are read as bytes: most of them are only looked through, and making letters of a
page of Cyrillic texts takes longer than finding the rows.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_date

from search import language

_PLAIN = (
    "id", "kind", "entry_id", "locale", "url", "title", "summary", "body", "place",
    "published_on", "access", "authors", "pdf_url",
)  # fmt: skip
_BYTES = ("title_exact", "title_terms", "body_exact", "body_terms", "folded")
#: Words of a text, from the first that answers, among which others are looked for.
_REACH = 60


def rows(numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The rows with these numbers: what is shown of them, and their words and terms as bytes."""
    as_bytes = {"sqlite": "CAST({} AS BLOB)", "postgresql": "convert_to({}, 'UTF8')"}
    columns = [*_PLAIN, *map(as_bytes[connection.vendor].format, _BYTES)]
    marks = ", ".join(["%s"] * len(numbers))
    statement = f"SELECT {', '.join(columns)} FROM search_indexedentry WHERE id IN ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, numbers)
        found = [dict(zip((*_PLAIN, *_BYTES), row, strict=True)) for row in cursor.fetchall()]
    for row in found:
        if isinstance(row["published_on"], str):
            row["published_on"] = parse_date(row["published_on"])
        if isinstance(row["authors"], str):
            row["authors"] = json.loads(row["authors"])
    return {row["id"]: row for row in found}


def words_of_title(row: dict[str, Any], wanted: Sequence[bytes]) -> frozenset[str]:
    """Words of the title that stand for a wanted term."""
    words, terms = row["title_exact"].split(b" "), row["title_terms"].split(b" ")
    return _answering(words, terms, row["folded"].split(b" ", len(words))[: len(words)], wanted)


def words_of_text(row: dict[str, Any], wanted: Sequence[bytes]) -> frozenset[str]:
    """Words of the text that stand for a wanted term, from the first one on as far as is shown.

    A word as written needs no look of its own: what it stands for is wanted with it.
    """
    in_title = row["title_exact"].count(b" ") + 1 if row["title_exact"] else 0
    first = _first(row["body_terms"], wanted)
    if first < 0:  # typed without ө, ү, ң
        first = _first(_from(row["folded"], in_title), wanted)
    if first < 0:
        return frozenset()
    return _answering(
        _some(row["body_exact"], first),
        _some(row["body_terms"], first),
        _some(row["folded"], first + in_title),
        wanted,
    )


def words_anywhere(text: str, locale: str, wanted: Sequence[bytes]) -> frozenset[str]:
    """Words of a text that the row does not hold by itself, as a page of a PDF."""
    columns = ([word.encode() for word in words] for words in language.read(text, locale))
    words, terms, folded = columns
    return _answering(words, terms, folded, wanted)


def _first(column: bytes, wanted: Sequence[bytes]) -> int:
    """Which word of ``column`` is the first wanted one; -1 when none is."""
    padded = b" %b " % column
    places = [at for term in wanted if (at := padded.find(b" %b " % term)) >= 0]
    return padded.count(b" ", 0, min(places)) if places else -1


def _from(column: bytes, number: int) -> bytes:
    """``column`` from its word of this number on."""
    words = column.split(b" ", number)
    return words[number] if number < len(words) else b""


def _some(column: bytes, number: int) -> list[bytes]:
    return _from(column, number).split(b" ", _REACH)[:_REACH]


def _answering(
    words: Sequence[bytes], terms: Sequence[bytes], folded: Sequence[bytes], wanted: Sequence[bytes]
) -> frozenset[str]:
    any_of = frozenset(wanted)
    return frozenset(
        word.decode()
        for word, term, plain in zip(words, terms, folded, strict=False)
        if term in any_of or plain in any_of or word in any_of
    )
