"""An accepted submission becomes a practice in draft without retyping."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from portal.practices import services
from portal.practices.models import PracticePage
from portal.topics.models import Topic
from tests.factories.portal import kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def draft(**fields):
    given = {
        "language": "ky",
        "title": "Таза суу ар бир үйгө",
        "summary": "Кыскача",
        "territory_id": kok_jar().pk,
        "topic_ids": [Topic.objects.get(slug="water").pk],
        "texts": {"problem": "Суу жок.\n\nТүтүк эски <1978>."},
    }
    return PracticePage.objects.get(pk=services.draft_page(**{**given, **fields}))


def test_the_page_is_a_draft_below_the_library():
    page = draft()

    assert not page.live
    assert page.get_parent().slug == "practices"
    assert page.slug == "taza-suu-ar-bir-uygo"
    assert page.latest_revision is not None


def test_plain_text_becomes_paragraphs_and_stays_harmless():
    assert draft().problem == "<p>Суу жок.</p><p>Түтүк эски &lt;1978&gt;.</p>"


def test_every_row_arrives():
    page = draft(
        village="Көк-Жар",
        period=(date(2021, 1, 1), date(2022, 1, 1)),
        costs=[{"source": "donor", "amount_tyiyn": 100, "year": 2021, "note": ""}],
        results=[{"what": "Үй", "before": 0, "after": 9, "unit": "үй"}],
        steps=[{"month": date(2021, 3, 1), "what": "Жыйын", "who": ""}],
        resolutions=[{"kenesh": "Кеңеш", "number": "7", "adopted_on": date(2021, 4, 22)}],
        legal_basis=[{"norm": "Буйрук", "number": "14"}],
        passport={"population": 100, "women": 40},
        beneficiaries={"total": 50, "women": 20},
        authors=["Гүлмира", "Бакыт"],
        contact={"name": "Бакыт", "email": "b@example.kg", "consent": True},
    )

    assert page.costs.get().amount_tyiyn == 100
    assert page.results.get().after == 9
    assert page.steps.get().what == "Жыйын"
    assert page.resolutions.get().number == "7"
    assert page.legal_basis.get().number == "14"
    assert (page.population, page.beneficiaries, page.beneficiaries_women) == (100, 50, 20)
    assert page.authors.splitlines() == ["Гүлмира", "Бакыт"]
    assert page.contact_consent
    assert [topic.slug for topic in page.topics.all()] == ["water"]


def test_a_file_is_kept_with_the_proof():
    file = ContentFile(b"%PDF-1.4 x", name="akt.pdf")

    page = draft(evidence=[{"kind": "document", "title": "Акт", "file": file}])

    assert page.evidence.get().document.title == "Акт"


def test_two_practices_of_one_title_get_two_addresses():
    draft()

    assert draft().slug == "taza-suu-ar-bir-uygo-2"


def test_publishing_a_draft_puts_it_into_the_library(client):
    page = draft()

    page.latest_revision.publish()

    rows = client.get("/ky/practices/").context["rows"]
    assert [row.title for row in rows] == ["Таза суу ар бир үйгө"]


def test_a_twin_in_the_other_language_shares_the_key():
    page = practice()
    twin = practice(language="ru", twin=page, territory=page.territory)

    assert twin.translation_key == page.translation_key
