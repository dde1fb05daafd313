"""The whole issue on paper, in one language. The form holds the shape, the words come as data."""

from datetime import UTC, datetime, time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from magazine.issues import numbering, reading
from magazine.issues.models import ArticlePage, IssuePage
from portal.core import ornament, typesetting

_FORM = Path(__file__).parent / "paper_forms" / "issue.typ"
_PICTURE = "max-1200x1200|format-jpeg"


def file_name(issue: IssuePage) -> str:
    """What the reader's folder shows: ``municipalitet-2026-10-180-ky.pdf``."""
    number = issue.label.replace(" ", "-").replace("(", "").replace(")", "")
    return f"municipalitet-{issue.year}-{number}-{issue.language}.pdf"


def render(issue: IssuePage) -> bytes:
    """The PDF of what is published of ``issue`` now."""
    with translation.override(issue.language):
        files = {"cover.svg": _cover(issue).encode(), "band.svg": _band(issue).encode()}
        data = _data(issue, files)
    moment = int(datetime.combine(issue.published_on, time(), UTC).timestamp())
    return typesetting.typeset(_FORM, data, files=files, timestamp=moment)


def _cover(issue: IssuePage) -> str:
    return ornament.cover(number=issue.label, theme=issue.title, seed=issue.seed, when=issue.period)


def _band(issue: IssuePage) -> str:
    felt = ornament.felt_of_cover(issue.seed)
    return ornament.picture(seed=issue.seed, columns=8, rows=1, felt=felt)


def _data(issue: IssuePage, files: dict[str, bytes]) -> dict[str, Any]:
    """What is printed; the pictures that the text names are added to ``files``."""
    articles = ArticlePage.objects.of_issue(issue).public().select_related("rubric", "locale")
    return {
        "language": issue.language,
        "title": str(issue),
        "head": f"{_('Magazine “Municipality”')}, № {issue.label}, {issue.period}",
        "contents_title": _("In this issue"),
        "foreword_title": _("To the reader"),
        "foreword": [part.strip() for part in issue.foreword.split("\n\n") if part.strip()],
        "donor_credit": issue.donor_credit,
        "articles": [_article(article, files) for article in articles],
        "imprint": _imprint(issue),
    }


def _imprint(issue: IssuePage) -> list[str]:
    lines = [
        _("Popular-science monthly on local self-government, in Kyrgyz and in Russian."),
        _("Founder and publisher: Development Policy Institute."),
        _("Certificate of registration as mass media No. %(number)s.")
        % {"number": numbering.CERTIFICATE},
        f"ISSN {numbering.ISSN}",
        f"№ {issue.label}, {date_format(issue.published_on, 'DATE_FORMAT')}",
    ]
    if issue.is_sample:
        lines.append(
            _(
                "Sample issue: its texts were written to show the site, "
                "people and events in them are invented."
            )
        )
    return lines


def _article(article: ArticlePage, files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "rubric": article.rubric.name_in(article.language),
        "title": article.title,
        "summary": article.summary,
        "first_page": article.first_page,
        "authors": [
            {"name": one.author.name_in(article.language), "affiliation": one.affiliation}
            for one in article.article_authors.select_related("author")
        ],
        "donor_credit": article.donor_credit,
        "blocks": [part for block in article.body for part in _parts(block, files)],
    }


def _parts(block: Any, files: dict[str, bytes]) -> list[dict[str, Any]]:
    """One block of an article as parts of the printed page."""
    kind, value = block.block_type, block.value
    if kind == "heading":
        return [{"kind": kind, "text": value}]
    if kind == "paragraph":
        return [{"kind": kind, "runs": runs(text)} for text in reading.split(value.source)]
    if kind == "quote":
        return [{"kind": kind, "text": value["text"], "said_by": value["said_by"]}]
    if kind == "list":
        return [{"kind": kind, "items": list(value)}]
    return [_picture(value, files)] if value["picture"] else []


def _picture(value: Any, files: dict[str, bytes]) -> dict[str, Any]:
    picture = value["picture"]
    rendition = picture.get_rendition(_PICTURE)
    name = f"picture-{picture.pk}.jpg"
    with rendition.file.open("rb") as file:
        files[name] = file.read()
    return {
        "kind": "picture",
        "file": name,
        "caption": " ".join(filter(None, (value["caption"], picture.credit))),
        "alt": picture.contextual_alt_text or "",
    }


class _Runs(HTMLParser):
    """Rich text as pieces of one style."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        else:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        bold = bool({"b", "strong"}.intersection(self._open))
        italic = bool({"i", "em"}.intersection(self._open))
        self.found.append({"text": data, "bold": bold, "italic": italic})


def runs(source: str) -> list[dict[str, Any]]:
    """Pieces of a paragraph with their weight and slope; links stay as words."""
    parser = _Runs()
    parser.feed(source)
    parser.close()
    return parser.found
