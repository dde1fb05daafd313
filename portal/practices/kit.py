"""The take-away kit of a practice: its editable files one by one, all in one ZIP, a print sheet."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.core import letters, licences, made
from portal.practices import sheet
from portal.practices.models import KitFile, PracticePage


@dataclass(frozen=True, slots=True)
class Item:
    """One file as ``components/files.html`` shows it."""

    name: str
    url: str
    kind: str
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Kit:
    """What a reader can take away from a practice. The sheet is always there."""

    items: list[Item]
    sheet_url: str
    #: Empty when there is nothing to pack.
    zip_url: str
    bytes: int


def of(page: PracticePage) -> Kit:
    """The kit of a practice, in the language of the page. One query."""
    files = files_of(page)
    items = [
        Item(
            name=f"{file.get_kind_display()}: {file.title}",
            url=reverse("practices:kit_file", args=[page.pk, file.pk]),
            kind=file.document.file_extension,
            bytes=file.document.file_size,
        )
        for file in files
    ]
    return Kit(
        items=items,
        sheet_url=reverse("practices:sheet", args=[page.pk]),
        zip_url=reverse("practices:kit", args=[page.pk]) if items else "",
        bytes=sum(item.bytes or 0 for item in items),
    )


def files_of(page: PracticePage) -> list[KitFile]:
    """The files of the kit in their order, with their documents."""
    return list(page.kit_files.select_related("document").order_by("sort_order", "pk"))


def taken(language: str, practice_id: int) -> PracticePage | None:
    """The published practice of this language whose kit is asked for, or None."""
    pages = PracticePage.objects.open_in(language).public().filter(pk=practice_id)
    found: PracticePage | None = pages.select_related("locale", "territory__parent__parent").first()
    return found


def title_of(practice_id: int) -> str:
    """How a practice is called; empty when it is no more."""
    titles = PracticePage.objects.filter(pk=practice_id).values_list("title", flat=True)
    return str(titles.first() or "")


def version(page: PracticePage, files: list[KitFile]) -> str:
    """Another one whenever the page is published anew or a file is exchanged."""
    facts = [(one.pk, one.kind, one.title, one.document.file.name) for one in files]
    return made.version_of(sheet.version(page), facts)


def packed(page: PracticePage, files: list[KitFile]) -> bytes:
    """The ZIP, made once for each version."""
    return made.once(f"kits/{page.pk}", version(page, files), "zip", lambda: _pack(page, files))


def file_name(page: PracticePage, ending: str) -> str:
    """What the reader's folder shows: ``kum-dobo-water-meters-ky.zip``."""
    name = letters.latin_slug(page.slug)[:60] or "practice"
    return f"{name}-{page.locale.language_code}.{ending}"


def name_of(file: KitFile, place: int) -> str:
    """The name of one file of the kit, whatever the editor's file was called."""
    return f"{place:02d}-{file.kind}.{file.document.file_extension}"


def _pack(page: PracticePage, files: list[KitFile]) -> bytes:
    moment = timezone.localtime(page.last_published_at).timetuple()[:6]
    out = io.BytesIO()
    names = [name_of(file, place) for place, file in enumerate(files, start=1)]
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, content: bytes | str, *, how: int = zipfile.ZIP_STORED) -> None:
            archive.writestr(zipfile.ZipInfo(name, moment), content, compress_type=how)

        put("00-index.html", _contents(page, files, names), how=zipfile.ZIP_DEFLATED)
        put("00-sheet.pdf", sheet.pdf(page))
        for name, file in zip(names, files, strict=True):
            with file.document.file.open("rb") as content:
                put(name, content.read())
    return out.getvalue()


def _contents(page: PracticePage, files: list[KitFile], names: list[str]) -> str:
    """The contents page, readable without the site, in the language of the practice."""
    language = page.locale.language_code
    with translation.override(language):
        context: dict[str, Any] = {
            "page": page,
            "language": language,
            "territory": page.territory,
            "files": list(zip(names, files, strict=True)),
            "licence_url": licences.address(page.licence),
            "address": page.full_url,
        }
        return render_to_string("practices/kit_contents.html", context)
