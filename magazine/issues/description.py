"""How an issue and an article describe themselves to search and feeds. Open text only."""

from dataclasses import replace

from django.urls import reverse
from django.utils import translation

from magazine.issues import reading
from magazine.issues.models import ArticlePage, IssuePage, IssuePdf
from portal.core import clock
from portal.core.entries import Entry
from portal.territories import lineage
from portal.territories.models import Territory


def of_issue(entry: Entry, issue: IssuePage) -> Entry:
    """With the words of its PDF, page by page, while everybody may read all of it."""
    pages = _open_pages(issue)
    return replace(
        entry,
        title=str(issue),
        summary=issue.summary or reading.shortened(issue.foreword),
        body=issue.foreword,
        published_on=issue.published_on,
        pages=pages,
        pdf_url=_pdf_url(issue) if pages else "",
    )


def _open_pages(issue: IssuePage) -> tuple[str, ...]:
    if ArticlePage.objects.of_issue(issue).closed_on(clock.today()).exists():
        return ()
    pages = IssuePdf.objects.filter(issue=issue).values_list("pages", flat=True).first()
    return tuple(pages or ())


def _pdf_url(issue: IssuePage) -> str:
    with translation.override(issue.language):
        return reverse("issues:pdf", args=[issue.slug])


def _names_of(place: Territory | None, language: str) -> list[str]:
    """What the place is called, where it lies, and what it became."""
    if place is None:
        return []
    with translation.override(language):
        return [place.name, place.place, *lineage.names_of_heirs(place, language)]


def of_article(entry: Entry, article: ArticlePage) -> Entry:
    """Of a closed article its title, summary and first paragraphs; of every one its place."""
    issue = article.get_parent().specific
    is_open = article.is_open_on(clock.today())
    text = reading.plain(article.body) if is_open else reading.plain_opening(article.body)
    place = article.territory
    return replace(
        entry,
        body="\n".join((text, *_names_of(place, entry.locale))),
        territories=lineage.codes_of(place) if place else (),
        place=place.name_in(entry.locale) if place else "",
        topics=tuple(article.topics.values_list("slug", flat=True)),
        published_on=issue.published_on,
        access="open" if is_open else "subscribers",
        authors=tuple(
            one.author.name_in(article.language) for one in article.article_authors.all()
        ),
        extra={"issue": f"№ {issue.label}", "authors": article.authors_line},
    )
