"""People from a list are invited, confirm by themselves, and get nothing else before."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from membership.accounts import groundwork as accounts
from membership.accounts.models import User
from membership.clients import people_lists, selectors, services
from membership.clients.errors import ListApplied, ListUnreadable
from membership.clients.models import AccessTrace, Client, Contact, Invitation, SignupList
from membership.clients.personal_data import of_client
from membership.clients.services import invitations
from portal.core import privacy, sms
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import kok_jar

if TYPE_CHECKING:
    from django.test import Client as Browser

    from membership.accounts.models import User as Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]
TYPED = """Асанова Айгүл, aigul@mail.kg, катчы
Бакиров Нур; 0555 123 456
Чекиров Бакыт"""
LISTS = "/admin/people-lists/"


@pytest.fixture
def staff() -> Account:
    accounts.lay()
    return UserFactory()


def applied(staff, text=TYPED, at=None) -> SignupList:
    at = at or timezone.now()
    kept = services.keep_list(
        title="Бюджет сабагы", rows=people_lists.from_text(text), language="ky", category="lsg",
        by_user_id=staff.pk, at=at,
    )  # fmt: skip
    services.apply_list(list_id=kept.pk, by_user_id=staff.pk, at=at)
    return kept


def invitation(name="Асанова") -> Invitation:
    return Invitation.objects.get(client__family_name=name)


def link(value="aigul@mail.kg", name="Асанова") -> str:
    return f"/ky/room/invited/{invitations.pass_for(invitation(name), value)}/"


def test_typed_lines_are_read_in_any_order():
    rows = people_lists.from_text(
        "0555 123 456; Асанова Айгүл, катчы, Көк-Жар АӨ\n\nБакиров Нур\tnur@mail\n"
    )

    assert (rows[0].name, rows[0].phone, rows[0].organisation) == (
        "Асанова Айгүл", "+996555123456", "катчы, Көк-Жар АӨ",
    )  # fmt: skip
    assert rows[1].malformed == "email"


def test_a_spreadsheet_is_read_and_a_broken_one_refused():
    book = Workbook()
    book.active.append(["Аты-жөнү", "Телефон"])
    book.active.append(["Асанова Айгүл", "0555123456"])
    out = io.BytesIO()
    book.save(out)

    table = people_lists.from_file(SimpleUploadedFile("l.xlsx", out.getvalue()))
    assert people_lists.people_of(table, people_lists.guessed(table)).rows[0].phone
    with pytest.raises(ListUnreadable):
        people_lists.from_file(SimpleUploadedFile("l.xlsx", b"PK\x03\x04 nothing"))


def test_a_list_makes_cards_that_are_invited_once(staff):
    source = applied(staff)

    cards = Client.objects.filter(source="assisted")
    assert {card.family_name for card in cards} == {"Асанова", "Бакиров", "Чекиров"}
    assert Letter.objects.filter(kind="invitation").count() == 2
    assert invitation("Чекиров").sent_times == 0
    assert AccessTrace.objects.filter(deed="created").count() == 3
    source.refresh_from_db()
    assert source.rows == []
    with pytest.raises(ListApplied):
        services.apply_list(list_id=source.pk, by_user_id=staff.pk, at=timezone.now())


def test_the_second_list_does_not_invite_again(staff):
    applied(staff)
    applied(staff)

    assert Letter.objects.filter(kind="invitation").count() == 2
    assert Client.objects.filter(family_name="Асанова").count() == 1


def test_members_are_not_invited(staff):
    card = ClientFactory(user=UserFactory(), family_name="Асанова", given_name="Айгүл")
    card.contacts.create(channel="email", value="aigul@mail.kg")

    assert people_lists.compared(people_lists.from_text(TYPED))[0].verdict == "member"


def test_a_shared_mailbox_alone_is_nobody(staff):
    other = ClientFactory(family_name="Токтосунов", given_name="Жыргал")
    other.contacts.create(channel="email", value="aigul@mail.kg")

    assert people_lists.compared(people_lists.from_text(TYPED))[0].verdict == "new"


def test_nobody_is_invited_more_than_twice_nor_sooner_than_in_a_week(staff):
    now = timezone.now()
    source = applied(staff, at=now)

    assert services.remind_invited(list_id=source.pk, at=now + timedelta(days=6)) == 0
    assert services.remind_invited(list_id=source.pk, at=now + timedelta(days=7)) == 2
    assert services.remind_invited(list_id=source.pk, at=now + timedelta(days=90)) == 0
    assert invitation().sent_times == 2


def test_the_unconfirmed_are_no_recipients(staff):
    applied(staff)
    card = invitation().client

    assert not selectors.may_be_told(card.pk)
    assert card not in Client.objects.may_be_told()
    services.note_confirmed(client_id=card.pk, at=timezone.now())
    assert selectors.may_be_told(card.pk)


def test_the_link_proves_the_contact_and_opens_an_account_with_corrected_data(
    client: Browser, staff
):
    kok_jar()
    applied(staff)
    letter = Letter.objects.get(to="aigul@mail.kg")
    address = re.search(r"https?://\S+?(/ky/room/invited/\S+)", letter.text)[1]

    assert "Бюджет сабагы" in client.get(address).content.decode()
    answer = client.post(
        address,
        {"family_name": "Асанова", "given_name": "Айгүлү", "territory": "кок жар кочкор"},
    )

    assert answer["Location"] == "/ky/account/registration/"
    user = User.objects.get(email="aigul@mail.kg")
    card = Client.objects.get(user=user)
    assert (card.given_name, card.territory) == ("Айгүлү", kok_jar_again())
    assert Contact.objects.get(client=card, channel="email").proven_at
    assert client.get("/ky/room/").status_code == 200
    assert client.get(address).status_code == 404


def kok_jar_again():
    from portal.territories.models import Territory

    return Territory.objects.get(level="ayil_aimak")


def test_registering_by_a_code_answers_the_invitation(staff):
    applied(staff)
    user = UserFactory(email="aigul@mail.kg", proven=True)
    services.open_card(user_id=user.pk, at=timezone.now())

    assert invitation().confirmed_at
    assert invitation().client.user == user


def test_by_the_same_link_she_is_erased(client: Browser, staff):
    applied(staff)
    client.post(link(), {"forget": "yes"})

    assert not Client.objects.filter(family_name="Асанова").exists()
    assert not Letter.objects.filter(to="aigul@mail.kg").exists()


def test_a_false_or_answered_link_opens_nothing(client: Browser, staff):
    applied(staff)
    good = link()
    services.note_confirmed(client_id=invitation().client_id, at=timezone.now())

    assert client.get(good).status_code == 404
    assert client.get("/ky/room/invited/nonsense:x:y/").status_code == 404


def test_a_contact_with_an_account_is_sent_to_sign_in(client: Browser, staff):
    applied(staff)
    UserFactory(email="aigul@mail.kg", proven=True)

    answer = client.post(
        link(), {"family_name": "Асанова", "given_name": "Айгүл", "elsewhere": "on"}
    )

    assert answer["Location"].startswith("/ky/account/login/")
    assert invitation().confirmed_at is None


def test_who_never_answered_is_erased_when_the_link_has_run_out(staff):
    now = timezone.now()
    applied(staff, at=now)
    services.forget_unanswered(at=now + timedelta(days=61))

    assert not Client.objects.filter(family_name="Асанова").exists()
    assert Client.objects.filter(family_name="Чекиров").exists()


def test_staff_enter_look_and_take_over(client: Browser, administrator):
    page = client.post(
        f"{LISTS}new/",
        {"title": "Сабак", "language": "ky", "category": "lsg", "typed": TYPED},
    )
    card = client.get(page["Location"]).content.decode()
    client.post(page["Location"])
    after = client.get(page["Location"]).content.decode()

    assert "Бакиров Нур" in card
    assert Invitation.objects.count() == 3
    assert "Асанова Айгүл" in after
    assert client.get(LISTS).status_code == 200


def test_hostile_lists_are_refused_with_what_was_typed(client: Browser, administrator):
    answer = client.post(
        f"{LISTS}new/",
        {"title": "Сабак", "language": "xx", "category": "lsg", "roll": "999", "typed": "А"},
    )

    assert answer.status_code == 422
    assert "Сабак" in answer.content.decode()


def test_others_of_the_staff_enter_no_lists(client: Browser, content_administrator):
    assert client.get(f"{LISTS}new/").status_code in {302, 403}


def test_whoever_has_no_contact_is_not_counted_among_those_to_invite_again(staff, client):
    source = applied(staff, "Чекиров Бакыт", at=timezone.now() - timedelta(days=8))

    due = Invitation.objects.due_at(timezone.now(), most=2, again_after=timedelta(days=7))
    assert not due.exists()
    assert services.remind_invited(list_id=source.pk, at=timezone.now()) == 0


def test_the_proven_contact_of_another_account_is_to_be_corrected(staff):
    other = ClientFactory(user=UserFactory(), family_name="Токтосунов", given_name="Жыргал")
    other.contacts.create(channel="email", value="aigul@mail.kg", proven_at=timezone.now())

    first = people_lists.compared(people_lists.from_text(TYPED))[0]

    assert (first.verdict, first.client_id, first.is_to_correct) == ("taken", other.pk, True)


def test_wrong_lines_are_corrected_and_a_list_is_deleted(client: Browser, administrator):
    rows = people_lists.from_text("0555777002 Слитно\nАсанова Айгүл, aigul@mail.kg\n" + "А" * 200)
    kept = services.keep_list(
        title="Бюджет сабагы", rows=rows, language="ky", category="lsg",
        by_user_id=administrator.pk, at=timezone.now(),
    )  # fmt: skip
    address = f"{LISTS}{kept.pk}/"
    assert client.get(address).context["to_correct"] == ["0555777002 Слитно", "А" * 200]

    client.post(address, {"correct": "yes", "typed": "Слитно Бакыт, 0555777002"})
    lines = client.get(address).context["lines"]
    assert [(line.row.number, line.verdict) for line in lines] == [(2, "new"), (3, "new")]

    client.post(address, {"drop": "yes"})
    assert not SignupList.objects.exists()
    assert not Client.objects.filter(source="assisted").exists()


def test_an_invitation_is_whole_in_one_language(staff):
    about = {"ky": "Бюджет сабагы"}
    for language, name in (("ru", "Асанова"), ("ky", "Бакиров")):
        card = ClientFactory(language=language, family_name=name)
        card.contacts.create(channel="email", value=f"{language}@mail.kg")
        services.invite(client_id=card.pk, about=about, at=timezone.now())

    assert set(Letter.objects.values_list("language", flat=True)) == {"ky"}


def test_what_an_erased_person_had_proven_stays_on_no_other_card(staff):
    applied(staff, "Другая Мария, aigul@mail.kg")
    address = link(name="Другая")
    waiting = services.keep_list(
        title="Экинчи", rows=people_lists.from_text(TYPED), language="ky", category="lsg",
        by_user_id=staff.pk, at=timezone.now(),
    )  # fmt: skip
    card = ClientFactory(family_name="Асанова", given_name="Айгүл")
    card.contacts.create(channel="email", value="aigul@mail.kg", proven_at=timezone.now())

    privacy.erase(of_client(card), timezone.now())

    waiting.refresh_from_db()
    token = address.split("/")[-2]
    assert not Contact.objects.filter(value="aigul@mail.kg").exists()
    assert invitations.read_pass(token, at=timezone.now()) is None
    assert "aigul@mail.kg" not in str(waiting.rows)


def test_headings_are_understood_as_people_write_them_and_a_title_stands_above():
    text = (
        "Участники семинара по бюджету\n"
        "п/п,ФИО участника,Контактный телефон,Электронный адрес,Примечание\n"
        "1,Асанова Айгүл,0555 123 456,aigul@example.kg,хочет журнал\n"
    )
    for encoding in ("utf-8", "utf-16", "cp1251", "cp866", "koi8-r"):
        content = text.replace("ү", "у").encode(encoding)
        table = people_lists.from_file(SimpleUploadedFile("l.csv", content))
        sheet = people_lists.people_of(table, people_lists.guessed(table))
        [row] = sheet.rows
        assert (row.phone, row.email) == ("+996555123456", "aigul@example.kg")
        assert sheet.unused == ["Примечание"]


def test_nobody_is_left_out_of_a_long_list_in_silence(client, administrator):
    lines = "\n".join(f"Асанов {n}, 0555 {n:06d}" for n in range(301))
    form = {"title": "Окуу", "language": "ky", "category": "lsg", "typed": lines}

    answer = client.post(reverse("people-lists:add"), form)

    assert set(answer.context["form"].errors) == {"typed"}
    assert "Асанов 300" in answer.content.decode()
    assert not SignupList.objects.exists()


def test_a_person_written_twice_with_other_contacts_is_pointed_at():
    rows = people_lists.from_text(
        "Токтосунова Бермет Алиевна, b@mail.kg\nАсанов Үсөн, 0555111222\n"
        "Бермет Токтосунова, 0700112233"
    )

    assert [line.like for line in people_lists.compared(rows)] == [None, None, 1]


def test_a_client_staff_know_is_invited_from_her_card_and_still_gets_what_she_agreed_to(
    client: Browser, administrator
):
    card = ClientFactory(family_name="Асанова", email="aigul@mail.kg")
    page = f"/admin/clients/{card.pk}/"

    assert f"{page}invite/" in client.get(page).content.decode()
    client.post(f"{page}invite/")
    client.post(f"{page}invite/")

    letter = Letter.objects.get(to="aigul@mail.kg")
    assert "тизме" not in letter.text
    assert (invitation().sent_times, invitation().is_of_list) == (1, False)
    assert f"{page}invite/" not in client.get(page).content.decode()
    assert card in Client.objects.may_be_told()
    assert AccessTrace.objects.filter(client=card, deed="invited").count() == 1


def test_whoever_was_known_before_the_invitation_keeps_her_card_when_she_declines(
    client: Browser, administrator
):
    card = ClientFactory(family_name="Асанова", email="aigul@mail.kg")
    services.invite_known(client_id=card.pk, by_user_id=administrator.pk, at=timezone.now())

    answer = client.post(link(), {"forget": "yes"})

    later = timezone.now() + timedelta(days=30)
    assert "мындан ары чакырбайбыз" in answer.content.decode()
    assert Client.objects.filter(pk=card.pk).exists()
    assert not services.invite_known(client_id=card.pk, by_user_id=administrator.pk, at=later)


def test_whom_nothing_reaches_is_not_kept_as_invited(administrator):
    card = ClientFactory(family_name="Асанова", email="", phone="")

    sent = services.invite_known(client_id=card.pk, by_user_id=administrator.pk, at=timezone.now())

    assert not sent
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("category", "shown"), [("university", "university"), ("lsg", ""), ("", "")]
)
def test_the_category_that_the_list_knows_is_offered_and_hers_to_correct(
    client: Browser, staff, category, shown
):
    kok_jar()
    applied(staff)
    Client.objects.update(category=category)
    person = {"family_name": "Асанова", "given_name": "Айгүл", "territory": "кок жар кочкор"}
    client.post(link(), person)
    client.post("/ky/account/registration/person/", person)

    form = client.get("/ky/account/registration/role/").context["form"]
    corrected = client.post(
        "/ky/account/registration/role/",
        {"role": "none", "category": "expert", "language": "ky"},
    )

    assert form["category"].initial == shown
    assert form["role"].initial == ("none" if shown else None)
    assert corrected.status_code == 302
    assert Client.objects.get(family_name="Асанова").category == (category or "expert")
    assert User.objects.get(email="aigul@mail.kg").registration.category == "expert"


def test_whoever_belongs_to_no_municipality_finds_her_category_chosen(client: Browser, staff):
    applied(staff)
    person = {"family_name": "Асанова", "given_name": "Айгүл", "elsewhere": "on"}
    client.post(link(), person)
    client.post("/ky/account/registration/person/", person)

    page = client.get("/ky/account/registration/role/").content.decode()

    assert re.search(r'value="lsg"[^>]*checked', page)


#: The longest of the demo, and what a form takes.
TITLES = {
    "ky": ("Жергиликтүү бюджет боюнча окуу, Нарын", "Муниципалдык кызмат " * 10, ""),
    "ru": ("Обучение по местному бюджету, Нарынская область", "Муниципальные услуги " * 9, ""),
}


@pytest.mark.parametrize(("language", "title"), [(k, one) for k in TITLES for one in TITLES[k]])
def test_an_invitation_by_text_message_is_two_parts_at_most(staff, settings, language, title):
    settings.SITE_URL = "https://portal.best-practice.gov.kg"
    card = ClientFactory(language=language)
    card.contacts.create(channel="phone", value="+996555123456")
    about = {language: title.strip()} if title else {}
    made = Invitation.objects.create(pk=1_999_999, client=card, about=about)

    assert invitations.send(invitation_id=made.pk, at=timezone.now())

    text = Letter.objects.get(kind="invitation").text
    assert sms.parts(text) <= 2
    assert title.strip()[:12] in text
    token = text.rstrip("/").rpartition("/")[2]
    assert invitations.read_pass(token, at=timezone.now()) == (made, "+996555123456")


def test_a_link_is_sealed_for_one_contact_and_good_for_sixty_days(staff):
    now = timezone.now()
    applied(staff, at=now)
    made = invitation()
    good, of_another = (
        invitations.pass_for(made, value) for value in ("aigul@mail.kg", "other@mail.kg")
    )

    assert invitations.read_pass(good, at=now + timedelta(days=60))
    assert invitations.read_pass(good, at=now + timedelta(days=61)) is None
    assert invitations.read_pass(of_another, at=now) is None
    for forged in (f"{made.pk}-", f"{made.pk}", f"9{'9' * 30}-x", "٣-x", f"{made.pk}-{'A' * 16}"):
        assert invitations.read_pass(forged, at=now) is None


def test_parts_are_counted_as_operators_do():
    assert [sms.parts("а" * many) for many in (70, 71, 134, 135)] == [1, 2, 2, 3]


def entered(client, content, title="Окуу"):
    """A file sent by staff; the answer, and the list if it is kept."""
    form = {"title": title, "language": "ky", "category": "lsg"}
    answer = client.post(
        reverse("people-lists:add"), {**form, "file": SimpleUploadedFile("l.csv", content.encode())}
    )
    return answer, SignupList.objects.last()


def test_columns_nobody_understands_are_named_by_hand_and_the_list_goes_on(client, administrator):
    text = "Ким;Байланыш;Кайдан\nАсанова Айгүл;0555 123 456;катчы\nБакиров Нур;эмес;адис\n"
    _answer, source = entered(client, text)
    address = reverse("people-lists:card", args=[source.pk])

    shown = client.get(address).content.decode()
    client.post(address, {})
    refused = client.post(address, {"deed": "read", "1": "phone"})
    client.post(address, {"deed": "read", "0": "name", "1": "phone", "2": "organisation"})
    named = client.get(address).content.decode()

    assert "Заголовки этого файла непонятны." in shown
    assert "Например: 0555 123 456" in shown
    assert "Перенести список и пригласить" not in shown
    assert "Перенести список и пригласить" in named
    assert refused.status_code == 422
    assert "Выберите столбец, в котором стоят имена людей." in refused.content.decode()
    assert '<option value="phone" selected>' in refused.content.decode()
    assert '<option value="organisation" selected>' in named
    source.refresh_from_db()
    assert [row["name"] for row in source.rows] == ["Асанова Айгүл", "Бакиров Нур"]
    client.post(address, {})
    source.refresh_from_db()
    assert Client.objects.get(family_name="Асанова").position == "катчы"
    assert (source.rows, source.table) == ([], {})


def test_a_list_without_headings_loses_nobody(client, administrator):
    _answer, source = entered(client, "Асанова Айгүл;a@example.kg\nБакиров Нур;b@example.kg\n")

    services.name_columns(list_id=source.pk, mapping={"0": "name", "1": "email"})

    source.refresh_from_db()
    assert [row["number"] for row in source.rows] == [1, 2]


def test_a_heading_that_was_left_out_is_named_afterwards(client, administrator):
    _answer, source = entered(client, "ФИО;Байланыш\nАсанова Айгүл;0555 123 456\n")
    address = reverse("people-lists:card", args=[source.pk])

    assert (
        "Столбцы, из которых ничего не берется: Байланыш." in client.get(address).content.decode()
    )
    client.post(address, {"deed": "read", "0": "name", "1": "phone"})

    source.refresh_from_db()
    assert source.rows[0]["phone"] == "+996555123456"


def test_a_list_that_cannot_be_read_says_why(client, administrator):
    for content, words in (
        ("ФИО\n", "Файл пуст."),
        ('ФИО;Телефон\n"Асанова;1\n', "Строка 2:"),
    ):
        answer, source = entered(client, content)
        assert (answer.status_code, source) == (422, None)
        assert words in answer.content.decode()


def test_an_erased_person_is_in_no_file_that_waits(staff):
    text = "Ким;Байланыш\nАсанова;0555 12-34-56\nБакиров;0700 11 22 33\n"
    table = people_lists.from_file(SimpleUploadedFile("l.csv", text.encode()))
    source = services.keep_list(
        title="Окуу", table=table, language="ky", category="lsg", by_user_id=staff.pk,
        at=timezone.now(),
    )  # fmt: skip
    card = ClientFactory(family_name="Асанова")
    card.contacts.create(channel="phone", value="+996555123456", proven_at=timezone.now())

    privacy.erase(of_client(card), timezone.now())

    source.refresh_from_db()
    assert "Асанова" not in str(source.table)
    assert "Бакиров" in str(source.table)
