"""The part of a text that answers, with the found words marked. Always escaped."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search import language

_AROUND = 110
#: Letters of a text in which found words are looked for; beyond them the beginning is shown.
_LOOKED_AT = 60_000


def marked(text: str, words: frozenset[str]) -> SafeString:
    """The whole ``text`` with ``words`` in ``<mark>``.

    Args:
        text: put right by ``letters.tidy``, as the index keeps it.
        words: as written, in lower case.
    """
    return _written(text, _places(text, words), 0, len(text))


def extract(text: str, words: frozenset[str]) -> SafeString:
    """About two lines of ``text`` around its first found word, found words in ``<mark>``."""
    places = _places(text[:_LOOKED_AT], words)
    first = next(places, None)
    start, end = _window(text, first[0] if first else 0)
    return _written(text, chain([first] if first else [], places), start, end)


def _places(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where words stand. A pattern is fast; it does not see into ``во́ды`` and ``Facebookто``."""
    if not words:
        return
    one = None
    for one in _pattern(words).finditer(text):
        yield one.span()
    if one is None:
        for token in language.tokens(text):
            if token.word in words:
                yield token.start, token.end


@lru_cache(maxsize=256)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    any_of = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W_])(?:{any_of})(?![^\W_])", re.IGNORECASE)


def _written(text: str, found: Iterable[tuple[int, int]], start: int, end: int) -> SafeString:
    parts, at = ["…" if start else ""], start
    for begins, ends in found:
        if ends > end:
            break
        parts += [escape(text[at:begins]), "<mark>", escape(text[begins:ends]), "</mark>"]
        at = ends
    parts += [escape(text[at:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))


def _window(text: str, middle: int) -> tuple[int, int]:
    start = 0 if middle < _AROUND else text.find(" ", middle - _AROUND) + 1
    end = (
        len(text)
        if start + 2 * _AROUND >= len(text)
        else text.rfind(" ", start, start + 2 * _AROUND)
    )
    return start, end if end > start else min(len(text), start + 2 * _AROUND)
