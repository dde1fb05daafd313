"""Consents on paper and by phone, taken back by staff and by a link; the report on all of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from membership.accounts import groundwork as accounts
from membership.accounts.models import ConsentText
from membership.clients import processing, selectors, services, stop_links
from membership.clients.models import AccessTrace, Consent, TimelineEntry
from tests.factories.feedback import photo
from tests.factories.membership import ClientFactory

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]


@pytest.fixture
def text() -> ConsentText:
    accounts.lay()
    ConsentText.objects.update(in_force_from=date(2026, 1, 1))
    return ConsentText.objects.get(service="portal", channel="sms")


def enter(client: Browser, card, consent_text, **fields):
    told = {"text": consent_text.pk, "how": "paper", "given_on": "2026-03-01", **fields}
    return client.post(f"/admin/clients/{card.pk}/consent/", told)


def test_a_paper_is_kept_with_its_picture(client: Browser, administrator, text):
    card = ClientFactory(language="ru")
    enter(client, card, text, scan=photo())

    consent = Consent.objects.get()
    assert (consent.how, consent.text, consent.language) == ("paper", text.text_ru, "ru")
    assert consent.recorded_by == administrator
    seen = client.get(f"/admin/clients/consent/{consent.pk}/scan/")
    assert seen["Content-Type"] == "image/jpeg"
    assert AccessTrace.objects.filter(client=card, deed="seen").exists()
    assert client.get(f"/admin/clients/{card.pk}/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"scan": SimpleUploadedFile("a.exe", b"MZ nothing of use")},
        {"given_on": "2999-01-01", "how": "phone"},
        {"given_on": "2025-12-31", "how": "phone"},
        {"how": "form"},
        {"text": "0", "how": "phone"},
    ],
)
def test_what_proves_nothing_is_refused(client: Browser, administrator, text, wrong):
    enter(client, ClientFactory(), text, **wrong)

    assert not Consent.objects.exists()


def test_by_phone_no_paper_is_needed_and_staff_take_it_back(client: Browser, administrator, text):
    card = ClientFactory()
    enter(client, card, text, how="phone")
    consent = Consent.objects.get()
    client.post(f"/admin/clients/consent/{consent.pk}/withdraw/")

    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert not selectors.consents_in_force(card.pk)


def test_a_paper_for_what_is_agreed_to_already_is_refused_with_the_day(
    client: Browser, administrator, text
):
    card = ClientFactory()
    enter(client, card, text, how="phone", given_on="2026-02-01")

    again = enter(client, card, text, scan=photo())

    assert again.status_code == 422
    assert "01.02.2026" in again.content.decode()
    assert not Consent.objects.get().scan


def test_a_link_takes_a_consent_back_without_signing_in(client: Browser, text):
    card = ClientFactory()
    services.record_consent(
        client_id=card.pk, purpose="informing", service="portal", channel="sms", version="1",
        language="ky", text="ооба", given_at=timezone.now(),
    )  # fmt: skip
    address = stop_links.url(
        client_id=card.pk, purpose="informing", service="portal", channel="sms", language="ky"
    )
    path = address[address.index("/ky/") :]

    assert selectors.consents_in_force(card.pk)
    assert client.get(path).status_code == 200
    assert selectors.consents_in_force(card.pk), "looking changes nothing"
    client.post(path, {"List-Unsubscribe": "One-Click"})
    client.post(path)

    assert not selectors.consents_in_force(card.pk)
    assert Consent.objects.count() == 1
    assert TimelineEntry.objects.filter(client=card, kind="consent.withdrawn").count() == 1
    assert client.get("/ky/room/stop/x:y:z/").status_code == 404


def test_the_report_counts_by_text_and_way(
    client: Browser, manager, text, django_assert_num_queries
):
    for how in ("form", "paper", "phone"):
        services.record_consent(
            client_id=ClientFactory().pk, purpose="informing", service="portal", channel="sms",
            version="1", language="ky", text="ооба", given_at=timezone.now(), how=how,
        )  # fmt: skip
    with django_assert_num_queries(1):
        (line,) = processing.lines()

    assert (line.in_force, line.on_site, line.on_paper, line.by_phone) == (3, 1, 1, 1)
    assert client.get("/admin/clients/processing/").status_code == 200
    assert "№ 58" in client.get("/admin/clients/processing/export/").content.decode()


def test_staff_erase_whoever_asked_and_nobody_of_the_staff(client: Browser, administrator):
    card, own = ClientFactory(), ClientFactory(user=administrator)
    assert client.get(f"/admin/clients/{card.pk}/erase/").status_code == 200
    client.post(f"/admin/clients/{card.pk}/erase/")
    client.post(f"/admin/clients/{own.pk}/erase/")

    assert list(type(card).objects.all()) == [own]


def test_a_manager_erases_nobody(client: Browser, manager):
    card = ClientFactory()

    assert client.post(f"/admin/clients/{card.pk}/erase/").status_code in {302, 403}
    assert type(card).objects.filter(pk=card.pk).exists()
