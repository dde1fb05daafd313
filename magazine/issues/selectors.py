"""Issues and articles, shaped for their pages."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _

from magazine.issues import gates, numbering
from magazine.issues.models import ArticleAuthor, ArticlePage, IssuePage, IssuePdf
from magazine.issues.models import MagazineIndexPage as IndexPage
from magazine.issues.querysets import ArticleQuerySet
from portal.core import clock, feeds
from portal.core.navigation import OWN_NAMES, reading_language, topic_links


def current_issue(language: str) -> IssuePage | None:
    """The published issue with the highest number."""
    found: IssuePage | None = (
        IssuePage.objects.live()
        .in_language(language)
        .newest_first()
        .select_related("locale")
        .first()
    )
    return found


def listed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Bring rubrics and authors along and leave the texts behind."""
    found: ArticleQuerySet = (
        articles.select_related("rubric", "locale")
        .defer_streamfields()
        .prefetch_related(_authors())
    )
    return found


def _authors() -> "Prefetch[Any]":
    return Prefetch("article_authors", ArticleAuthor.objects.select_related("author"))


def contents(issue: IssuePage, *, today: date) -> list[dict[str, Any]]:
    """Rubrics with their articles, in the order of the pages. Two queries."""
    articles = listed(ArticlePage.objects.of_issue(issue))
    rubrics: dict[int, dict[str, Any]] = {}
    for article in articles:
        rubric = rubrics.setdefault(
            article.rubric_id, {"name": article.rubric.name_in(issue.language), "articles": []}
        )
        rubric["articles"].append(_as_line(article, today))
    return list(rubrics.values())


def _as_line(article: ArticlePage, today: date) -> dict[str, Any]:
    is_open = article.is_open_on(today)
    return {
        "title": article.title,
        "url": article.url,
        "page": article.first_page,
        "authors": article.authors_line,
        "is_open": is_open,
        "badge": _("Open to all") if is_open else "",
        "badge_kind": "ok",
    }


def archive(index: IndexPage) -> dict[str, Any]:
    """The current issue with its contents, and all earlier ones by year."""
    issues = list(IssuePage.objects.child_of(index).live().newest_first().select_related("locale"))
    current = issues[0] if issues else None
    return {
        "current": current,
        "rubrics": contents(current, today=clock.today()) if current else [],
        "years": [(year, list(group)) for year, group in groupby(issues[1:], lambda one: one.year)],
        "issn": numbering.ISSN,
        "certificate": numbering.CERTIFICATE,
    }


def issue_in_full(issue: IssuePage, *, reader: Any) -> dict[str, Any]:
    """What the page of an issue shows to this reader."""
    rubrics = contents(issue, today=clock.today())
    lines = [line for rubric in rubrics for line in rubric["articles"]]
    has_pdf = IssuePdf.objects.filter(issue=issue).exists()
    return {
        "rubrics": rubrics,
        "has_open": any(line["is_open"] for line in lines),
        "has_closed": any(not line["is_open"] for line in lines),
        "faces": _faces(issue),
        "has_pdf": has_pdf,
        "pdf_refusal": gates.refusal_for_pdf(issue, reader) if has_pdf else None,
        "issn": numbering.ISSN,
        "certificate": numbering.CERTIFICATE,
    }


def _faces(issue: IssuePage) -> list[dict[str, Any]]:
    """The issue in its languages, as tabs."""
    twins = issue.get_translations(inclusive=True).live().select_related("locale")
    found = {twin.locale.language_code: twin for twin in twins}
    return [
        {
            "name": name,
            "url": found[code].url,
            "lang": code,
            "is_current": code == issue.language,
        }
        for code, name in OWN_NAMES.items()
        if code in found
    ]


def issue_of(article: ArticlePage) -> IssuePage:
    """The issue an article stands in."""
    found: IssuePage = IssuePage.objects.parent_of(article).select_related("locale").get()
    return found


def article_in_full(article: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """The article's place in its issue: the issue itself, and the articles beside it."""
    if article.pk:
        prefetch_related_objects([article], _authors())
    issue = issue_of(article)
    beside = list(ArticlePage.objects.of_issue(issue).defer_streamfields())
    place = next((at for at, one in enumerate(beside) if one.pk == article.pk), -1)
    return {
        "issue": issue,
        "authors": [_as_writer(one, article.language) for one in article.article_authors.all()],
        "topics": _topic_links(article, request),
        "previous": beside[place - 1] if place > 0 else None,
        "next": beside[place + 1] if 0 <= place < len(beside) - 1 else None,
    }


def _as_writer(one: ArticleAuthor, language: str) -> dict[str, str]:
    wrote_it = one.part == ArticleAuthor.Part.AUTHOR
    return {
        "name": one.author.name_in(language),
        "affiliation": one.affiliation,
        "part": "" if wrote_it else one.get_part_display(),
    }


def _topic_links(article: ArticlePage, request: HttpRequest) -> list[dict[str, str]]:
    urls = {place.name: place.url for place in topic_links(request, article.language)}
    names = [(topic.title_in(article.language), topic.sign) for topic in article.topics.all()]
    return [{"name": name, "sign": sign, "url": urls.get(name, "")} for name, sign in names]


def latest(articles: ArticleQuerySet, *, at_most: int) -> list[tuple[ArticlePage, IssuePage]]:
    """The newest of ``articles`` with their issues. Three queries."""
    newest = list(listed(articles.newest_first())[:at_most])
    paths = {article.path[: -article.steplen] for article in newest}
    issues = {issue.path: issue for issue in IssuePage.objects.live().filter(path__in=paths)}
    pairs = ((article, issues.get(article.path[: -article.steplen])) for article in newest)
    return [(article, issue) for article, issue in pairs if issue]


def lines_on(
    topic_id: int, language: str, *, today: date, at_most: int = 6
) -> list[dict[str, Any]]:
    """The newest published articles on a topic as rows of a list."""
    articles = ArticlePage.objects.live().in_language(language).filter(topics=topic_id)
    return [
        {
            **_as_line(article, today),
            "rubric": article.rubric.name_in(language),
            "note": article.summary,
            "facts": [article.authors_line, f"№ {issue.label}"],
        }
        for article, issue in latest(articles, at_most=at_most)
    ]


def latest_articles(language: str) -> list[ArticlePage]:
    """The newest published articles of a language. For feeds."""
    articles = ArticlePage.objects.live().in_language(language).newest_first()
    return list(articles.select_related("locale")[: feeds.LONGEST])


def count_by_topic(language: str) -> dict[str, int]:
    """Published articles of a language by slug of the topic."""
    articles = (
        ArticlePage.objects.live()
        .in_language(reading_language(language))
        .exclude(topics=None)
        .order_by()
    )
    return dict(articles.values_list("topics__slug").annotate(Count("pk", distinct=True)))
