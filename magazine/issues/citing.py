"""How an article is named elsewhere: lists of literature, catalogues, search engines."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from magazine.issues.models import ArticlePage, IssuePage
from magazine.issues.numbering import ISSN
from portal.territories.models import Territory

JOURNAL = "Муниципалитет"
#: The letter before page numbers: Б. (беттер) in Kyrgyz, С. in Russian (GOST 7.0.5-2008).
_PAGES = {"ky": "Б.", "ru": "С."}


def all_forms(article: ArticlePage, issue: IssuePage, *, url: str, on: date) -> dict[str, Any]:
    """The article for readers, for catalogues and for search engines."""
    return {
        "cite_as": line(article, issue),
        "citation_tags": meta_tags(article, issue, url=url),
        "structured_data": structured(article, issue, url=url, is_open=article.is_open_on(on)),
    }


def line(article: ArticlePage, issue: IssuePage) -> str:
    """The reference as GOST 7.0.5-2008 writes it for an article of a magazine."""
    language = article.language
    authors = ", ".join(one.author.cited_in(language) for one in article.article_authors.all())
    parts = [
        f"{authors} {article.title} // {JOURNAL}".strip(),
        str(issue.year),
        f"№\xa0{issue.label}",
        f"{_PAGES.get(language, 'P.')}\xa0{article.pages}" if article.pages else "",
        f"ISSN {ISSN}",
    ]
    return ". – ".join(part for part in parts if part) + "."


def meta_tags(article: ArticlePage, issue: IssuePage, *, url: str) -> list[tuple[str, str]]:
    """Name and content of the tags by which catalogues of literature read a page."""
    authors = [one.author.parts_in(article.language) for one in article.article_authors.all()]
    tags = [
        ("citation_title", article.title),
        *(
            ("citation_author", ", ".join(filter(None, (family, given))))
            for given, family in authors
        ),
        ("citation_publication_date", f"{issue.published_on:%Y/%m/%d}"),
        ("citation_journal_title", JOURNAL),
        ("citation_issn", ISSN),
        ("citation_issue", issue.label),
        ("citation_firstpage", str(article.first_page or "")),
        ("citation_lastpage", str(article.last_page or "")),
        ("citation_language", article.language),
        ("citation_public_url", url),
    ]
    return [(name, content) for name, content in tags if content]


def structured(
    article: ArticlePage, issue: IssuePage, *, url: str, is_open: bool
) -> dict[str, Any]:
    """The article in the words of schema.org; nothing of a closed text."""
    language = article.language
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": language,
        "datePublished": issue.published_on.isoformat(),
        "isAccessibleForFree": is_open,
        "mainEntityOfPage": url,
        "pagination": article.pages,
        **_told_of(article.territory, language),
        "author": [
            {
                "@type": "Person",
                "name": " ".join(filter(None, one.author.parts_in(language))),
                **({"jobTitle": one.affiliation} if one.affiliation else {}),
            }
            for one in article.article_authors.all()
        ],
        "isPartOf": _as_part(issue),
        "publisher": {"@type": "Organization", "name": publisher(language)},
    }


def _told_of(place: Territory | None, language: str) -> dict[str, Any]:
    """The place an article tells of, with the units above it: names repeat."""
    if place is None:
        return {}
    with translation.override(language):
        name, above = place.name, place.place
    within = {"containedInPlace": {"@type": "AdministrativeArea", "name": above}} if above else {}
    return {"contentLocation": {"@type": "AdministrativeArea", "name": name, **within}}


def structured_issue(issue: IssuePage, *, url: str) -> dict[str, Any]:
    """The issue in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        **_as_part(issue),
        "name": issue.title,
        "inLanguage": issue.language,
        "url": url,
        "publisher": {"@type": "Organization", "name": publisher(issue.language)},
    }


def _as_part(issue: IssuePage) -> dict[str, Any]:
    return {
        "@type": "PublicationIssue",
        "issueNumber": issue.label,
        "datePublished": issue.published_on.isoformat(),
        "isPartOf": {"@type": "Periodical", "name": JOURNAL, "issn": ISSN},
    }


def publisher(language: str) -> str:
    """Who issues the magazine."""
    with translation.override(language):
        return _("Development Policy Institute")
