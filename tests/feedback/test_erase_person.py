"""Whoever asks to be forgotten leaves no trace but what a law keeps.

She is written into every table that may know her, erased, and looked for in every table.
"""

from __future__ import annotations

import json
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone
from wagtail.log_actions import log

from feedback.desk import groundwork as desk
from feedback.desk import services as inquiries
from feedback.desk.models import AnswerPage
from feedback.submissions import services as submissions
from feedback.submissions.models import EvidenceFile, Submission
from membership.accounts import groundwork as accounts
from membership.accounts import services as registration
from membership.accounts.models import ConsentText, User
from membership.cabinet import bookmarks, copies, erasure, selectors
from membership.cabinet.models import DataCopy
from membership.clients import services as clients
from membership.clients.models import Client, Consent, Office, SheetImport
from membership.clients.sheets import importing
from membership.organisations import services as bodies
from membership.outreach import services as campaigns
from membership.outreach.choices import Way
from membership.subscriptions.models import Order, Term
from portal.core import outbox, privacy, sms
from portal.core.models import Letter, OutboxEntry
from portal.events import services as events
from portal.events.models import Registration
from portal.events.sheets import Row
from portal.people.models import Work
from search import wishes
from tests.factories.events import coming, registered, roll
from tests.factories.feedback import complete_draft, photo
from tests.factories.membership import OrderFactory, TermFactory, UserFactory, enter_seller
from tests.factories.portal import PersonFactory, adoption, grow_sections, kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]
FAMILY, GIVEN = "Жээнбаевакызы", "Назкүмүш"
EMAIL, PHONE = "nazkumush@ayil.example", "+996555987654"
#: What the search below looks for, in any spelling a database keeps.
TRACES = [FAMILY, GIVEN, "nazkumush", "555987654"]
#: Table and column where the law on accounting keeps a buyer.
BY_LAW = {("billing_invoice", "snapshot"), ("subscriptions_order", "buyer_name")}


@pytest.fixture
def staff():
    return UserFactory(is_staff=True)


@pytest.fixture
def person(staff):
    """A secretary who has done everything a member can."""
    accounts.lay()
    desk.lay()
    grow_sections()
    enter_seller()
    place = kok_jar()
    bodies.offer_bodies_of([place])
    user = UserFactory(
        email=EMAIL, proven=True, phone=PHONE, phone_verified=True,
        first_name=GIVEN, last_name=FAMILY,
    )  # fmt: skip
    now = timezone.now()
    registration.begin_registration(user_id=user.pk, language="ky", at=now)
    registration.announce_proven_email(user_id=user.pk)
    registration.save_person(
        user_id=user.pk, family_name=FAMILY, given_name=GIVEN, territory_id=place.pk, at=now
    )
    registration.save_role(
        user_id=user.pk, role="secretary", category="", language="ky", mandate_starts_on=None,
        at=now,
    )  # fmt: skip
    texts = list(ConsentText.objects.all()[:2])
    registration.save_consents(
        user_id=user.pk, shown=texts, agreed=[one.pk for one in texts], language="ky", at=now
    )
    _live(user, staff, place, now)
    return user


def _live(user, staff, place, now):
    """Everything else she did, and what others wrote about her."""
    card = Client.objects.get(user=user)
    office = Office.objects.get(client=card)
    clients.verify_office(
        office_id=office.pk, by_user_id=staff.pk, at=now, note=f"{FAMILY} {GIVEN}"
    )
    clients.write_note(client_id=card.pk, text=f"{FAMILY}: {PHONE}", by_user_id=staff.pk, at=now)
    clients.enter_consent(
        client_id=card.pk, text_id=ConsentText.objects.last().pk, how="paper", given_at=now,
        scan=photo(), by_user_id=staff.pk, at=now,
    )  # fmt: skip
    _campaign(card, staff, now)
    _list(staff, now)
    with_log = Client.objects.get(pk=card.pk)
    log(with_log, "wagtail.edit", user=staff)
    log(user, "wagtail.edit", user=staff)
    _write(user, staff, place, now)
    _visit(user, staff, now)
    wishes.wish(text="суу", locale="ky", user_id=user.pk, email="")
    wishes.wish(text="жол", locale="ky", user_id=None, email=EMAIL)
    sms.post(to=PHONE, text=f"{GIVEN}, 111111", language="ky", kind="code", key="one")
    sms.post(to="+996555000001", text=f"Call {PHONE}", language="ky", kind="call", key="two")
    OutboxEntry.objects.filter(kind="core.send_letter").update(last_error=f"refused: {EMAIL}")
    session = SessionStore()
    session.update({"_auth_user_id": str(user.pk), "account_login": {"email": EMAIL}})
    session.save()


def _list(staff, now):
    """A spreadsheet with her in it was read and waits, another one was not read yet."""
    for contact in (PHONE.replace("+996", "0"), EMAIL):
        text = f"Фамилия;Имя;Дареги;Кызматы\n{FAMILY};{GIVEN};{contact};Башкы катчы"
        sheet = importing.keep(
            file=ContentFile(text.encode(), name="list.csv"), name="list.csv",
            by_user_id=staff.pk, at=now,
        )  # fmt: skip
    named = ["family_name", "given_name", "email", "position"]
    importing.begin_reading(
        sheet_id=sheet.pk, mapping={str(place): name for place, name in enumerate(named)}
    )
    importing.read(sheet_id=sheet.pk)


def _campaign(card, staff, now):
    """She was called and said yes, and others speak of her."""
    agreed = Consent.objects.filter(client=card, purpose="informing").first()
    way = next(one for one in Way if one.channel == agreed.channel)
    Client.objects.filter(pk=card.pk).update(postal_address="Көк-Жар, 1")
    called = campaigns.open_campaign(
        at=now, name="Жазылуу", goal=f"{FAMILY} {GIVEN} жазылат", way=way, service=agreed.service,
        owner=staff, starts_on=now.date(), ends_on=now.date(), text_ky="Салам", text_ru="Привет",
    )  # fmt: skip
    (place,) = campaigns.add_recipients(
        campaign_id=called.pk, client_ids=[card.pk], by_user_id=staff.pk, at=now
    )
    campaigns.note_outcome(
        recipient_id=place, outcome="agreed", note=f"{GIVEN}: {PHONE}", by_user_id=staff.pk, at=now
    )


def _write(user, staff, place, now):
    """Practices, questions, adoptions, bookmarks."""
    page = practice(title="Эски түтүк", contact_name=f"{FAMILY} {GIVEN}", contact_email=EMAIL,
                    contact_consent=True, authors=f"{FAMILY} {GIVEN}")  # fmt: skip
    page.save_revision()
    sent = complete_draft(user)
    Submission.objects.filter(pk=sent.pk).update(
        contact_name=f"{GIVEN} {FAMILY}", contact_email=EMAIL, contact_phone=PHONE
    )
    submissions.add_evidence(submission_id=sent.pk, file=photo(f"{FAMILY}.jpg"), at=now)
    submissions.submit(submission_id=sent.pk, at=now)
    published = complete_draft(user)
    Submission.objects.filter(pk=published.pk).update(
        state="published", page=page, number="2026-999", submitted_at=now,
        contact_name=f"{GIVEN} {FAMILY}", contact_email=EMAIL,
    )  # fmt: skip
    complete_draft(user)
    asked = inquiries.ask(
        form_key=uuid.uuid4(), author_id=user.pk, kind="question", language="ky", asked_at=now,
        text=f"Мен {FAMILY} {GIVEN}, телефонум {PHONE}. Ижара канча?",
    )  # fmt: skip
    inquiries.answer(inquiry_id=asked.pk, text=f"Урматтуу {GIVEN}!", by_user_id=staff.pk, at=now)
    inquiries.draft_published_answer(inquiry_id=asked.pk, title="Ижара")
    adoption(practice(title="Башка"), by_id=user.pk, changed=f"Бизде {FAMILY} {GIVEN} жооптуу")
    bookmarks.add(user_id=user.pk, page=page, at=now)
    known = PersonFactory(name_ky=f"{GIVEN} {FAMILY}", name_ru=f"{GIVEN} {FAMILY}", email=EMAIL)
    Work.objects.create(person=known, page=page)


def _visit(user, staff, now):
    """Events ahead and past, with her account, by her contact, and on a list not taken over."""
    page = coming()
    registered(page, name=f"{FAMILY} {GIVEN}", email=EMAIL, user_id=user.pk)
    past = registered(coming(title="Өткөн"), name=f"{GIVEN} {FAMILY}", email="", phone=PHONE)
    events.mark_attended(registration_id=past.pk, at=past.roll.starts_at)
    events.keep_sheet(
        roll_id=roll(page).pk, by_user_id=staff.pk, at=now,
        rows=[Row(number=1, name=f"{FAMILY} {GIVEN}", email=EMAIL), Row(number=2, name="Башка")],
    )  # fmt: skip


def buy(user) -> Order:
    """An order with an invoice, and the term it opened."""
    card = Client.objects.get(user=user)
    order = OrderFactory(
        subscriber=card, placed_by=user, buyer_name=card.name, state="open",
    )  # fmt: skip
    order.recipients.create(name=card.name, address="Кочкор, 5", copies=1, language="ky")
    TermFactory(client=card, order=order, basis="paid", why="")
    return order


def traces() -> set[tuple[str, str]]:
    """Table and column of everything that still tells who she is."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        for field in model._meta.local_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT "{field.column}" FROM "{table}"')
                texts = [str(row[0]) for row in cursor.fetchall() if row[0]]
            if any(_names_her(text) for text in texts):
                found.add((table, field.column))
    hers = [one.get_decoded() for one in Session.objects.all()]
    if any(_names_her(json.dumps(one, ensure_ascii=False)) for one in hers):
        found.add(("django_session", "session_data"))
    return found


def _names_her(text: str) -> bool:
    plain = text.encode().decode("unicode_escape") if "\\u" in text else text
    return any(trace.lower() in one.lower() for trace in TRACES for one in (text, plain))


def erase(user) -> None:
    """As the worker does."""
    erasure.confirm(user_id=user.pk)
    outbox.drain()


def test_the_search_for_traces_finds_her_before(person):
    buy(person)
    tables = {table for table, _column in traces()}

    assert {
        "accounts_user", "account_emailaddress", "clients_client", "clients_contact",
        "clients_note", "clients_office", "submissions_submission", "submissions_evidencefile",
        "practices_practicepage", "wagtailcore_revision", "events_registration",
        "events_attendancesheet", "desk_inquiry", "desk_answerpage", "practices_adoption",
        "practices_adoptionstep", "core_letter", "core_outboxentry", "wagtailcore_modellogentry",
        "search_wish", "django_session", "billing_invoice", "subscriptions_order",
        "clients_sheetline",
    } <= tables  # fmt: skip


def test_nothing_of_her_is_left(person, django_capture_on_commit_callbacks):
    files = [one.file for one in EvidenceFile.objects.filter(submission__state="submitted")]
    scan = Consent.objects.exclude(scan="").get().scan
    copies.ask(user_id=person.pk, language="ky", at=timezone.now())
    outbox.drain()
    copy = DataCopy.objects.get().file
    lists = [sheet.file for sheet in SheetImport.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        erase(person)

    assert traces() == set()
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Client.objects.filter(source="registration").exists()
    for kept in (*files, *lists, scan, copy):
        assert not kept.storage.exists(kept.name)


def test_a_spreadsheet_whose_file_is_lost_is_in_nobodys_way(person):
    for sheet in SheetImport.objects.all():
        sheet.file.storage.delete(sheet.file.name)

    erase(person)

    assert not SheetImport.objects.exists()
    assert not Client.objects.filter(source="registration").exists()


def test_what_concerns_others_stays_without_her(person):
    erase(person)

    assert Submission.objects.get().state == "published"
    assert AnswerPage.objects.count() == 1
    assert Registration.objects.filter(attended_at__isnull=False).count() == 1
    assert not Registration.objects.filter(state="confirmed", attended_at=None).exists()
    assert Letter.objects.get(key="two").text == f"Call {privacy.GONE}"


def test_invoices_stay_as_the_law_asks_and_are_named(person):
    order = buy(person)
    kept = privacy.kept(selectors.person_of(person.pk))
    erase(person)

    assert traces() == BY_LAW
    order.refresh_from_db()
    assert not order.recipients.exists()
    assert order.invoice.number in kept[-1].what or order.invoice.number in kept[0].what
    card = Client.objects.get(pk=order.payer_id)
    assert (card.user_id, card.contacts.count()) == (None, 0)
    assert Term.objects.get().subscriber == card


def test_a_namesake_is_not_touched(person):
    other = UserFactory(email="other@ayil.example", proven=True, first_name=GIVEN, last_name=FAMILY)
    registration.begin_registration(user_id=other.pk, language="ky", at=timezone.now())
    registration.announce_proven_email(user_id=other.pk)
    letter = Letter.objects.create(
        key="n", kind="n", to="other@ayil.example", language="ky", text=f"{FAMILY} {GIVEN}"
    )
    erase(person)

    assert Client.objects.get(user=other).family_name == FAMILY
    letter.refresh_from_db()
    assert letter.text == f"{FAMILY} {GIVEN}"


def test_erasing_twice_changes_nothing(person):
    erase(person)
    erasure.erase(user_id=person.pk)


def test_her_copy_holds_what_every_room_keeps(person):
    buy(person)
    copies.ask(user_id=person.pk, language="ru", at=timezone.now())
    outbox.drain()

    with zipfile.ZipFile(DataCopy.objects.get().file.open("rb")) as archive:
        data = json.loads(archive.read("data.json"))
        page = archive.read("data.html").decode()
    assert {name.split(".")[0] for name in data["tables"]} == {
        "core", "search", "events", "people", "practices", "accounts", "clients", "billing",
        "subscriptions", "cabinet", "submissions", "desk", "outreach",
    }  # fmt: skip
    assert data["tables"]["clients.card"]["rows"][0]["name"] == f"{FAMILY} {GIVEN}"
    assert "Ижара канча?" in page
    assert "copy.css" in page


def test_every_room_with_people_in_it_registers():
    people = {User, Client}
    labels = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model in people
    }
    wings = {"portal", "membership", "magazine", "feedback", "search"}
    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in wings}
    known = {name for name, _room in privacy.rooms}
    # staff alone: who translated, who decided on a norm, who entered a page
    of_staff = {"languages", "norms", "news", "materials", "topics", "home", "opendata", "issues"}
    of_staff |= {"territories"}

    assert (labels & ours) - known - of_staff == set()


def test_a_copy_is_for_its_owner_and_for_a_week(person):
    copy = copies.ask(user_id=person.pk, language="ky", at=timezone.now())
    outbox.drain()
    now = timezone.now()

    assert copies.to_fetch(user_id=person.pk, copy_id=copy.pk, at=now) == copy
    assert copies.to_fetch(user_id=UserFactory().pk, copy_id=copy.pk, at=now) is None
    late = now + timedelta(days=8)
    assert copies.to_fetch(user_id=person.pk, copy_id=copy.pk, at=late) is None
    copies.forget_old(timezone.localdate(late + timedelta(days=1)))
    assert not DataCopy.objects.exists()
