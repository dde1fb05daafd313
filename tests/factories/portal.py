"""Rows of the portal for tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.rich_text import RichText

from portal.core import tree
from portal.events import groundwork as events
from portal.events.models import EventIndexPage, EventPage
from portal.materials import groundwork as materials
from portal.materials.models import MaterialIndexPage, MaterialPage
from portal.news import groundwork as news
from portal.news.models import NewsIndexPage, NewsPage
from portal.partners.models import Organisation, Project
from portal.people.models import Person
from portal.practices import groundwork as practices
from portal.practices import services
from portal.practices.adoptions import services as adoptions
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.services import Statement
from portal.practices.models import PracticeIndexPage, PracticePage
from portal.territories.models import Territory
from portal.topics import groundwork as topics
from portal.topics.models import Topic


class TerritoryFactory(DjangoModelFactory[Territory]):
    """An ayil aimak in force; ``oblast`` and ``rayon`` make the units above."""

    class Meta:
        model = Territory

    class Params:
        oblast = factory.Trait(level="oblast", name_ky="Нарын облусу", name_ru="Нарынская область")
        rayon = factory.Trait(level="rayon", name_ky="Кочкор району", name_ru="Кочкорский район")
        city = factory.Trait(level="city", name_ky="Нарын шаары", name_ru="город Нарын")

    soate = factory.Sequence(lambda number: f"4170{number:010d}")
    level = "ayil_aimak"
    name_ky = "Көк-Жар айыл аймагы"
    name_ru = "Кок-Жарский айылный аймак"
    name_en = factory.LazyAttribute(lambda row: f"{row.name_ru} in English")


def kok_jar(**fields: Any) -> Territory:
    """Көк-Жар in Кочкор rayon of Нарын oblast."""
    oblast = TerritoryFactory(oblast=True)
    rayon = TerritoryFactory(rayon=True, parent=oblast)
    return TerritoryFactory(parent=rayon, **fields)


class TopicFactory(DjangoModelFactory[Topic]):
    """One topic without pages."""

    class Meta:
        model = Topic

    slug = factory.Sequence(lambda number: f"topic-{number}")
    position = factory.Sequence(lambda number: number + 100)
    sign = "tap"
    title_ky = "Ичүүчү суу"
    title_ru = "Питьевая вода"
    title_en = "Drinking water"


def grow_sections() -> None:
    """Sections of topics, practices, materials, news and events where a test emptied the tables."""
    if EventIndexPage.objects.exists():
        return
    for room in (topics, practices, materials, news, events):
        room.lay()


_PARTS = ("costs", "results", "steps", "resolutions", "legal_basis", "evidence")


def practice(*, language: str = "ky", live: bool = True, **fields: Any) -> PracticePage:
    """A practice below the library; call ``grow_sections`` first.

    Rows and topics are given by the names of their fields (``costs``, ``topics``); ``twin`` is the
    page in the other language.
    """
    twin, topics_ = fields.pop("twin", None), fields.pop("topics", [])
    parts = {name: fields.pop(name, []) for name in _PARTS}
    number = PracticePage.objects.count() + 1
    defaults = {
        "title": f"Тажрыйба {number}",
        "slug": f"practice-{number}",
        "summary": "Кыскача",
        "territory": fields.pop("territory", None) or kok_jar(),
    }
    page = PracticePage(live=False, **{**defaults, **fields})
    services.fill(page, **parts)
    page.topics = topics_
    index = PracticeIndexPage.objects.get(locale__language_code=language)
    tree.plant(index, page, language=language, twin=twin)
    return tree.publish(page) if live else page


def news_item(*, language: str = "ky", **fields: Any) -> NewsPage:
    """A published piece of news; call ``grow_sections`` first."""
    twin, number = fields.pop("twin", None), NewsPage.objects.count() + 1
    defaults = {
        "title": f"Жаңылык {number}",
        "slug": f"news-{number}",
        "published_on": date(2026, 11, 1),
        "body": [("paragraph", RichText("<p>Текст</p>"))],
    }
    page = NewsPage(live=False, **{**defaults, **fields})
    index = NewsIndexPage.objects.get(locale__language_code=language)
    tree.plant(index, page, language=language, twin=twin)
    return tree.publish(page)


def event(*, starts_at: datetime, language: str = "ky", **fields: Any) -> EventPage:
    """A published event of two hours; call ``grow_sections`` first."""
    number = EventPage.objects.count() + 1
    defaults = {
        "title": f"Иш-чара {number}",
        "slug": f"event-{number}",
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Бишкек",
        "body": "<p>Текст</p>",
    }
    page = EventPage(live=False, starts_at=starts_at, **{**defaults, **fields})
    index = EventIndexPage.objects.get(locale__language_code=language)
    tree.plant(index, page, language=language)
    return tree.publish(page)


class PersonFactory(DjangoModelFactory[Person]):
    """Somebody who agreed to be found."""

    class Meta:
        model = Person

    slug = factory.Sequence(lambda number: f"person-{number}")
    name_ky = "Гүлмира Асанбекова"
    name_ru = "Гульмира Асанбекова"
    office_ky = "суу боюнча адис"
    office_ru = "специалист по воде"
    consent_on = date(2026, 3, 2)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A partner."""

    class Meta:
        model = Organisation

    name_ky = "Муниципалдык окуу борбору"
    name_ru = "Муниципальный учебный центр"


class ProjectFactory(DjangoModelFactory[Project]):
    """A project paid by a donor."""

    class Meta:
        model = Project

    slug = factory.Sequence(lambda number: f"project-{number}")
    name_ky = "«Күчтүү аймак» долбоору"
    name_ru = "Проект «Сильный аймак»"
    donor = factory.SubFactory(
        OrganisationFactory, name_ky="«Көпүрө» агенттиги", name_ru="Агентство «Мост»", is_donor=True
    )


def material(*, language: str = "ky", **fields: Any) -> MaterialPage:
    """A published material; call ``grow_sections`` first."""
    number, topics_ = MaterialPage.objects.count() + 1, fields.pop("topics", [])
    defaults = {
        "title": f"Материал {number}",
        "slug": f"material-{number}",
        "summary": "Кыскача",
        "kind": "guide",
        "licence": "cc-by",
        "material_language": "ky",
        "year": 2026,
        "body": "<p>Текст</p>",
        "organisation": fields.pop("organisation", None) or OrganisationFactory(),
    }
    page = MaterialPage(live=False, **{**defaults, **fields})
    page.topics = topics_
    index = MaterialIndexPage.objects.get(locale__language_code=language)
    tree.plant(index, page, language=language)
    return tree.publish(page)


def statement(**fields: Any) -> Statement:
    """What a municipality tells; stopped ones have a reason."""
    reason = "Акча бүттү" if fields.get("state") == "stopped" else ""
    told = {
        "state": "interested",
        "since_on": date(2026, 2, 1),
        "language": "ky",
        "by_id": None,
        "reason": reason,
    }
    return Statement(**{**told, **fields})


def adoption(page: PracticePage, *, territory: Territory | None = None, **fields: Any) -> Adoption:
    """A municipality in the ledger of a practice; a new ayil aimak by default."""
    return adoptions.record_adoption(
        practice_key=page.translation_key,
        territory_id=(territory or TerritoryFactory()).pk,
        statement=statement(**fields),
        at=datetime(2026, 11, 20, 6, tzinfo=UTC),
    )
