"""An editor is told what is missing; only a picture without a description stops a publication."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.rich_text import RichText

from portal.core import content_checks, tasks
from portal.core.models import Picture
from portal.news.models import NewsPage
from tests.factories.portal import grow_sections, news_item

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _text(source):
    return [("paragraph", RichText(source))]


_SILENT = '<p>Текст</p><embed embedtype="image" format="fullwidth" id="{id}" alt=""/>'


@pytest.fixture
def admin(trees, client):
    grow_sections()
    user = get_user_model().objects.create_superuser(email="admin@example.kg", password="x")
    client.force_login(user)
    return client


@pytest.fixture
def silent_picture(trees):
    from wagtail.images.tests.utils import get_test_image_file

    return Picture.objects.create(title="Каптаж", file=get_test_image_file(size=(640, 480)))


def test_a_page_without_summary_topics_and_twin_is_told_so(trees):
    grow_sections()

    found = content_checks.findings(news_item())

    assert len(found) == 3
    assert not any(finding.stops for finding in found)


def test_a_picture_without_a_description_stops(trees, silent_picture):
    grow_sections()
    page = news_item(body=_text(_SILENT.format(id=silent_picture.pk)))

    assert content_checks.findings(page)[0].stops


def test_a_described_picture_does_not_stop(trees, silent_picture):
    grow_sections()
    body = _SILENT.format(id=silent_picture.pk).replace('alt=""', 'alt="Каптаж"')

    assert not any(
        finding.stops for finding in content_checks.findings(news_item(body=_text(body)))
    )


def test_the_side_panel_of_the_editor_lists_what_is_missing(admin):
    page = news_item()

    shown = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Перед публикацией" in shown
    assert "Тема не выбрана" in shown


def test_publishing_goes_through_and_reminds(admin):
    from portal.core import publishing

    page = news_item()
    request = _request(admin)

    stopped = publishing.stop(request, page)
    publishing.remind(request, page)

    assert stopped is None
    assert "Тема не выбрана" in str([str(one) for one in request._messages])


def test_what_stops_keeps_the_draft(admin, silent_picture):
    from portal.core import publishing

    page = news_item(body=_text(_SILENT.format(id=silent_picture.pk)))
    request = _request(admin)

    stopped = publishing.stop(request, page)

    assert stopped.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert NewsPage.objects.filter(pk=page.pk).exists()


def _request(client):
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.test import RequestFactory
    from django.utils import translation

    translation.activate("ru")
    request = RequestFactory().get("/admin/")
    request.session = client.session
    request._messages = FallbackStorage(request)
    return request


def test_a_page_goes_live_at_its_hour_by_the_job(trees, client):
    grow_sections()
    page = news_item(slug="erte")
    page.unpublish()
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    before = client.get("/ky/news/erte/").status_code
    tasks.publish_scheduled()

    assert before == 404
    assert client.get("/ky/news/erte/").status_code == 200
