"""One style sheet out of many sources.

The sources stand in ``portal/static/css``, one file per component; readers get ``css/site.css``.
The finder below joins them whenever static files are looked for, so a page under development and a
page in production have the same sheet, and the sources themselves are never published.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

#: What readers load.
SHEET = "css/site.css"
_SOURCE = re.compile(r"^css/(?:tokens|base|layout|print|components/[\w-]+)\.css$")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")


def sources(folder: Path) -> list[Path]:
    """The sources in their order: layers are named in the first one, paper comes last."""
    return [
        folder / "tokens.css",
        folder / "base.css",
        folder / "layout.css",
        *sorted((folder / "components").glob("*.css")),
        folder / "print.css",
    ]


def joined(folder: Path) -> str:
    """All sources as one sheet without comments and idle blanks."""
    return "".join(_tight(path.read_text(encoding="utf-8")) for path in sources(folder))


def _tight(sheet: str) -> str:
    sheet = _BLANKS.sub(" ", _COMMENT.sub("", sheet))
    return _AROUND.sub(r"\1", sheet).replace(";}", "}").strip()


class StyleFinder(FileSystemFinder):
    """Finds the files of ``STATICFILES_DIRS``, with the joined sheet in place of its sources."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every file to collect, as path and the storage that holds it."""
        for path, storage in super().list(ignore_patterns):
            if not _SOURCE.match(path):
                yield path, storage
        yield SHEET, self._written()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind ``path``; the sheet is joined anew whenever it is asked for."""
        if path == SHEET:
            found = self._written().path(SHEET)
            return [found] if find_all else found
        if _SOURCE.match(path):
            return []
        return super().find(path, **{"find_all": find_all, **kwargs})

    def _written(self) -> FileSystemStorage:
        storage = FileSystemStorage(location=Path(settings.STATIC_ROOT).parent / "styles")
        target = Path(storage.path(SHEET))
        sheet = joined(Path(settings.STATICFILES_DIRS[0]) / "css")
        if not target.exists() or target.read_text(encoding="utf-8") != sheet:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(f".{os.getpid()}")
            fresh.write_text(sheet, encoding="utf-8")
            fresh.replace(target)
        return storage
