"""The part of a text that answers, with the found words marked. Always escaped."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.core import letters
from search import language

_AROUND = 110


def marked(text: str, wanted: Iterable[str]) -> SafeString:
    """The whole ``text`` with found words in ``<mark>``."""
    return _marked(letters.tidy(text), frozenset(wanted), cut=False)


def extract(text: str, wanted: Iterable[str]) -> SafeString:
    """About two lines of ``text`` around its first found word, found words in ``<mark>``."""
    return _marked(letters.tidy(text), frozenset(wanted), cut=True)


def _marked(text: str, wanted: frozenset[str], *, cut: bool) -> SafeString:
    found = [
        token
        for token in language.tokens(text)
        if wanted.intersection(language.alternatives(token.word))
    ]
    start, end = _window(text, found[0].start if found else 0) if cut else (0, len(text))
    parts, at = ["…" if start else ""], start
    for token in found:
        if token.start < start or token.end > end:
            continue
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
