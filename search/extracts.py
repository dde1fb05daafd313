"""Texts with the found words marked. Always escaped."""

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
    shown = marked(passage.text, passage.places)
    before, after = "…" if passage.cut_before else "", "…" if passage.cut_after else ""
    return SafeString(f"{before}{shown}{after}")
