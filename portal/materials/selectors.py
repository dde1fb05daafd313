"""Answers about materials, shaped for rows and for the page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from portal.materials.models import MaterialPage

LICENCE_PAGES = {
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A material as a row of a list."""

    url: str
    title: str
    over: str
    note: str
    facts: list[str]


def row(material: MaterialPage) -> Row:
    """What a list shows of a material. Needs its organisation."""
    return Row(
        url=material.url or "/",
        title=material.title,
        over=str(material.get_kind_display()),
        note=material.summary,
        facts=[
            material.organisation.name,
            str(material.year),
            str(material.get_material_language_display()),
            _length(material),
        ],
    )


def _length(material: MaterialPage) -> str:
    if not material.video_minutes:
        return ""
    return _("%(number)s minutes") % {"number": material.video_minutes}


def details(material: MaterialPage) -> dict[str, Any]:
    """What the page of one material shows."""
    audiences = [str(one) for one in material.audiences.all()]
    topics = list(material.topics.all())
    facts = [
        {"name": _("Kind"), "value": material.get_kind_display()},
        {"name": _("For whom"), "value": ", ".join(audiences)},
        {"name": _("Level"), "value": material.get_level_display()},
        {"name": _("Language of the material"), "value": material.get_material_language_display()},
        {"name": _("Year"), "value": str(material.year)},
        {"name": _("Length"), "value": _length(material)},
    ]
    return {
        "facts": facts,
        "files": _files(material),
        "video_host": urlsplit(material.video_url).hostname or "",
        "licence_url": LICENCE_PAGES.get(material.licence, ""),
        "topic_slugs": {topic.slug for topic in topics},
        "data": _data(material, audiences),
    }


def _files(material: MaterialPage) -> list[dict[str, Any]]:
    return [
        {
            "name": file.title,
            "url": file.document.url,
            "kind": Path(file.document.filename).suffix.lstrip("."),
            "bytes": file.document.file_size,
        }
        for file in material.files.select_related("document")
    ]


def _data(material: MaterialPage, audiences: list[str]) -> dict[str, Any]:
    """The page in the words of schema.org."""
    maker: dict[str, Any] = {"@type": "Organization", "name": material.organisation.name}
    if material.organisation.url:
        maker["url"] = material.organisation.url
    languages = material.material_language.split("-")
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": material.title,
        "description": material.summary,
        "learningResourceType": str(material.get_kind_display()),
        "inLanguage": languages if len(languages) > 1 else languages[0],
        "datePublished": str(material.year),
        "creator": maker,
        "audience": [{"@type": "Audience", "audienceType": name} for name in audiences],
        "license": LICENCE_PAGES.get(material.licence) or str(material.get_licence_display()),
        "url": material.full_url,
    }
