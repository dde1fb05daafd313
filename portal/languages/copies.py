"""Whether a twin still says the words of its original: a copy that nobody has translated."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from wagtail.models import Page

#: A twin is a copy as long as more than this part of its text stands in the original, letter by
#: letter. Names, addresses and lines of law are the same in both languages and stay below it.
SAME_AT_MOST = 0.5
_TAG = re.compile("<[^>]*>")


def says_the_same(twin: Page, source: Page) -> bool:
    """Compare the latest drafts of both; without a text there is nothing to translate."""
    own = list(_texts(_latest(twin)))
    known = set(_texts(_latest(source)))
    whole = sum(map(len, own))
    same = sum(len(text) for text in own if text in known)
    return whole > 0 and same / whole > SAME_AT_MOST


def _latest(page: Page) -> dict[str, Any]:
    drafted: dict[str, Any] = page.get_latest_revision_as_object().serializable_data()
    return {**drafted, "draft_title": ""}


def _texts(value: Any) -> Iterator[str]:
    """The title, and everything with a space in it: sentences, no codes, keys or dates."""
    if isinstance(value, dict):
        if isinstance(title := value.get("title"), str) and " " not in title:
            yield title
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield from _sentences(value.strip())


def _sentences(text: str) -> Iterator[str]:
    inner = _blocks(text)
    if inner is not None:
        yield from _texts(inner)
        return
    # The editor gives every paragraph a key of its own: tags say nothing of who wrote the words.
    for piece in map(str.strip, map(unescape, _TAG.split(text))):
        if " " in piece and any(map(str.isalpha, piece)):
            yield piece


def _blocks(text: str) -> Any:
    """What a stream of blocks holds; it is kept as a text of its own."""
    if not text.startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
