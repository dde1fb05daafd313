"""An editor enters an act on one screen and sees first what it touches."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.organisations.models import Organisation
from portal.core import roles
from portal.territories import groundwork
from portal.territories.acts.forms import FORMS
from portal.territories.acts.models import Act, Classifier
from portal.territories.acts.selectors import register_on
from portal.territories.models import Territory
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(trees, client):
    groundwork.lay()
    Territory.objects.all()
    user = UserFactory()
    user.groups.add(roles.group(roles.CLIENT_ADMINISTRATOR))
    client.force_login(user)
    return user


@pytest.fixture
def three(editor):
    rayon = kok_jar().parent
    names = ("Чалкан", "Мурдаш", "Кенчи")
    return [TerritoryFactory(name_ky=one, name_ru=one, name_en=one, parent=rayon) for one in names]


def told(units, **more):
    return {
        "units": [unit.pk for unit in units],
        "name_ky": "Бирлик айыл аймагы",
        "name_ru": "Четыре-Ручья айылный аймак",
        "name_en": "Birlik ayil aimak",
        "on": "2026-07-01",
        "number": "87",
        "dated_on": "2026-05-20",
        **more,
    }


MERGE = "register-acts:enter"


def test_units_are_found_by_any_spelling_and_what_is_ticked_stays(client, three):
    answer = client.post(
        reverse(MERGE, args=["merge"]),
        {"units": [three[0].pk], "units_find": "mурдаш", "look": "units"},
    )

    page = answer.content.decode()
    assert f'value="{three[0].pk}" checked' in page
    assert f'value="{three[1].pk}"' in page


def test_nothing_is_written_before_the_editor_saw_what_is_touched(client, three):
    address = reverse(MERGE, args=["merge"])

    answer = client.post(address, told(three, confirm="1"))

    assert not Act.objects.exists()
    seen = answer.context["seen"]
    answer = client.post(address, told(three, confirm="1", seen=seen))
    act = Act.objects.get()
    assert answer.url == reverse("register-acts:card", args=[act.pk])
    assert Territory.objects.get(name_ru="Четыре-Ручья айылный аймак").in_force_from == date(
        2026, 7, 1
    )


def test_whoever_confirms_other_words_than_she_saw_looks_again(client, three):
    address = reverse(MERGE, args=["merge"])
    seen = client.post(address, told(three)).context["seen"]

    client.post(address, told(three, number="88", confirm="1", seen=seen))

    assert not Act.objects.exists()


def test_an_act_is_taken_back_from_its_card(client, three):
    address = reverse(MERGE, args=["merge"])
    seen = client.post(address, told(three)).context["seen"]
    client.post(address, told(three, confirm="1", seen=seen))
    act = Act.objects.get()

    card = reverse("register-acts:card", args=[act.pk])
    assert client.get(card).status_code == 200
    client.post(card, {"take_back": "1"})

    assert client.get(card).context["act"].undone_at is not None
    assert not Territory.objects.filter(name_ru="Четыре-Ручья айылный аймак").exists()


@pytest.mark.parametrize(
    "kind", ["found", "merge", "split", "dissolve", "rename", "move", "reclassify"]
)
def test_every_kind_of_act_has_its_screen_and_refuses_nonsense_kindly(client, three, kind):
    address = reverse(MERGE, args=[kind])

    assert client.get(address, {"unit": "x"}).status_code == 200
    assert (
        client.post(address, {"units": ["x", "9" * 30], "unit": "0", "on": "nope"}).status_code
        == 422
    )
    assert client.get(reverse(MERGE, args=["confirm"])).status_code == 404


def test_the_list_of_acts_asks_no_more_for_more_rows(client, three, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        assert client.get(reverse("register-acts:index")).status_code == 200


def test_the_register_of_a_past_day_stands_in_the_list(client, three):
    address = reverse(MERGE, args=["merge"])
    seen = client.post(address, told(three)).context["seen"]
    client.post(address, told(three, confirm="1", seen=seen))
    listing = reverse("wagtailsnippets_territories_territory:list")

    before = client.get(listing, {"on": "2026-06-30", "q": "Чалкан"}).context["object_list"]
    after = client.get(listing, {"on": "2026-07-01", "q": "Чалкан"}).context["object_list"]

    edit = reverse("wagtailsnippets_territories_territory:edit", args=[three[0].pk])
    assert three[0] in before
    assert three[0] not in after
    assert "Четыре-Ручья" in client.get(edit).content.decode()
    inspect = reverse("wagtailsnippets_territories_territory:inspect", args=[three[0].pk])
    assert "Четыре-Ручья" in client.get(inspect).content.decode()


def test_content_administrators_read_acts_and_enter_none(client, three, editor):
    editor.groups.set([roles.group(roles.CONTENT_ADMINISTRATOR)])

    assert client.get(reverse("register-acts:index")).status_code == 200
    refused = client.get(reverse(MERGE, args=["merge"]))
    assert refused.url == reverse("wagtailadmin_home")


def test_a_day_to_come_or_none_of_the_calendar_is_refused_and_stays_as_typed(client, three):
    address = reverse(MERGE, args=["merge"])
    to_come = (date.today() + timedelta(days=2)).isoformat()

    for typed in (to_come, "31.02.2026", "кечээ"):
        answer = client.post(address, told(three, on=typed))
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"on"}
        assert typed in answer.content.decode()
    assert client.post(address, told(three, dated_on=to_come)).status_code == 422


def test_the_preview_repeats_the_day_and_the_document(client, three):
    typed = told(three, on="01.05.2026", title="О слиянии")

    page = client.post(reverse(MERGE, args=["merge"]), typed).content.decode()

    assert all(word in page.partition("listing")[0] for word in ("01.05.2026", "87", "20.05.2026"))


def test_the_register_is_searched_in_any_spelling(client, three):
    address = reverse("wagtailsnippets_territories_territory:list")

    for typed in ("чалк", "ЧАЛКАН", "Чалкан"):
        found = client.get(address, {"q": typed}).context["object_list"]
        assert [unit.name_ru for unit in found] == ["Чалкан"]


def test_a_past_day_does_not_change_when_the_lineage_of_before_is_entered(client, three):
    old, *rest = three
    Territory.objects.filter(pk=old.pk).update(in_force_until=date(2024, 12, 31))
    day = date(2026, 1, 1)
    before = {unit.pk for unit in register_on(day)}
    assert old.pk in before

    address = reverse(MERGE, args=["dissolve"])
    typed = {**told([]), "unit": old.pk, "among": [rest[0].pk]}
    seen = client.post(address, typed).context["seen"]
    client.post(address, {**typed, "confirm": "1", "seen": seen})

    assert Act.objects.exists()
    assert {unit.pk for unit in register_on(day)} == before


def test_what_a_classifier_tells_is_ticked_together_and_never_applied_by_half(client, three):
    kept = Classifier.objects.create(name="c.csv", rows=[], sent_at=timezone.now())
    address = reverse("register-acts:differences", args=[kept.pk])
    gone = f"gone-{three[0].pk}"
    act = {"on": "01.06.2026", "number": "87", "dated_on": "20.05.2026"}

    for ticked in ([], [gone]):
        answer = client.post(address, {**act, "tick": ticked})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()
    assert gone in client.post(address, {"all": "gone"}).context["ticked"]
    assert not Act.objects.exists()


def founding(rayon, **more):
    names = {"name_ky": "Жаңы-Тилек айылы", "name_ru": "Жаны-Тилекский", "name_en": "Jany-Tilek"}
    act = {"on": "01.07.2026", "number": "87", "dated_on": "20.05.2026"}
    return {"level": "ayil_aimak", "parent": rayon.pk, **names, **act, **more}


def test_a_unit_comes_into_the_register_by_an_act(client, three):
    rayon = three[0].parent
    offered = client.get(reverse("wagtailsnippets_territories_territory:add"))
    address = reverse(MERGE, args=["found"])
    assert offered.url == address

    assert "Жаны-Тилекский" in client.post(address, founding(rayon)).content.decode()
    assert not Act.objects.exists()
    entered(client, address, founding(rayon))

    unit = Territory.objects.get(name_ru="Жаны-Тилекский")
    assert (unit.parent, unit.in_force_from) == (rayon, date(2026, 7, 1))
    assert Organisation.objects.filter(territory=unit).count() == 2


def test_a_unit_is_not_founded_twice_nor_where_its_kind_does_not_stand(client, three):
    address, rayon = reverse(MERGE, args=["found"]), three[0].parent

    for wrong in (
        founding(rayon, name_ru="чалкан"),
        founding(rayon, parent=""),
        founding(rayon, level="oblast"),
    ):
        assert entered(client, address, wrong).context["form"].non_field_errors()
    nowhere = client.post(address, founding(three[0]))
    assert set(nowhere.context["form"].errors) == {"parent"}
    assert not Act.objects.exists()


def entered(client, address, typed):
    """What the second press answers, after the look."""
    seen = client.post(address, typed).context["seen"]
    return client.post(address, {**typed, "confirm": "1", "seen": seen})


def test_founding_is_offered_on_the_page_of_what_has_parts(client, three):
    of = "wagtailsnippets_territories_territory:inspect"
    link = reverse(MERGE, args=["found"])

    assert link not in client.get(reverse(of, args=[three[0].pk])).content.decode()
    assert (
        f"{link}?unit={three[0].parent_id}"
        in client.get(reverse(of, args=[three[0].parent_id])).content.decode()
    )


def test_a_corrected_name_stands_in_the_history_with_what_was_there(client, three):
    unit = three[0]
    edit = reverse("wagtailsnippets_territories_territory:edit", args=[unit.pk])
    form = client.get(edit).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    figures = {f"figures-{one}_FORMS": 0 for one in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}

    client.post(edit, {**typed, **figures, "name_ru": "Чалканский"})

    unit.refresh_from_db()
    assert unit.name_ru == "Чалканский"
    history = reverse("wagtailsnippets_territories_territory:history", args=[unit.pk])
    assert "Чалкан → Чалканский" in client.get(history).content.decode()


ACT = {"on": "01.07.2026", "number": "№ 87", "dated_on": "20.05.2026"}


def test_what_cannot_be_is_refused_before_the_register_says_so(client, three):
    one, other, _third = three
    move, kind = reverse(MERGE, args=["move"]), reverse(MERGE, args=["reclassify"])

    within_an_aimak = client.post(move, {**ACT, "unit": one.pk, "to": other.pk})
    an_oblast = client.post(kind, {**ACT, "unit": one.pk, "level": "oblast"})
    rayon = entered(client, kind, {**ACT, "unit": one.parent_id, "level": "ayil_aimak"})

    assert set(within_an_aimak.context["form"].errors) == {"to"}
    assert set(an_oblast.context["form"].errors) == {"level"}
    assert rayon.context["form"].non_field_errors()
    assert not Act.objects.exists()


def test_the_card_of_an_act_says_what_was_and_what_became(client, three):
    unit, *_others = three
    other = TerritoryFactory(level="rayon", name_ru="Соседний район", parent=unit.parent.parent)
    was = unit.parent.name_ru
    address = reverse(MERGE, args=["move"])

    looked = client.post(address, {**ACT, "unit": unit.pk, "to": other.pk})
    assert {words for _label, words in looked.context["said"]} == {unit.name, other.name}
    card = client.get(entered(client, address, {**ACT, "unit": unit.pk, "to": other.pk}).url)
    [line] = card.context["lines"]
    assert [change[1:] for change in line.changes] == [(was, other.name_ru)]

    again = {**ACT, "on": "02.07.2026", "unit": unit.pk, "to": unit.parent_id}
    entered(client, address, again)
    assert client.get(card.request["PATH_INFO"]).context["lines"][0].changes == line.changes


def test_a_unit_that_changes_its_kind_may_change_its_name_with_it(client, three):
    names = {"name_ky": "Чалкан шаары", "name_ru": "город Чалкан", "name_en": "Chalkan"}
    typed = {**ACT, "unit": three[0].pk, "level": "city", **names}
    address = reverse(MERGE, args=["reclassify"])

    assert client.post(address, {**typed, "name_en": ""}).status_code == 422
    assert set(client.post(address, {**typed, "number": " № "}).context["form"].errors) == {
        "number"
    }
    entered(client, address, typed)

    three[0].refresh_from_db()
    assert (three[0].level, three[0].name_ru) == ("city", "город Чалкан")
    assert Act.objects.get().number == "87"


def test_units_of_two_rayons_merge_into_the_one_that_is_chosen(client, three):
    elsewhere = TerritoryFactory(level="rayon", name_ru="Другой", parent=three[0].parent.parent)
    Territory.objects.filter(pk=three[2].pk).update(parent=elsewhere)
    address = reverse(MERGE, args=["merge"])

    assert set(client.post(address, told(three)).context["form"].errors) == {"parent"}
    entered(client, address, told(three, parent=elsewhere.pk))

    assert Territory.objects.get(name_ru="Четыре-Ручья айылный аймак").parent == elsewhere


def test_every_kind_of_act_is_led_to_in_one_sentence(client, three):
    page = client.get(reverse("register-acts:kinds")).content.decode()

    for kind in FORMS:
        assert reverse(MERGE, args=[kind]) in page
    assert reverse("register-acts:kinds") in client.get(reverse("register-acts:index")).text


@pytest.mark.parametrize("typed", ["31.02.2026", "abc", "2999-01-01"])
def test_a_past_day_that_cannot_be_shows_no_register_at_all(client, three, typed):
    answer = client.get(reverse("wagtailsnippets_territories_territory:list"), {"on": typed})

    assert not answer.context["object_list"]
    assert [str(one) for one in answer.context["messages"]]
