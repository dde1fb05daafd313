"""Sample news, marked as such in the data."""

from datetime import UTC, datetime, time
from pathlib import Path

import yaml
from wagtail.rich_text import RichText

from portal.core import prose, tree
from portal.news.models import NewsIndexPage, NewsPage
from portal.partners.models import Project
from portal.topics.models import Topic

_FILE = Path(__file__).parent / "demo" / "news.yaml"


def load() -> None:
    """Publish every piece of sample news in its languages."""
    for sample in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        twin: NewsPage | None = None
        for language, texts in sample["texts"].items():
            page = NewsPage(
                live=False,
                is_sample=True,
                slug=sample["slug"],
                title=texts["title"],
                summary=texts["summary"],
                body=[("paragraph", RichText(prose.paragraphs(texts["body"])))],
                published_on=sample["published_on"],
                project=Project.objects.filter(slug=sample.get("project", "")).first(),
                donor_label=sample.get("donor_label", {}).get(language, ""),
            )
            page.topics = Topic.objects.filter(slug__in=sample["topics"])
            index = NewsIndexPage.objects.get(locale__language_code=language)
            tree.plant(index, page, language=language, twin=twin)
            at = datetime.combine(sample["published_on"], time(4), tzinfo=UTC)
            twin = tree.publish(page, at=at)
