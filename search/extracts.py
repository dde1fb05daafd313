"""Texts with the found words marked. Always escaped."""

from html import escape

from django.utils.safestring import SafeString

from search import language
from search.passages import Passage


def marked(text: str, words: frozenset[str]) -> SafeString:
    """The whole ``text`` with ``words`` in ``<mark>``.

    Args:
        text: put right by ``letters.tidy``, as the index keeps it.
        words: as written, in lower case.
    """
    whole = escape(text)
    if not words:
        return SafeString(whole)
    safe = str if len(whole) == len(text) else escape  # mostly there is nothing to escape
    parts, at = [], 0
    for begins, ends in _places(text, words):
        parts += [safe(text[at:begins]), "<mark>", safe(text[begins:ends]), "</mark>"]
        at = ends
    return SafeString("".join([*parts, safe(text[at:])]))


def extract(passage: Passage) -> SafeString:
    """A passage with its words in ``<mark>``, and signs where it is cut out of more."""
    shown = marked(passage.text, passage.words)
    before, after = "…" if passage.cut_before else "", "…" if passage.cut_after else ""
    return SafeString(f"{before}{shown}{after}")


def _places(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case: offsets would not fit
        return _carefully(text, words)
    found = []
    for word in words:
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not lower[at - 1 : at].isalnum() and not lower[end : end + 1].isalnum():
                found.append((at, end))
            at = lower.find(word, end)
    return sorted(found) or _carefully(text, words)


def _carefully(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Also inside of ``во́ды`` and ``Facebookто``, which looking for whole words does not see."""
    return [(token.start, token.end) for token in language.tokens(text) if token.word in words]
