"""The text of an article as plain words, and the part of it that is never closed."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.text import Truncator

from portal.core import prose

#: Paragraphs that everybody may read of a closed article, and never more than half of it.
OPENING = 2
_PARAGRAPH = re.compile(r"<p\b[^>]*>.*?</p>", re.DOTALL)


def paragraphs(body: Any) -> Iterator[tuple[int, str]]:
    """Paragraphs of running text as rich text, each with the place of its block in the body.

    One block may hold many of them: an editor pastes a whole text at once.
    """
    for place, block in enumerate(body):
        if block.block_type == "paragraph":
            for text in split(block.value.source):
                yield place, text


def split(source: str) -> list[str]:
    """Rich text paragraph by paragraph."""
    return _PARAGRAPH.findall(source) or [source]


def opening(body: Any) -> str:
    """The first paragraphs as rich text: all that leaves the house of a closed article."""
    every = list(paragraphs(body))
    allowed = min(OPENING, len(every) // 2)
    first = [text for place, text in every if place <= _end_of_first_part(body)]
    return "".join(first[:allowed])


def paragraphs_left(body: Any) -> int:
    """How many paragraphs of running text follow the opening."""
    return sum(1 for _ in paragraphs(body)) - len(split(opening(body) or "<p></p>"))


def _end_of_first_part(body: Any) -> int:
    """Place of the last block before the first heading."""
    for place, block in enumerate(body):
        if block.block_type == "heading" and place:
            return place - 1
    return len(body)


def plain_opening(body: Any) -> str:
    """The first paragraphs without markup."""
    return prose.plain(opening(body))


def plain(body: Any) -> str:
    """The whole text without markup. For open articles only."""
    return prose.stream_as_plain(body)


def shortened(text: str) -> str:
    """As much of ``text`` as a summary holds."""
    return Truncator(text).words(40) if text else ""
