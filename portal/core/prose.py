"""Running text from plain text, and back."""

import html
import re
from typing import Any

from django.utils.html import strip_tags

_GAP = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> str:
    """Plain text with empty lines between paragraphs, as the HTML a rich text field keeps."""
    parts = (part.strip() for part in _GAP.split(text.replace("\r\n", "\n")))
    return "".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>"
        for part in parts
        if part
    )


def plain(source: str) -> str:
    """Rich text as words with single blanks."""
    return " ".join(html.unescape(strip_tags(source.replace("</p>", "</p> "))).split())


def stream_as_plain(body: Any) -> str:
    """All words of a stream of blocks without markup."""
    return " ".join(plain(part) for part in body.stream_block.get_searchable_content(body))
