"""The round trip of a spreadsheet: out, edited, in with a preview, taken over, taken back."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from membership.clients import selection, services
from membership.clients.duplicates import search
from membership.clients.errors import SheetNotReady, SheetStale
from membership.clients.models import (
    AccessTrace,
    Client,
    ClientTag,
    Contact,
    DuplicateSuspicion,
    SheetExport,
    SheetImport,
    Standing,
)
from membership.clients.sheets import exporting, importing, keeping
from membership.clients.sheets.words import INCOMING, guess
from portal.core import clock, letters, outbox, sheets
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db
HEADER = ["Фамилия", "Имя", "Должность", "Email", "Телефон"]
INDEX = "client-sheets:index"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    """Files of the tests are kept in a folder of their own."""
    backend = "django.core.files.storage.FileSystemStorage"
    private = {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def uploaded(*rows, header=HEADER):
    text = "\n".join(";".join(row) for row in (header, *rows))
    return SimpleUploadedFile("тизме.csv", text.encode())


def taken_in(*rows, header=HEADER, mapping=None):
    """A sheet read to its preview."""
    sheet = importing.keep(
        file=uploaded(*rows, header=header), name="тизме.csv", by_user_id=UserFactory().pk,
        at=clock.now(),
    )  # fmt: skip
    importing.begin_reading(sheet_id=sheet.pk, mapping=mapping or guess(sheet.header))
    outbox.drain()
    sheet.refresh_from_db()
    return sheet


def applied(sheet):
    importing.begin_applying(sheet_id=sheet.pk, at=clock.now())
    outbox.drain()
    sheet.refresh_from_db()
    return sheet


def undone(sheet):
    importing.begin_undoing(sheet_id=sheet.pk, by_user_id=UserFactory().pk, at=clock.now())
    outbox.drain()
    sheet.refresh_from_db()
    return sheet


def base():
    """The cards with what a sheet can change, and their contacts."""
    cards = Client.objects.order_by("pk").values_list(
        "pk", "name", "search_key", "sort_key", "position", "category", "territory_id"
    )
    ways = Contact.objects.order_by("pk").values_list("pk", "client", "channel", "value")
    return list(cards), list(ways)


def test_headings_in_three_languages_are_understood():
    found = guess(["ФИО", "Телефон", "Электронная почта", "Кызматы", "Айыл аймак", "???"])

    assert list(found.values()) == ["full_name", "phone", "email", "position", "territory"]


def test_new_clients_get_cards_with_contacts_a_timeline_and_a_trace():
    sheet = applied(taken_in(["Асанова", "Айгүл", "Катчы", "AIGUL@mail.kg", "0555 12-34-56"]))

    card = Client.objects.get()
    expected = Client(family_name="Асанова", given_name="Айгүл")
    expected.fill_keys()
    assert sheet.state == "applied"
    assert (card.name, card.search_key, card.sort_key) == (
        expected.name, expected.search_key, expected.sort_key,
    )  # fmt: skip
    assert card.source == "import"
    assert set(card.contacts.values_list("value", flat=True)) == {"aigul@mail.kg", "+996555123456"}
    assert card.timeline.get().kind == "client.entered"
    assert AccessTrace.objects.get(client=card).deed == "imported"
    assert ClientFactory().pk > card.pk


def test_a_known_client_is_changed_field_by_field_and_keeps_what_the_sheet_leaves_empty():
    card = ClientFactory(
        family_name="Асанова", given_name="Айгүл", position="Адис", email="aigul@mail.kg"
    )

    sheet = taken_in(["Асанова", "Айгүл", "Катчы", "aigul@mail.kg", "0555123456"])
    line = sheet.lines.get()
    applied(sheet)

    card.refresh_from_db()
    assert line.changes == {"position": ["Адис", "Катчы"], "phone": ["", "+996555123456"]}
    assert (card.position, card.category) == ("Катчы", "lsg")
    assert card.contacts.filter(value="+996555123456").exists()


@pytest.mark.parametrize("written", ["Asanova Aigul", "Айгүл Асанова", "Асанова А."])
def test_a_contact_decides_with_a_name_in_any_writing(written):
    card = ClientFactory(family_name="Асанова", given_name="Айгүл", email="aigul@mail.kg")

    sheet = taken_in([written, "Катчы", "aigul@mail.kg"], header=["ФИО", "Должность", "Email"])

    assert sheet.lines.get().client_id == card.pk


def test_what_is_unclear_waits_for_a_person():
    ClientFactory(family_name="Асанова", given_name="Айгүл", email="kense@mail.kg")
    ClientFactory(family_name="Асанова", given_name="Айгүл", phone="+996555123456")

    sheet = taken_in(
        ["Токтогулов", "Бакыт", "", "kense@mail.kg", ""],
        ["Асанова", "Айгүл", "", "kense@mail.kg", "0555123456"],
    )

    reasons = list(sheet.lines.order_by("number").values_list("verdict", "reasons"))
    assert reasons == [("conflict", "name_differs"), ("conflict", "two_cards")]
    applied(sheet)
    assert Client.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "", "Катчы", "a@mail.kg", ""], "no_name"),
        (["Асанова", "Айгүл", "", "эмес", ""], "email_malformed"),
        (["Асанова", "Айгүл", "", "", "12"], "phone_malformed"),
        (["=cmd", "Айгүл", "", "", ""], "formula"),
        (["А" * 90, "Айгүл", "", "", ""], "too_long"),
        (["?м?рбеков", "?с?н", "", "", ""], "letters_lost"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(row, reason):
    line = taken_in(row).lines.get()

    assert line.verdict == "refused"
    assert line.reasons == reason
    assert line.words
    assert line.cells[:2] == row[:2]


def test_one_client_twice_in_a_sheet_is_taken_once():
    row = ["Асанова", "Айгүл", "", "aigul@mail.kg", ""]

    sheet = applied(taken_in(row, row, ["Токтогулов", "Бакыт", "", "aigul@mail.kg", ""]))

    assert sheet.counts == {"new": 2, "refused": 1}
    assert Client.objects.count() == 2


def test_places_are_known_by_code_and_by_name():
    place = kok_jar()

    sheet = taken_in(
        ["Асанова Айгүл", place.soate], ["Асанов Бакыт", "жок айыл"],
        header=["ФИО", "Муниципалитет"],
    )  # fmt: skip

    first, second = sheet.lines.order_by("number")
    assert first.territory_id == place.pk
    assert second.reasons == "place_unknown"


def test_taking_it_back_restores_the_base():
    ClientFactory(family_name="Асанова", given_name="Айгүл", position="Адис", email="aigul@mail.kg")
    before = base()

    sheet = applied(
        taken_in(
            ["Асанова", "Айгүл", "Катчы", "aigul@mail.kg", "0555123456"],
            ["Токтогулов", "Бакыт", "Төрага", "bakyt@mail.kg", ""],
        )
    )
    assert base() != before
    undone(sheet)

    assert base() == before
    assert sheet.counts["kept"] == 0


def _noted(card):
    services.write_note(
        client_id=card.pk, text="Чалдым", by_user_id=UserFactory().pk, at=clock.now()
    )


def _edited(card):
    services.leave_trace(
        client_id=card.pk, by_user_id=UserFactory().pk, deed="changed", at=clock.now()
    )


def _changed_by_another_sheet(card):
    header = ["Карточка", "Должность"]
    applied(taken_in([str(card.pk), "Катчы"], header=header, mapping={"0": "id", "1": "position"}))


@pytest.mark.parametrize("work_on", [_noted, _edited, _changed_by_another_sheet])
def test_cards_somebody_has_worked_on_stay(work_on):
    sheet = applied(taken_in(["Асанова", "Айгүл", "", "", ""], ["Токтогулов", "Бакыт", "", "", ""]))
    card = Client.objects.get(family_name="Асанова")
    work_on(card)

    undone(sheet)

    assert Client.objects.get() == card
    assert sheet.counts["kept"] == 1
    assert services.check_standings(clock.today()) == (0, 0)


def test_what_somebody_changed_again_is_not_taken_back():
    card = ClientFactory(
        family_name="Асанова", given_name="Айгүл", position="Адис", email="aigul@mail.kg"
    )
    card.contacts.create(channel="phone", value="+996555000000")
    row = ["Асанова", "Айгүл", "Катчы", "lsg", "aigul@mail.kg", "0555123456"]
    sheet = taken_in(row, header=["Фамилия", "Имя", "Должность", "Категория", "Email", "Телефон"])
    card.contacts.create(channel="phone", value="+996555123456")
    applied(sheet)
    Client.objects.filter(pk=card.pk).update(position="Төрага")

    undone(sheet)

    card.refresh_from_db()
    assert (card.position, sheet.counts["kept"]) == ("Төрага", 1)
    assert card.contacts.filter(value="+996555123456").exists()


def test_a_sheet_moves_its_cards_in_the_figures_and_back():
    place = kok_jar()
    card = ClientFactory(category="citizen", email="aigul@mail.kg")
    header = ["Карточка", "Категория", "Муниципалитет", "Имя"]
    mapping = {"0": "id", "1": "category", "2": "territory", "3": "given_name"}
    sheet = applied(
        taken_in([str(card.pk), "lsg", place.soate, "Бүбү"], header=header, mapping=mapping)
    )

    moved = Standing.objects.get(client=card, service="")
    renamed = Client.objects.get(pk=card.pk)
    assert (moved.category, moved.oblast) == ("lsg", place.parent.parent_id or place.parent_id)
    assert renamed.search_key == letters.spoken_key(renamed.full_name())
    assert services.check_standings(clock.today()) == (0, 0)

    before = (card.category, card.name, card.search_key, card.sort_key)
    undone(sheet)
    card.refresh_from_db()
    assert (card.category, card.name, card.search_key, card.sort_key) == before
    assert services.check_standings(clock.today()) == (0, 0)


def test_what_cards_remember_of_a_sheet_follows_once_and_survives_a_card_that_has_gone():
    sheet = taken_in(["Асанова", "Айгүл", "", "", ""], ["Токтогулов", "Бакыт", "", "", ""])
    importing.begin_applying(sheet_id=sheet.pk, at=clock.now())
    importing.apply(sheet_id=sheet.pk)
    Client.objects.get(family_name="Асанова").delete()
    assert not AccessTrace.objects.exists()

    outbox.drain()
    importing.note(sheet_id=sheet.pk)

    stays = Client.objects.get()
    assert stays.timeline.get().kind == "client.entered"
    traced = AccessTrace.objects.order_by("client").values_list("client", "deed")
    assert set(traced) == {(None, "imported"), (stays.pk, "imported")}
    assert SheetImport.objects.get().noted_at


def test_a_sheet_is_taken_over_once_and_not_when_its_preview_is_old():
    sheet = taken_in(["Асанова", "Айгүл", "", "", ""])

    with pytest.raises(SheetStale):
        importing.begin_applying(sheet_id=sheet.pk, at=clock.now() + timedelta(days=2))
    applied(sheet)
    with pytest.raises(SheetNotReady):
        importing.begin_applying(sheet_id=sheet.pk, at=clock.now())
    with pytest.raises(SheetNotReady):
        importing.begin_undoing(
            sheet_id=sheet.pk, by_user_id=UserFactory().pk, at=clock.now() + timedelta(days=31)
        )


def test_after_thirty_days_nothing_of_it_is_kept():
    sheet = applied(taken_in(["Асанова", "Айгүл", "", "", ""]))

    keeping.forget_old(before=clock.now() + timedelta(days=31))

    sheet.refresh_from_db()
    assert not sheet.file
    assert not sheet.lines.exists()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_round_trip_changes_nothing(administrator, form):
    card = ClientFactory(
        family_name="=Асанова", given_name="Айгүл", email="aigul@mail.kg", phone="+996555123456",
        territory=kok_jar(),
    )  # fmt: skip
    Client.objects.filter(pk=card.pk).update(family_name="Асанова")
    columns = [name for name in exporting.allowed(administrator) if name != "full_name"]
    export = exporting.ask(
        columns=columns, query="", form=form, by_user_id=administrator.pk, at=clock.now()
    )
    outbox.drain()
    export.refresh_from_db()

    with export.file.open("rb") as file:
        content = io.BytesIO(file.read())
    sheet = importing.keep(
        file=SimpleUploadedFile("out", content.getvalue()), name="out",
        by_user_id=administrator.pk, at=clock.now(),
    )  # fmt: skip
    importing.begin_reading(sheet_id=sheet.pk, mapping=guess(sheet.header))
    outbox.drain()

    assert export.rows == 1
    assert sheet.lines.get().verdict == "same"
    assert AccessTrace.objects.get(deed="exported").client == card


@pytest.mark.parametrize(
    ("full_name", "outcome"),
    [
        ("Өмүрбек уулу Үсөн", ("same", "")),
        ("Өмүрбек уулу Үсөн Жаңы", ("refused", "names_differ")),
        ("", ("same", "")),
    ],
)
def test_a_full_name_that_says_something_else_than_its_parts_is_not_taken(full_name, outcome):
    card = ClientFactory(family_name="Өмүрбек уулу", given_name="Үсөн")

    sheet = taken_in(
        [str(card.pk), "Өмүрбек уулу", "Үсөн", "", full_name],
        header=["Карточка", "Фамилия", "Имя", "Отчество", "ФИО"],
    )

    assert sheet.lines.values_list("verdict", "reasons").get() == outcome


def test_a_full_name_fills_what_the_columns_of_its_parts_leave_empty():
    header = ["Фамилия", "Имя", "Отчество", "ФИО"]

    sheet = taken_in(["Асанова", "Айгүл", "", "Асанова Айгүл Бакытовна"], header=header)

    assert sheet.lines.get().patronymic == "Бакытовна"


def test_without_the_right_no_personal_data_goes_out(manager, client):
    ClientFactory(family_name="Жашыруунова")

    assert client.get(reverse("client-sheets:export")).status_code in {302, 403}
    assert not {"family_name", "email", "phone"} & set(exporting.allowed(manager))


def test_a_list_goes_out_as_it_was_narrowed(administrator):
    ClientFactory(category="lsg")
    ClientFactory(category="donor")

    assert selection.of_query("category=donor").count() == 1
    assert selection.of_query("category=%D0%BD").count() == 0


def test_staff_upload_name_columns_look_and_take_over(administrator, client):
    file = uploaded(["Асанова", "Айгүл", "Катчы", "aigul@mail.kg", ""])

    sent = client.post(reverse(INDEX), {"file": file})
    page = client.get(sent["Location"]).content.decode()
    client.post(sent["Location"], {"deed": "read", **guess(HEADER)})
    outbox.drain()
    preview = client.get(sent["Location"]).content.decode()
    client.post(sent["Location"], {"deed": "apply"})
    outbox.drain()

    assert "Фамилия" in page
    assert "Например: Асанова" in page
    assert "Асанова Айгүл" in preview
    assert Client.objects.get().name == "Асанова Айгүл"
    assert client.get(sent["Location"]).status_code == 200


def test_headings_below_a_title_and_on_another_sheet_are_found(administrator):
    book = Workbook()
    book.active.append(["Отчет о семинаре"])
    people = book.create_sheet("Данные")
    for row in (["Катышуучулардын тизмеси"], [], HEADER, ["Асанова", "Айгүл", "Катчы", "", ""]):
        people.append(row)
    target = io.BytesIO()
    book.save(target)
    sheet = importing.keep(
        file=SimpleUploadedFile("тизме.xlsx", target.getvalue()), name="тизме.xlsx",
        by_user_id=administrator.pk, at=clock.now(),
    )  # fmt: skip
    importing.begin_reading(sheet_id=sheet.pk, mapping=guess(sheet.header))
    outbox.drain()

    line = sheet.lines.get()
    assert sheet.header == HEADER
    assert (line.number, line.name) == (4, "Асанова Айгүл")


def test_a_line_that_brings_a_contact_of_another_card_is_unclear_and_says_of_which(
    administrator, client
):
    known = ClientFactory(family_name="Асанова", given_name="Айгүл", email="aigul@mail.kg")
    other = ClientFactory(family_name="Ким", given_name="Светлана", phone="+996700550004")
    header = ["id", "Фамилия", "Имя", "E-mail", "Телефон"]
    told = ["Асанова", "Айгүл", "aigul@mail.kg", "0700550004"]

    by_number = taken_in([str(known.pk), *told], header=header)
    without = taken_in(["", *told], header=header)

    assert [by_number.lines.get().reasons, without.lines.get().reasons] == [
        "contact_elsewhere", "two_cards",
    ]  # fmt: skip
    for sheet in (by_number, without):
        assert sheet.counts == {"conflict": 1}
        page = client.get(reverse("client-sheets:sheet", args=[sheet.pk])).content.decode()
        assert f"Этот контакт стоит на карточке № {other.pk}:" in page


def test_a_new_line_taken_over_leads_to_its_card_and_doubles_nobody(administrator, client):
    sheet = taken_in(["Асанова", "Айгүл", "Катчы", "", ""])
    applied(sheet)

    page = client.get(reverse("client-sheets:sheet", args=[sheet.pk])).content.decode()

    assert reverse("clients:card", args=[Client.objects.get().pk]) in page
    assert "Возможно, карточка" not in page


def test_a_verdict_that_no_line_has_shows_no_other_lines(administrator, client):
    sheet = taken_in(["Асанова", "Айгүл", "Катчы", "aigul@mail.kg", ""])

    page = client.get(reverse("client-sheets:sheet", args=[sheet.pk]) + "?verdict=refused")

    assert list(page.context["part"]) == []
    assert "Таких строк нет." in page.content.decode()


def test_the_columns_say_what_is_not_taken_in_and_an_empty_preview_offers_nothing(
    administrator, client
):
    card = ClientFactory(family_name="Асанова", given_name="Айгүл")
    sheet = taken_in([str(card.pk), "<b>кызыктуу", ""], header=["Карточка", "Журнал", "Метки"])

    page = client.get(reverse("client-sheets:sheet", args=[sheet.pk])).content.decode()

    assert "Например: &lt;b&gt;кызыктуу · Этот столбец только выгружается" in page
    assert "Метки через запятую добавляются к карточке." in page
    assert "Столбцы, из которых ничего не берется: Журнал." in page
    assert "Переносить нечего." in page
    assert 'value="apply"' not in page


def test_unclear_lines_are_a_file_with_reasons(administrator, client):
    sheet = taken_in(["", "", "=cmd", "эмес", ""])

    answer = client.get(reverse("client-sheets:unclear", args=[sheet.pk]))

    content = io.BytesIO(b"".join(answer.streaming_content))
    rows = list(sheets.rows(content))
    assert rows[1][3] == "эмес"
    assert rows[1][5]


def test_the_lines_not_taken_can_be_had_after_taking_over_too(administrator, client):
    sheet = taken_in(["Асанова", "Жылдыз", "", "a@example.kg", ""], ["", "", "=cmd", "эмес", ""])
    file = reverse("client-sheets:unclear", args=[sheet.pk])
    address = reverse("client-sheets:sheet", args=[sheet.pk])
    assert file in client.get(address).content.decode()

    applied(sheet)

    assert file in client.get(address).content.decode()


@pytest.mark.parametrize("content", [
        b"", b"PK\x03\x04xxxx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", b"%PDF-1.4\n%x", b"{\\rtf1",
        b"\xef\xbb\xbf  <html><table>", b"\x89PNG\r\n",
    ],
)  # fmt: skip
def test_a_hostile_file_gets_a_clear_answer(administrator, client, content):
    file = SimpleUploadedFile("base.xlsx", content)

    assert client.post(reverse(INDEX), {"file": file}).status_code == 422
    assert not SheetImport.objects.exists()


def test_columns_must_make_sense(administrator, client):
    sheet = importing.keep(file=uploaded(), name="x", by_user_id=administrator.pk, at=clock.now())
    address = reverse("client-sheets:sheet", args=[sheet.pk])

    for mapping in ({"0": "email"}, {"0": "given_name", "1": "given_name"}, {"0": "nothing"}):
        assert client.post(address, {"deed": "read", **mapping}).status_code == 422


def test_a_file_is_for_who_asked_for_it(administrator, client):
    export = exporting.ask(
        columns=["id"], query="", form="csv", by_user_id=UserFactory(is_superuser=True).pk,
        at=clock.now(),
    )  # fmt: skip
    outbox.drain()

    assert SheetExport.objects.get(pk=export.pk).file
    assert client.get(reverse("client-sheets:file", args=[export.pk])).status_code == 404


@pytest.mark.parametrize("role", ["manager", "content_administrator", "reviewer"])
def test_only_the_administrator_takes_in(client, request, role):
    request.getfixturevalue(role)

    assert client.get(reverse(INDEX)).status_code in {302, 403}


def test_a_card_changed_after_the_preview_is_not_written_over():
    card = ClientFactory(family_name="Асанова", given_name="Айгүл", position="Адис")
    header = ["Карточка", "Должность"]
    sheet = taken_in([str(card.pk), "Катчы"], header=header, mapping={"0": "id", "1": "position"})
    Client.objects.filter(pk=card.pk).update(position="Төрага")
    _edited(card)

    applied(sheet)

    card.refresh_from_db()
    assert card.position == "Төрага"
    assert (sheet.counts["change"], sheet.counts["conflict"]) == (0, 1)
    assert sheet.lines.get().reasons == "changed_since"


def test_taking_it_back_leaves_a_trace_of_who_did_it():
    card = ClientFactory(family_name="Асанова", given_name="Айгүл", position="Адис")
    header = ["Карточка", "Должность"]
    sheet = applied(
        taken_in([str(card.pk), "Катчы"], header=header, mapping={"0": "id", "1": "position"})
    )

    undone(sheet)

    assert sheet.undone_by is not None
    assert card.traces.filter(staff=sheet.undone_by, deed="imported").exists()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_headings_of_our_own_file_are_known_in_each_language(language):
    with translation.override(language):
        header = [str(INCOMING[name].label) for name in ("id", "family_name", "position")]

    with translation.override("ky"):
        assert guess(header) == {"0": "id", "1": "family_name", "2": "position"}


def test_the_preview_shows_all_that_will_be_written_and_whom_it_may_double(administrator, client):
    place = kok_jar(soate="41706211800010")
    known = ClientFactory(family_name="Лемазова", given_name="Мариям")
    header = ["Фамилия", "Имя", "Категория", "Муниципалитет", "Телефон"]
    sheet = taken_in(
        ["Лемазова", "Мариям", "citizen", place.soate, ""],
        ["Лемазова", "Мариям", "", "", ""],
        ["Лемазова", "Мариям", "", "", "0555 123 456"],
        header=header,
    )

    shown = client.get(reverse("client-sheets:sheet", args=[sheet.pk])).context["shown_lines"]

    assert [after for _label, _before, after in shown[0].fields] == ["Граждане", place.name]
    doubles = [[double.card for double in one.perhaps] for one in shown]
    assert doubles == [[known], [known], []]
    assert [one.perhaps_line for one in shown] == [None, 2, None]


def test_the_preview_suspects_whom_the_queue_will(
    administrator, client, django_assert_max_num_queries
):
    place = kok_jar(soate="41706211800010")
    known = ClientFactory(family_name="Абдыкеримов", given_name="Талант", territory=place)
    mailed = ClientFactory(family_name="Ким", given_name="Светлана", email="kim.s@gmail.com")
    search.compare(client_ids=[known.pk, mailed.pk], at=clock.now())
    header = ["ФИО", "Муниципалитет", "Email"]
    sheet = taken_in(
        ["Abdykerimov Talant", place.soate, ""],
        ["Петренко Виктор", "", "kims@gmail.com"],
        ["Талант Абдикеримов", place.soate, ""],
        header=header,
    )
    address = reverse("client-sheets:sheet", args=[sheet.pk])

    shown = client.get(address).context["shown_lines"]
    with django_assert_max_num_queries(30):
        page = client.get(address).content.decode()
    applied(sheet)

    doubles = [[(double.card, double.verdict.certainty) for double in one.perhaps]
               for one in shown]  # fmt: skip
    assert doubles[:2] == [[(known, 2)], [(mailed, 1)]]
    assert shown[2].perhaps_line == 2
    assert "вероятно: одинаковое имя и муниципалитет" in page
    assert DuplicateSuspicion.objects.filter(first=known, certainty=2).exists()
    assert DuplicateSuspicion.objects.filter(first=mailed, certainty=1).exists()


def test_a_wrong_file_is_deleted_unless_it_is_in_the_base(administrator, client):
    sheet = taken_in(["Асанова", "Айгүл", "", "", ""])
    over = taken_in(["Усенов", "Бек", "", "", ""])
    applied(over)
    path = sheet.file.path

    for one in (sheet, over):
        client.post(reverse("client-sheets:drop", args=[one.pk]))

    assert list(SheetImport.objects.all()) == [over]
    assert not Path(path).exists()


def test_a_sheet_the_worker_is_busy_with_is_looked_at_again_by_itself(administrator, client):
    sheet = taken_in(["Асанова", "Айгүл", "", "", ""])
    address = reverse("client-sheets:sheet", args=[sheet.pk])
    assert "Refresh" not in client.get(address)

    importing.begin_applying(sheet_id=sheet.pk, at=clock.now())

    assert client.get(address)["Refresh"]


def test_a_file_speaks_the_language_of_the_screen_in_words(administrator):
    ClientFactory(family_name="Асанова", category="lsg")
    export = exporting.ask(
        columns=["family_name", "category", "magazine"], query="", form="csv", language="ky",
        by_user_id=administrator.pk, at=clock.now(),
    )  # fmt: skip
    outbox.drain()
    export.refresh_from_db()

    head, line = list(sheets.rows(export.file.open("rb")))

    assert head == ["Фамилиясы", "Категория", "Журнал"]
    assert line == ["Асанова", "Жергиликтүү өз алдынча башкаруу органдары", "Эч качан болгон эмес"]


def tags_of(card):
    return set(card.tags.values_list("name", flat=True))


TAGGED = ["Карточка", "Фамилия", "Имя", "Метки"]


def test_tags_of_a_sheet_are_added_and_none_is_made_or_taken_off():
    for word in ("окуу", "Кеңеш, эл", "Журнал"):
        ClientTag.objects.create(name=word, slug=word)
    known, kept = ClientFactory(family_name="Асанова"), ClientFactory(family_name="Бакиров")
    for card in (known, kept):
        card.tags.add("окуу")

    sheet = applied(
        taken_in(
            [str(known.pk), "Асанова", "", "ЖУРНАЛ, Кеңеш,  эл, окуу"],
            [str(kept.pk), "Бакиров", "", ""],
            ["", "Токтогулов", "Бакыт", "окуу, жок мындай"],
            header=TAGGED,
        )
    )

    assert sheet.counts == {"change": 1, "same": 1, "new": 1}
    assert tags_of(known) == {"окуу", "Журнал", "Кеңеш, эл"}
    assert tags_of(kept) == {"окуу"}
    assert tags_of(Client.objects.get(given_name="Бакыт")) == {"окуу"}
    assert ClientTag.objects.count() == 3
    assert AccessTrace.objects.get(client=known).deed == "imported"


def test_the_preview_says_which_tags_come_and_which_are_not_there(administrator, client):
    ClientTag.objects.create(name="окуу", slug="okuu")
    card = ClientFactory(family_name="Асанова", given_name="Айгүл")

    sheet = taken_in([str(card.pk), "", "", "окуу, <b>жок"], header=TAGGED)
    page = client.get(reverse("client-sheets:sheet", args=[sheet.pk])).content.decode()

    assert "Добавленные метки: <ins>окуу</ins>" in page
    assert "Таких меток нет, они не переносятся: &lt;b&gt;жок." in page
    assert "Не переносится, такой метки нет: &lt;b&gt;жок" in page
    assert not tags_of(card)


def test_taking_a_sheet_back_takes_the_tags_it_gave_and_no_others():
    for word in ("окуу", "журнал", "кеңеш"):
        ClientTag.objects.create(name=word, slug=word)
    card = ClientFactory(family_name="Асанова")
    card.tags.add("кеңеш")

    sheet = applied(
        taken_in(
            [str(card.pk), "Асанова", "", "окуу, журнал, кеңеш"],
            ["", "Токтогулов", "Бакыт", "окуу"],
            ["", "Жээнбеков", "Асан", "окуу"],
            header=TAGGED,
        )
    )
    card.tags.remove("журнал")
    card.tags.add("журнал")
    Client.objects.get(given_name="Асан").tags.add("кеңеш")
    undone(sheet)

    assert tags_of(card) == {"кеңеш", "журнал"}
    assert not Client.objects.filter(given_name="Бакыт").exists()
    assert tags_of(Client.objects.get(given_name="Асан")) == {"окуу", "кеңеш"}


def test_tags_cost_a_few_statements_for_the_whole_sheet_and_none_without_a_column():
    ClientTag.objects.create(name="окуу", slug="okuu")
    cards = [ClientFactory(family_name="Асанова") for _number in range(40)]

    def spent(deed):
        with CaptureQueriesContext(connection) as seen:
            sheet = deed()
        tables = ("clients_clienttag", "clients_taggedclient")
        return sheet, [one["sql"] for one in seen if any(name in one["sql"] for name in tables)]

    rows = [[str(card.pk), "Асанова", "", "окуу"] for card in cards]
    plain, without = spent(lambda: applied(taken_in(*(row[:2] for row in rows), header=TAGGED[:2])))
    tagged, with_tags = spent(lambda: applied(taken_in(*rows, header=TAGGED)))

    assert (plain.counts, tagged.counts) == ({"same": 40}, {"change": 40})
    assert len(with_tags) <= 6
    assert without == []
