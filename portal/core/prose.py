"""Running text from plain text."""

import html
import re

_GAP = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> str:
    """Plain text with empty lines between paragraphs, as the HTML a rich text field keeps."""
    parts = (part.strip() for part in _GAP.split(text.replace("\r\n", "\n")))
    return "".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>"
        for part in parts
        if part
    )
