"""The part of a text that answers, with the found words marked. Always escaped."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from search import language

_AROUND = 110
#: Letters of a text in which found words are looked for; beyond them the beginning is shown.
_LOOKED_AT = 60_000
_WORD = re.compile(r"[^\W_]+")


def marked(text: str, words: frozenset[str]) -> SafeString:
    """The whole ``text`` with ``words`` in ``<mark>``.

    Args:
        text: put right by ``letters.tidy``, as the index keeps it.
        words: as written, in lower case.
    """
    return _written(text, words, 0, len(text))


def extract(text: str, words: frozenset[str]) -> SafeString:
    """About two lines of ``text`` around its first found word, found words in ``<mark>``."""
    return _written(text, words, *_window(text, _first(text[:_LOOKED_AT], words)))


def _first(text: str, words: frozenset[str]) -> int:
    """Where the first of ``words`` stands; 0 when none does."""
    usual = {form for word in words for form in (word, word.capitalize(), word.upper())}
    places = [at for form in usual if (at := _place(text, form)) >= 0]
    if places or not words:
        return min(places, default=0)
    return next((start for start, _ in _carefully(text, words)), 0)


def _place(text: str, form: str) -> int:
    """Where ``form`` stands as a whole word, -1 when nowhere."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return at
        at = text.find(form, end)
    return -1


def _places(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    if not words:
        return []
    found = [one.span() for one in _WORD.finditer(text) if one.group().lower() in words]
    return found or _carefully(text, words)


def _carefully(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Also inside of ``во́ды`` and ``Facebookто``, which looking for whole words does not see."""
    return [(token.start, token.end) for token in language.tokens(text) if token.word in words]


def _written(text: str, words: frozenset[str], start: int, end: int) -> SafeString:
    shown, at = text[start:end], 0
    parts = ["…" if start else ""]
    for begins, ends in _places(shown, words):
        parts += [escape(shown[at:begins]), "<mark>", escape(shown[begins:ends]), "</mark>"]
        at = ends
    parts += [escape(shown[at:]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))


def _window(text: str, middle: int) -> tuple[int, int]:
    start = 0 if middle < _AROUND else text.find(" ", middle - _AROUND) + 1
    end = (
        len(text)
        if start + 2 * _AROUND >= len(text)
        else text.rfind(" ", start, start + 2 * _AROUND)
    )
    return start, end if end > start else min(len(text), start + 2 * _AROUND)
