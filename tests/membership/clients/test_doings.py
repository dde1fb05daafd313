"""What members do stands on the timeline: signing in for all, the rest with their consent only."""

import re
import smtplib

import pytest
from django.core import mail as mailbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from membership.clients import services, timeline_kinds
from membership.clients.models import AccessTrace, ClientFile, Contact, Office, TimelineEntry
from portal.core import clock, mail, outbox
from portal.core.signals import page_read
from search.signals import nothing_found
from tests.factories.membership import (
    ClientFactory,
    InvoiceFactory,
    OfficeFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ABOUT = {"purpose": "reading", "service": "portal", "channel": ""}


@pytest.fixture
def member(client):
    card = ClientFactory(user=UserFactory(email="a@mail.kg"), email="a@mail.kg")
    client.force_login(card.user)
    client.force_login(card.user)
    return card


def agree(card):
    services.record_consent(
        client_id=card.pk, **ABOUT, version="1.0", language="ky", text="ооба", given_at=clock.now()
    )


def kinds(card):
    return sorted(card.timeline.values_list("kind", flat=True))


def read(card, page_id=7):
    page_read.send(
        None, user_id=card.user_id, page_id=page_id, kind="practice", title="Суу", url="/ky/x/",
        read_at=clock.now(),
    )  # fmt: skip


def test_signing_in_counts_once_a_day(member):
    assert kinds(member) == ["visit.signed_in"]


def test_reading_and_vain_searches_are_noted_with_consent_and_go_with_it(member):
    read(member)
    assert "page.read" not in kinds(member)

    agree(member)
    read(member)
    read(member)
    nothing_found.send(
        None, user_id=member.user_id, text="Кум", locale="ky", searched_at=clock.now()
    )
    assert kinds(member) == ["page.read", "search.nothing", "visit.signed_in"]
    assert "Суу" in member.timeline.get(kind="page.read").title["ru"]

    services.withdraw_consent(client_id=member.pk, **ABOUT, at=clock.now())
    assert kinds(member) == ["visit.signed_in"]


def post(template="clients/letters/office_verified.txt", to="a@mail.kg"):
    letter = mail.post(
        to=to, template=template, language="ru", key="office:1", notes_links=True,
        context={"url": "http://localhost:8000/ru/room/offices/"},
    )  # fmt: skip
    return letter.text


def test_a_followed_link_is_noted_for_those_who_agreed_and_leads_on(client, member, settings):
    settings.SITE_URL = "http://localhost:8000"
    assert "/ru/room/offices/" in post(to="other@mail.kg")
    agree(member)
    mail.Letter.objects.all().delete()

    [link] = [word for word in post().split() if "/room/letter/" in word]
    answer = client.get(link.removeprefix(settings.SITE_URL))

    assert answer.url == "/ru/room/offices/"
    assert "mail.followed" in kinds(member)
    assert client.get(link.removeprefix(settings.SITE_URL)[:-3] + "x/").status_code == 404


def test_an_address_the_server_refuses_for_good_is_dead(member, monkeypatch):
    def refuse(_letter):
        raise smtplib.SMTPRecipientsRefused({"a@mail.kg": (550, b"no such user")})

    post()
    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)

    outbox.drain()

    contact = Contact.objects.get()
    assert contact.dead_at
    assert contact.refusal == "550 no such user"
    assert "mail.refused" in kinds(member)
    assert outbox.OutboxEntry.objects.get(kind=mail.OUTBOX_KIND).given_up_at


def test_letters_are_told_but_not_those_of_signing_in(member):
    post()
    outbox.drain()

    assert kinds(member) == ["mail.sent", "visit.signed_in"]


@pytest.mark.parametrize("declined", [False, True])
def test_whoever_names_an_office_is_told_what_becomes_of_it(client, administrator, declined):
    card = ClientFactory(email="a@mail.kg", language="ru")
    office = services.claim_office(
        client_id=card.pk,
        organisation_id=OrganisationFactory().pk,
        role="head",
        at=clock.now(),
    )
    outbox.drain()
    if declined:
        address = reverse("clients:decline_office", args=[office.pk])
        client.post(address)
        assert Office.objects.get().state == "waiting"
        client.post(address, {"decision_note": "Там другой глава"})
    else:
        client.post(reverse("clients:verify_office", args=[office.pk]))
    outbox.drain()
    outbox.drain()

    first, second = mailbox.outbox
    assert first.to == second.to == ["a@mail.kg"]
    assert ("Там другой глава" in second.body) is declined


def test_an_office_confirmed_before_the_letter_leaves_is_not_told_as_waiting(administrator):
    office = OfficeFactory(client=ClientFactory(email="a@mail.kg"))
    services.verify_office(
        office_id=office.pk, by_user_id=administrator.pk, at=clock.now(), note=""
    )
    outbox.drain()
    outbox.drain()

    assert len(mailbox.outbox) == 1


def test_every_kind_of_entry_that_is_written_has_a_name(member, administrator):
    named = dict(timeline_kinds.known)
    for kind in (*timeline_kinds.BY_CONSENT, "mail.sent", "visit.signed_in", "invoice.issued",
                 "payment.received", "seat.taken", "submission.published", "inquiry.asked",
                 "office.declined", "client.confirmed", "list.signed"):  # fmt: skip
        assert named[kind]


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def test_a_file_is_judged_by_content_kept_opened_and_removed_with_traces(
    client, administrator, settings, tmp_path
):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    card = ClientFactory()
    add = reverse("clients:add_file", args=[card.pk])

    client.post(add, {"title": "Кат", "file": SimpleUploadedFile("a.pdf", b"<html><script>")})
    assert not ClientFile.objects.exists()
    client.post(add, {"title": "Кат", "file": SimpleUploadedFile("../../x.exe", PDF)})
    kept = ClientFile.objects.get()
    assert kept.name == "x.pdf"

    opened = client.get(reverse("clients:file", args=[kept.pk]))
    assert b"".join(opened.streaming_content) == PDF
    assert opened["Content-Disposition"].startswith("attachment")
    client.post(reverse("clients:remove_file", args=[kept.pk]))
    assert not list(tmp_path.rglob("*.pdf"))
    assert AccessTrace.objects.filter(deed="file", client=card).count() == 3
    assert TimelineEntry.objects.count() == 0


def test_a_text_message_says_what_it_was_about_and_keeps_its_link_to_itself():
    card = ClientFactory(phone="+996555123456", language="ru")
    services.claim_office(
        client_id=card.pk, organisation_id=OrganisationFactory().pk, role="head", at=clock.now()
    )
    outbox.drain()
    outbox.drain()

    told = card.timeline.get(kind="mail.sent").title["ru"]

    assert told.startswith("Отправлено SMS: ")
    assert mail.Letter.objects.get(channel="sms").subject in told
    assert "http" not in told


def test_the_screen_of_erasing_speaks_of_the_client_to_staff(client, administrator, member):
    client.force_login(administrator)
    InvoiceFactory(client=member)

    page = client.get(reverse("clients:erase", args=[member.pk])).content.decode()

    assert "Контакты" in page
    assert "Счета" in page
    assert not re.search(r"\bВ(?:аш\w*|ы|ам|ас)\b", page)
