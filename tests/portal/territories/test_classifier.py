"""A new classifier is compared with the register, and what is ticked becomes acts of one day."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.territories import lineage
from portal.territories.acts import classifier, services
from portal.territories.acts.models import Act
from portal.territories.acts.services import Document, Entry
from portal.territories.models import Territory
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory

HEAD = "soate;parent_soate;level;name_ru;name_ky"
OBLAST = "41704000000000;;oblast;Нарынская область;Нарын облусу"
RAYON = "41704230000000;41704000000000;rayon;Кочкорский район;Кочкор району"
LAW = Document("12", date(2026, 1, 5))
NOW = Entry(None, datetime(2026, 7, 1, tzinfo=UTC))


def unit(code, name, above="41704230000000", level="ayil_aimak"):
    return f"{code};{above};{level};{name};{name}"


def rows(*lines, encoding="utf-8"):
    return classifier.read("\n".join([HEAD, OBLAST, RAYON, *lines]).encode(encoding))


@pytest.fixture
def register(db):
    oblast = TerritoryFactory(oblast=True, soate="41704000000000")
    rayon = TerritoryFactory(rayon=True, soate="41704230000000", parent=oblast)
    return [
        TerritoryFactory(soate=f"4170423080{n}000", name_ru=name, name_ky=name, parent=rayon)
        for n, name in enumerate(("Ак-Кыя", "Бурана", "Чолпон", "Дархан"))
    ]


def told(found):
    return {(one.kind, one.name) for one in found}


def apply(read, found, **heirs):
    by_name = {one.name: one.key for one in found}
    into = {by_name[name]: by_name.get(heir, heir) for name, heir in heirs.items()}
    return classifier.apply(
        rows=read,
        ticked={one.key for one in found},
        heirs=into,
        on=date(2026, 6, 1),
        act=LAW,
        entry=NOW,
    )


def test_differences_are_told_and_applied_once(register):
    read = rows(
        unit("41704230800000", "Ак-Кыя"),
        unit("41704230801000", "Буранинский"),
        unit("41704230899000", "Бирлик"),
    )
    found = classifier.differences(read)
    assert told(found) == {
        ("new", "Бирлик"),
        ("gone", "Чолпон"),
        ("gone", "Дархан"),
        ("changed", "Бурана"),
    }

    acts = apply(read, found, Чолпон="Бирлик", Дархан="Бирлик")

    assert {act.kind for act in acts} == {Act.Kind.MERGE, Act.Kind.RENAME}
    heir = Territory.objects.get(soate="41704230899000")
    assert lineage.today([register[2].pk, register[3].pk]) == {heir.pk}
    assert classifier.differences(read) == []


def test_a_single_unit_under_a_new_code_lives_on(register):
    read = rows(
        *(unit(one.soate, one.name_ru) for one in register[:3]), unit("41704230877000", "Дархан")
    )
    found = classifier.differences(read)

    classifier.apply(
        rows=read,
        ticked={one.key for one in found},
        heirs={f"gone-{register[3].pk}": "new-41704230877000"},
        on=date(2026, 6, 1),
        act=LAW,
        entry=NOW,
    )

    register[3].refresh_from_db()
    assert register[3].soate == "41704230877000"
    assert classifier.differences(read) == []


def test_units_of_before_the_merger_that_the_classifier_still_has_go_on(register):
    Territory.objects.filter(pk=register[0].pk).update(in_force_until=date(2024, 12, 31))
    read = rows(*(unit(one.soate, one.name_ru) for one in register))

    [found] = classifier.differences(read)
    assert found.kind == "confirmed"
    [act] = apply(read, [found])

    assert Territory.objects.get(pk=register[0].pk).in_force_until is None
    services.take_back(act_id=act.pk, entry=NOW)
    assert Territory.objects.get(pk=register[0].pk).in_force_until == date(2024, 12, 31)


def test_a_gone_unit_without_a_word_on_its_heir_stays(register):
    read = rows(*(unit(one.soate, one.name_ru) for one in register[:3]))
    found = classifier.differences(read)

    assert apply(read, found) == []
    assert told(classifier.differences(read)) == {("gone", "Дархан")}


def test_windows_1251_is_read_like_utf_8(register):
    lines = [unit(one.soate, one.name_ru) for one in register]

    assert rows(*lines, encoding="cp1251")[2].name_ru == "Ак-Кыя"


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (b"", 1),
        (b"\x00\x01PK", 1),
        ("имя;код\nx;y".encode(), 1),
        (f"{HEAD}\n".encode(), 1),
        (f"{HEAD}\n{OBLAST}\n{OBLAST}".encode(), 2),
        (f"{HEAD}\n12;;planet;;".encode(), 3),
        (f"{HEAD}\n{RAYON}".encode(), 1),
        (f"{HEAD}\n١٢٣٤٥٦٧٨٩٠١٢٣٤;;oblast;x;x".encode(), 1),
    ],
)
def test_a_bad_file_is_refused_with_its_reasons(content, reasons):
    with pytest.raises(classifier.BadFile) as refusal:
        classifier.read(content)

    assert len(refusal.value.reasons) == reasons


def test_an_administrator_compares_and_ticks(register, client):
    client.force_login(UserFactory(is_superuser=True))
    lines = [HEAD, OBLAST, RAYON, *(unit(one.soate, one.name_ru) for one in register[:3])]
    lines[-1] = lines[-1].replace("Чолпон", "Чолпонский")
    send = reverse("register-acts:classifier")
    bad = SimpleUploadedFile("bad.csv", b"\x00")
    assert client.post(send, {"file": bad}).status_code == 422

    answer = client.post(
        send, {"file": SimpleUploadedFile("s.csv", "\n".join(lines).encode("cp1251"))}
    )
    screen = client.get(answer.url)
    assert "Чолпонский" in screen.content.decode()
    assert client.post(answer.url, {"tick": "x"}).status_code == 422
    form = {
        "tick": [f"changed-{register[2].pk}"],
        "on": "2026-06-01",
        "number": "1",
        "dated_on": "2026-05-01",
    }
    client.post(answer.url, form)

    assert Territory.objects.get(pk=register[2].pk).name_ru == "Чолпонский"


def test_a_name_told_in_russian_alone_is_guessed_in_kyrgyz_and_marked_unchecked(register):
    first = register[0]
    first.name_ky_checked = True
    first.save()
    line = f"{first.soate};41704230000000;ayil_aimak;Кек-Жарский айылный аймак;"
    read = rows(line, *(unit(one.soate, one.name_ru) for one in register[1:]))

    apply(read, classifier.differences(read))

    first.refresh_from_db()
    assert (first.name_ky, first.name_ky_checked) == ("Көк-Жар айыл аймагы", False)


def test_a_unit_where_its_level_does_not_stand_is_refused_with_its_line(register):
    with pytest.raises(classifier.BadFile) as refusal:
        rows(unit("41704230802000", "Ак-Талаа", above="41704000000000"))
    assert "4" in refusal.value.reasons[0]


def test_what_one_file_entered_is_taken_back_together_or_not_at_all(register, client):
    before = [(one.pk, one.name_ru, one.soate) for one in Territory.objects.order_by("pk")]
    read = rows(*(unit(one.soate, f"Жаңы {one.name_ru}") for one in register))
    acts = apply(read, classifier.differences(read))
    assert len(acts) == 4

    assert services.take_back_together(act_id=acts[1].pk, entry=NOW) == 4

    assert [(one.pk, one.name_ru, one.soate) for one in Territory.objects.order_by("pk")] == before
    assert not Act.objects.in_effect().exists()
