"""Texts with the found words marked: always escaped, but for programs."""

from html import escape

from django.utils.safestring import SafeString

from search.passages import Passage, Places


def marked(text: str, places: Places) -> SafeString:
    """The whole ``text`` with what stands at ``places`` in ``<mark>``."""
    whole = escape(text)
    if not places:
        return SafeString(whole)
    safe = str if len(whole) == len(text) else escape  # mostly there is nothing to escape
    parts, at = [], 0
    for begins, ends in places:
        parts += [safe(text[at:begins]), "<mark>", safe(text[begins:ends]), "</mark>"]
        at = ends
    return SafeString("".join([*parts, safe(text[at:])]))


def extract(passage: Passage) -> SafeString:
    """A passage with its words in ``<mark>``, and signs where it is cut out of more."""
    return SafeString(_cut(passage, marked(passage.text, passage.places)))


def plain(passage: Passage) -> str:
    """The same without marks, for programs: a text, no HTML."""
    return _cut(passage, passage.text)


def _cut(passage: Passage, shown: str) -> str:
    before, after = "…" if passage.cut_before else "", "…" if passage.cut_after else ""
    return f"{before}{shown}{after}"
