"""People who count on an event are told before its page goes."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.core.models import Letter
from portal.events import passes
from portal.events.models import EventPage
from tests.factories.events import coming, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser(email="admin@example.kg", password="x")
    client.force_login(user)
    return client


def told(answer, client):
    return client.get(answer.url).content.decode()


def test_an_event_with_registrations_is_called_off_before_it_is_deleted(admin):
    page = coming()
    someone = registered(page)
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
    section = reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    refused = told(admin.post(delete), admin)
    admin.post(section, {"wagtail_site_name": "wagtail"})
    admin.post(f"{many}?id={page.pk}")
    kept = EventPage.objects.filter(pk=page.pk).exists()
    page.is_cancelled = True
    page.save_revision().publish()
    admin.post(delete)

    assert "Зарегистрировались на событие" in refused
    assert kept
    assert Letter.objects.filter(kind="called_off", to=someone.email).exists()
    assert not EventPage.objects.filter(pk=page.pk).exists()
    gone = admin.get(reverse("events:mine", args=[passes.sign(someone.pk)]))
    assert gone.status_code == 404
    assert "/events/" in gone.content.decode()


def test_a_draft_in_one_language_goes_while_the_event_stands_in_the_other(admin):
    page = coming()
    twin = page.copy_for_translation(page.locale.__class__.objects.get(language_code="ru"))
    registered(page)

    for one in (page, twin):
        admin.post(reverse("wagtailadmin_pages:delete", args=[one.pk]))

    assert list(EventPage.objects.all()) == [page]
