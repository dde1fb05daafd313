"""Issues and articles for tests. ``magazine`` must be laid: use the fixture of the same name."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory
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

#: Stands in the closed part of every article made here.
SECRET = "Жабык сүйлөм калкоз күрөөсү"
OPENING = ("Биринчи абзац баарына ачык.", "Экинчи абзац да ачык.")


class AuthorFactory(DjangoModelFactory[Author]):
    """Нургүл Жаманкулова, who is Нургуль Джаманкулова in Russian."""

    class Meta:
        model = Author

    slug = factory.Sequence(lambda number: f"author-{number}")
    given_name_ky, family_name_ky = "Нургүл", "Жаманкулова"
    given_name_ru, family_name_ru = "Нургуль", "Джаманкулова"


def issue(language: str = "ky", *, twin: IssuePage | None = None, **fields: Any) -> IssuePage:
    """A published issue of a month; ``first_month`` and ``last_month`` decide its numbers."""
    year, month = fields.get("year", 2026), fields.get("first_month", 10)
    given = {
        "title": "Бириккен аймак" if language == "ky" else "Объединенный аймак",
        "slug": f"{year}-{month}",
        "year": year,
        "first_month": month,
        "published_on": date(year, month, 28),
        "foreword": "Урматтуу окурман!" if language == "ky" else "Уважаемый читатель!",
        **fields,
    }
    index = MagazineIndexPage.objects.get(locale__language_code=language)
    planted = tree.plant(index, IssuePage(live=False, **given), language=language, twin=twin)
    tree.publish(planted)
    return IssuePage.objects.get(pk=planted.pk)


def article(parent: IssuePage, *, authors: int = 1, topics: Any = (), **fields: Any) -> ArticlePage:
    """A published article, closed unless ``access`` says otherwise."""
    number = parent.numchild + 1
    given = {
        "title": f"Суу тарифи {number}",
        "slug": f"suu-{number}",
        "summary": "Тарифти кантип чыгаруу керек.",
        "rubric": Rubric.objects.get(slug="local-finance"),
        "first_page": 2 * number + 2,
        "last_page": 2 * number + 3,
        "body": body(),
        **fields,
    }
    page = ArticlePage(live=False, **given)
    page.article_authors = [
        ArticleAuthor(author=AuthorFactory(), affiliation="АМУЦА жана ӨСИнин консультанты")
        for _ in range(authors)
    ]
    language = parent.locale.language_code
    planted = tree.plant(parent, page, language=language, twin=given.pop("twin", None))
    planted.topics.set(topics)
    tree.publish(planted)
    return ArticlePage.objects.get(pk=planted.pk)


def body() -> list[tuple[str, Any]]:
    """Two open paragraphs, then a heading and everything that is closed."""
    return [
        *(("paragraph", RichText(f"<p>{text}</p>")) for text in OPENING),
        ("heading", "Жабык бөлүк"),
        ("paragraph", RichText(f"<p>{SECRET}.</p>")),
        ("quote", {"text": f"{SECRET} деди тургун", "said_by": "Сайра апа"}),
        ("list", [f"{SECRET} тизмеде"]),
        ("paragraph", RichText("<p>Аягы.</p>")),
    ]
