"""Sample materials of invented organisations, marked as such, with small real files."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from portal.core import clock, demo_files, prose, tree
from portal.materials.models import (
    MaterialAudience,
    MaterialFile,
    MaterialIndexPage,
    MaterialPage,
)
from portal.partners.models import Organisation, Project
from portal.topics.models import Topic

_FILE = Path(__file__).parent / "demo" / "materials.yaml"
_ENDINGS = {"paper": "docx", "sheet": "xlsx", "slides": "pdf"}


def load() -> None:
    """Publish every sample material in its languages, one every other day."""
    for number, sample in enumerate(yaml.safe_load(_FILE.read_text(encoding="utf-8"))):
        twin: MaterialPage | None = None
        for language in sample["texts"]:
            index = MaterialIndexPage.objects.get(locale__language_code=language)
            page = tree.plant(index, _page(sample, language), language=language, twin=twin)
            twin = tree.publish(page, at=clock.now() - timedelta(days=2 * number + 1))


def _page(sample: dict[str, Any], language: str) -> MaterialPage:
    texts = sample["texts"][language]
    page = MaterialPage(
        live=False,
        is_sample=True,
        slug=sample["slug"],
        title=texts["title"],
        summary=texts["summary"],
        body=prose.paragraphs(texts["body"]),
        kind=sample["kind"],
        organisation=Organisation.objects.get(name_ru=sample["maker"]),
        project=Project.objects.filter(slug=sample.get("project", "")).first(),
        licence=sample["licence"],
        material_language=sample["language"],
        level=sample["level"],
        year=sample["year"],
        video_url=sample.get("video_url", ""),
        video_minutes=sample.get("video_minutes"),
    )
    page.topics = Topic.objects.filter(slug__in=sample["topics"])
    page.audiences = [MaterialAudience(category=one) for one in sample["audiences"]]
    if sample.get("file"):
        page.files = [MaterialFile(title=texts["title"], document=_document(sample, language))]
    return page


def _document(sample: dict[str, Any], language: str) -> Any:
    texts, kind = sample["texts"][language], sample["file"]
    title, paragraphs = texts["title"], texts["body"].strip().split("\n\n")
    if kind == "sheet":
        content = demo_files.sheet(sample["rows"][language])
    elif kind == "slides":
        pages = [(title, [texts["summary"]])]
        pages += [(str(place), [text]) for place, text in enumerate(paragraphs, start=1)]
        content = demo_files.slides(pages)
    else:
        content = demo_files.paper(title, [texts["summary"], *paragraphs])
    return demo_files.kept(title, f"{sample['slug']}-{language}.{_ENDINGS[kind]}", content)
