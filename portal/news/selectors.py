"""Answers about news."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from portal.core.narrowing import Wanted
from portal.news.models import NewsPage
from portal.partners import selectors as partners

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of news as a row of a list."""

    url: str
    title: str
    note: str
    facts: list[str]


def latest(language: str) -> QuerySet[NewsPage]:
    """Published news of a language with what a row shows of them, the latest first."""
    news: QuerySet[NewsPage] = NewsPage.objects.live().filter(locale__language_code=language)
    return news.select_related("project__donor", "locale").order_by("-published_on", "-pk")


def row(news: NewsPage) -> Row:
    """What a list shows of a piece of news."""
    day = formats.date_format(news.published_on, "DATE_FORMAT")
    label = news.project.label if news.project else ""
    return Row(url=news.url or "/", title=news.title, note=news.summary, facts=[day, label])


def shown(language: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """One part of the news, of one project if asked for, and the projects to choose from."""
    every = latest(language)
    pairs = every.order_by().values_list("project__slug").annotate(Count("pk"))
    counts = {slug: number for slug, number in pairs if slug}
    options = [(one.slug, one.label) for one in partners.projects(set(counts))] if counts else []
    wanted = Wanted.read(parameters, {"project": [slug for slug, _label in options]})
    project = wanted.get("project")
    found = every.filter(project__slug=project) if project else every
    part = Paginator(found, PER_PAGE).get_page(parameters.get("page"))
    return {
        "part": part,
        "rows": [row(news) for news in part],
        "facets": [wanted.facet(_("Project"), "project", options, counts)],
        "is_narrowed": bool(wanted),
        "unknown": wanted.unknown,
    }
