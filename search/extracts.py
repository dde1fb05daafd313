"""The part of a text that answers, with the found words marked. Always escaped."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.core import letters
from search import language

_AROUND = 110
#: Letters of a text in which found words are looked for; beyond them the beginning is shown.
_LOOKED_AT = 60_000


def marked(text: str, wanted: Iterable[str]) -> SafeString:
    """The whole ``text`` with found words in ``<mark>``."""
    return _marked(letters.tidy(text), frozenset(wanted), cut=False)


def extract(text: str, wanted: Iterable[str]) -> SafeString:
    """About two lines of ``text`` around its first found word, found words in ``<mark>``."""
    return _marked(letters.tidy(text), frozenset(wanted), cut=True)


def _marked(text: str, wanted: frozenset[str], *, cut: bool) -> SafeString:
    tokens = language.tokens(text[:_LOOKED_AT])
    found: list[language.Token] = []
    start, end = (0, 0) if cut else (0, len(text))
    for token in tokens:
        if end and token.start >= end:
            break
        if wanted.isdisjoint(language.alternatives(token.word)):
            continue
        if not end:
            start, end = _window(text, token.start)
        if token.end <= end:
            found.append(token)
    if not end:
        start, end = _window(text, 0)
    return _written(text, found, start, end)


def _written(text: str, found: list[language.Token], start: int, end: int) -> SafeString:
    parts, at = ["…" if start else ""], start
    for token in found:
        parts += [
            escape(text[at : token.start]),
            "<mark>",
            escape(text[token.start : token.end]),
            "</mark>",
        ]
        at = token.end
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
