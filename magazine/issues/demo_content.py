"""Three sample issues in both languages, from texts written for this project."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from wagtail.rich_text import RichText

from magazine.issues.models import (
    ArticleAuthor,
    ArticlePage,
    Author,
    IssuePage,
    MagazineIndexPage,
    Rubric,
)
from portal.core import tree
from portal.core.prose import paragraphs
from portal.territories import selectors as territories
from portal.topics import selectors as topics

_TEXTS = Path(__file__).parent / "demo"
LANGUAGES = ("ky", "ru")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@transaction.atomic
def load() -> None:
    """Publish the issues from the oldest to the newest; the worker prints them."""
    rubrics = {rubric.slug: rubric for rubric in Rubric.objects.all()}
    for path in sorted(_TEXTS.glob("issue-*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - safe
        issues = _publish_issue(data)
        for row in data["articles"]:
            _publish_article(row, issues=issues, rubric=rubrics[row["rubric"]])


def _publish_issue(data: dict[str, Any]) -> dict[str, IssuePage]:
    months, through = data["months"], data["through"]
    published: dict[str, IssuePage] = {}
    for language in LANGUAGES:
        page = IssuePage(
            title=data["theme"][language],
            slug="-".join(str(part) for part in (data["year"], *months)),
            year=data["year"],
            first_month=months[0],
            last_month=months[-1],
            first_through=through[0],
            last_through=through[-1],
            published_on=data["published_on"],
            foreword=data["foreword"][language].strip(),
            donor_credit=data.get("donor_credit", {}).get(language, ""),
            is_sample=data["sample"],
            live=False,
        )
        index = MagazineIndexPage.objects.get(locale__language_code=language)
        twin = published.get(LANGUAGES[0])
        planted = tree.plant(index, page, language=language, twin=twin)
        published[language] = tree.publish(planted, at=_morning_of(data["published_on"]))
    return published


def _morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _publish_article(row: dict[str, Any], *, issues: dict[str, IssuePage], rubric: Rubric) -> None:
    authors = [_author(data) for data in row["authors"]]
    topic_ids = topics.ids_of(row["topics"])
    first: ArticlePage | None = None
    for language, issue in issues.items():
        text = row["texts"][language]
        page = ArticlePage(
            title=text["title"],
            slug=row["slug"],
            summary=text["summary"],
            rubric=rubric,
            territory=territories.by_soate(row["territory"]) if "territory" in row else None,
            first_page=row["first_page"],
            last_page=row["last_page"],
            access=ArticlePage.Access.OPEN if row["open"] else ArticlePage.Access.SUBSCRIBERS,
            body=blocks(text["body"]),
            live=False,
        )
        page.article_authors = [
            ArticleAuthor(author=author, affiliation=data["affiliation"][language])
            for author, data in zip(authors, row["authors"], strict=True)
        ]
        planted = tree.plant(issue, page, language=language, twin=first)
        planted.topics.set(topic_ids)
        first = first or planted
        tree.publish(planted, at=_morning_of(issue.published_on))


def _author(data: dict[str, Any]) -> Author:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        given, _, family = data["name"][language].rpartition(" ")
        names |= {f"given_name_{language}": given, f"family_name_{language}": family.title()}
    return Author.objects.get_or_create(slug=data["key"], defaults=names)[0]


def blocks(text: str) -> list[tuple[str, Any]]:
    """The body as blocks: ``## `` begins a heading, ``> `` a quote, ``- `` an item of a list."""
    found: list[tuple[str, Any]] = []
    for part in (part.strip() for part in text.split("\n\n")):
        if part.startswith("## "):
            found.append(("heading", part[3:]))
        elif part.startswith("> "):
            found.append(("quote", {"text": " ".join(_without(part, "> ")), "said_by": ""}))
        elif part.startswith("- "):
            found.append(("list", _without(part, "- ")))
        elif part:
            found.append(("paragraph", RichText(paragraphs(part))))
    return found


def _without(part: str, mark: str) -> list[str]:
    return [line.removeprefix(mark).strip() for line in part.splitlines() if line.strip()]
