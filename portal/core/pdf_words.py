"""The words of a PDF, page by page, for search."""

import pypdfium2

#: Pages read of one file, and letters of one page: enough for a thick manual.
MOST_PAGES = 400
_MOST_LETTERS = 20_000


def pages_of(content: bytes) -> tuple[str, ...]:
    """The text of each page in order, empty for a page without text.

    Nothing for a file that cannot be opened: a locked or broken one is no reason not to publish.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ()
    try:
        return tuple(_words(document, at) for at in range(min(len(document), MOST_PAGES)))
    finally:
        document.close()


def _words(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ""
    try:
        text = page.get_textpage().get_text_bounded()[:_MOST_LETTERS]
    finally:
        page.close()
    # a word parted at the end of a line is one word; U+FFFE is how pdfium writes that hyphen
    joined = text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\x00", "")
    return " ".join(joined.split())
