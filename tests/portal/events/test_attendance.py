"""Who was there: on the phone, by hand, from a spreadsheet; and lists for staff."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from portal.core import roles
from portal.events import services, sheets
from portal.events.errors import SheetApplied, SheetUnreadable, TooEarly
from portal.events.models import AttendanceSheet, Registration
from tests.factories.events import coming, guest, on_its_day, registered, roll
from tests.factories.membership import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]

HEAD = ["№", "Аты-жөнү", "Уюм", "Телефон", "Электрондук почта"]


def xlsx(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("list.xlsx", target.getvalue())


def verdicts(page, rows):
    people = sheets.in_order_of_trust(Registration.objects.filter(roll=roll(page)))
    return [one.verdict for one in sheets.compared(rows, people)]


def staff(client, role=roles.CLIENT_ADMINISTRATOR):
    user = UserFactory(is_staff=True)
    user.groups.add(roles.group(role))
    client.force_login(user)
    return user


def test_a_sheet_is_read_whatever_its_columns_are_called_and_where_its_head_stands():
    file = xlsx(["Семинардын тизмеси"], HEAD, [1, "Асанова Айгүл", "Көк-Жар", 555123456.0, ""])

    (row,) = sheets.read(file)

    assert (row.name, row.phone, row.organisation) == ("Асанова Айгүл", "+996555123456", "Көк-Жар")
    assert row.number == 3


def test_usual_headings_are_understood_and_the_others_are_named(client):
    staff(client)
    parts = ["№", "Фамилия", "Имя", "Отчество", "Тел.", "Эл. почта", "Telegram", "Подпись"]
    file = xlsx(
        parts, [1, "Асанова", "Айгүл", "Бакытовна", "0555 123456", "a@example.kg", "@a", ""]
    )
    address = reverse("event-rolls:sheet", args=[roll(on_its_day(coming())).pk])

    shown = client.post(address, {"file": file}, follow=True).content.decode()

    (row,) = AttendanceSheet.objects.get().rows
    assert row["name"] == "Асанова Айгүл Бакытовна"
    assert (row["phone"], row["email"]) == ("+996555123456", "a@example.kg")
    assert "<strong>Telegram</strong>" in shown


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251"])
def test_a_list_with_semicolons_is_read_in_both_encodings(encoding):
    text = "ФИО;Телефон\nПетров Иван;0700 11 22 33\n"

    (row,) = sheets.read(SimpleUploadedFile("list.csv", text.encode(encoding)))

    assert (row.name, row.phone) == ("Петров Иван", "+996700112233")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04garbage", b"a;b;c\n1;2;3\n", b"%PDF-1.7 x"]
)
def test_what_is_no_list_is_refused(content):
    with pytest.raises(SheetUnreadable):
        sheets.read(SimpleUploadedFile("list.xlsx", content))


def test_a_line_is_matched_by_phone_then_mail_then_name():
    page = coming()
    registered(page, name="Асанова Айгүл", email="", phone="+996555123456")
    registered(page, name="Токтосунов Бакыт", email="bakyt@example.kg")
    rows = sheets.read(
        xlsx(
            HEAD,
            [1, "Айгүл Асанова", "", "0555 123 456", ""],
            [2, "Токтосунов Б.", "", "", "Bakyt@example.kg"],
            [3, "Бакыт Токтосунов", "", "", ""],
            [4, "Сыдыков Эмил", "", "0555 123 456", ""],
            [5, "Ким Светлана", "", "", ""],
            [6, "Ошибка", "", "12", ""],
            [7, "Ошибка", "", "", "нет"],
        )
    )

    assert verdicts(page, rows) == [
        "known", "known", "twice", "new", "new_without_contact", "wrong", "wrong",
    ]  # fmt: skip


def test_two_people_of_one_name_are_not_told_apart_by_the_name():
    page = coming()
    for number in (1, 2):
        registered(page, number, name="Асанова Айгүл")

    rows = sheets.read(xlsx(HEAD, [1, "Асанова Айгүл", "", "", ""]))

    assert verdicts(page, rows) == ["new_without_contact"]


def test_a_sheet_is_taken_over_once_and_its_names_are_forgotten():
    page, user = coming(), UserFactory()
    known = registered(page, name="Асанова Айгүл", email="a@example.kg")
    rows = sheets.read(
        xlsx(
            HEAD,
            [1, "Асанова Айгүл", "", "", "a@example.kg"],
            [2, "Ким Света", "", "0700112233", ""],
        )
    )
    sheet = services.keep_sheet(
        roll_id=roll(page).pk, rows=rows, by_user_id=user.pk, at=timezone.now()
    )

    counts = services.apply_sheet(sheet_id=sheet.pk, at=page.starts_at)
    with pytest.raises(SheetApplied):
        services.apply_sheet(sheet_id=sheet.pk, at=page.starts_at)

    known.refresh_from_db()
    sheet.refresh_from_db()
    added = Registration.objects.get(source="sheet")
    assert counts == {"known": 1, "new": 1}
    assert known.attended_at
    assert added.attended_at
    assert sheet.rows == []


def test_sheets_nobody_took_over_are_forgotten_after_a_week():
    page, user, now = coming(), UserFactory(), timezone.now()
    for days in (3, 9):
        services.keep_sheet(
            roll_id=roll(page).pk, rows=[], by_user_id=user.pk, at=now - timedelta(days=days)
        )

    services.empty_old_sheets(before=now)

    assert AttendanceSheet.objects.count() == 1


def test_staff_upload_look_and_take_over(client):
    page = coming()
    registered(page, name="Асанова Айгүл", email="a@example.kg")
    on_its_day(page)
    staff(client)
    address = reverse("event-rolls:sheet", args=[roll(page).pk])

    refused = client.post(address, {"file": SimpleUploadedFile("x.csv", b"a;b\n1;2")})
    preview = client.post(
        address, {"file": xlsx(HEAD, [1, "Асанова Айгүл", "", "", "a@example.kg"])}, follow=True
    )
    untouched = Registration.objects.filter(attended_at__isnull=False).exists()
    client.post(preview.redirect_chain[-1][0])

    assert refused.status_code == 422
    assert "Асанова Айгүл" in preview.content.decode()
    assert not untouched
    assert Registration.objects.filter(attended_at__isnull=False).exists()


def test_a_name_is_tapped_and_tapped_back_at_the_door(client):
    page = coming()
    one = registered(page)
    on_its_day(page)
    staff(client)
    address = reverse("events:door", args=[page.pk])

    client.post(address, {"person": one.pk})
    one.refresh_from_db()
    came = one.attended_at
    client.post(address, {"person": one.pk})

    one.refresh_from_db()
    assert came
    assert one.attended_at is None


def test_whoever_is_not_on_the_list_is_added_at_the_door(client):
    page = coming(capacity=1)
    registered(page)
    on_its_day(page)
    staff(client)

    client.post(reverse("events:door", args=[page.pk]), {"name": "Ким Светлана"})

    assert Registration.objects.get(name="Ким Светлана").attended_at


def test_nobody_was_at_an_event_whose_day_has_not_come(client):
    page = coming()
    one = registered(page)
    user = staff(client)
    row = sheets.Row(number=1, name="Ким Света", phone="+996700112233")
    sheet = services.keep_sheet(
        roll_id=roll(page).pk, rows=[row], by_user_id=user.pk, at=timezone.now()
    )
    door = reverse("events:door", args=[page.pk])

    tapped = client.post(door, {"person": one.pk})
    added = client.post(door, {"name": "Ким Светлана"})
    taken = client.post(reverse("event-rolls:preview", args=[sheet.pk]), follow=True)
    sent = client.post(
        reverse("event-rolls:sheet", args=[roll(page).pk]), {"file": xlsx(HEAD, [1, "Ким"])}
    )

    for answer in (tapped, added):
        assert "Иш-чаранын күнү келе элек" in answer.content.decode()
    for answer in (taken, sent):
        assert "День события еще не наступил" in answer.content.decode()
    assert (tapped.status_code, sent.status_code) == (409, 422)
    assert list(Registration.objects.values_list("attended_at", flat=True)) == [None]
    with pytest.raises(TooEarly):
        services.mark_attended(registration_id=one.pk, at=timezone.now())


@pytest.mark.parametrize("person", ["abc", "-1", "9" * 30, "0", "٣"])
def test_made_up_people_at_the_door_are_not_found(client, person):
    page = on_its_day(coming())
    staff(client)

    answer = client.post(reverse("events:door", args=[page.pk]), {"person": person})

    assert answer.status_code == 404


def test_the_list_at_the_door_is_for_staff(client):
    page = coming()
    address = reverse("events:door", args=[page.pk])

    anonymous = client.get(address)
    client.force_login(UserFactory())
    member = client.get(address)
    staff(client, roles.MANAGER)
    manager = client.get(address)

    assert anonymous.status_code == 302
    assert (member.status_code, manager.status_code) == (403, 403)


def test_the_manager_sees_the_card_and_changes_nothing(client):
    page = coming()
    one = registered(page)
    staff(client, roles.MANAGER)
    address = reverse("event-rolls:card", args=[roll(page).pk])

    shown = client.get(address).content.decode()
    refused = client.post(address, {"cancel": one.pk})

    assert one.name in shown
    assert refused.status_code in {302, 403}
    one.refresh_from_db()
    assert one.state == "confirmed"


def test_staff_add_by_hand_and_take_off(client):
    page = coming(capacity=1)
    staff(client)
    address = reverse("event-rolls:card", args=[roll(page).pk])

    for number in (1, 2):
        client.post(address, {"name": f"Ким {'АБ'[number - 1]}", "phone": f"070011223{number}"})
    first = Registration.objects.order_by("pk").first()
    client.post(address, {"cancel": first.pk})

    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["cancelled", "confirmed"]


def test_taking_a_person_off_is_asked_about_first(client):
    page = coming()
    one = registered(page)
    staff(client)
    address = reverse("event-rolls:card", args=[roll(page).pk])

    card = client.get(address).content.decode()
    asked = client.post(address, {"ask": one.pk}).content.decode()

    one.refresh_from_db()
    assert f": {one.name}</span></button>" in card
    assert f'name="cancel" value="{one.pk}"' in asked
    assert one.state == "confirmed"


def test_no_cell_of_the_list_is_a_formula(client):
    page = coming()
    registered(page, name='=HYPERLINK("http://x","Айгүл")', organisation="+1+1")
    staff(client)

    answer = client.get(reverse("event-rolls:export", args=[roll(page).pk]))

    row = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())[1]
    assert row[0].value.startswith("=HYPERLINK")
    assert {cell.data_type for cell in row if cell.value} == {"s"}
    assert row[0].quotePrefix


@pytest.mark.parametrize(
    "query", [{}, {"state": "waiting"}, {"state": "came"}, {"state": "absent"}, {"q": "асан"},
              {"q": "guest1@"}, {"state": "nonsense", "q": "'\"<"}]
)  # fmt: skip
def test_the_card_is_narrowed_at_a_fixed_price(client, query, django_assert_max_num_queries):
    page = coming(capacity=4)
    for number in range(8):
        registered(page, number)
    staff(client)
    client.get("/admin/")

    with django_assert_max_num_queries(20):
        answer = client.get(reverse("event-rolls:card", args=[roll(page).pk]), query)

    assert answer.status_code == 200


def test_rolls_are_listed_with_their_numbers(client, django_assert_max_num_queries):
    for number in range(3):
        registered(coming(title=f"Сабак {number}"), number)
    staff(client)
    client.get("/admin/")

    with django_assert_max_num_queries(20):
        answer = client.get(reverse("event-rolls:index"))

    assert "Сабак 2" in answer.content.decode()


def test_whoever_waits_and_comes_all_the_same_was_there():
    page = coming(capacity=1)
    registered(page, 1)
    waiting = registered(page, 2)

    services.mark_attended(registration_id=waiting.pk, at=page.starts_at)

    waiting.refresh_from_db()
    assert (waiting.state, bool(waiting.attended_at)) == ("waiting", True)
    assert guest().email
