"""Units are merged, divided, dissolved and changed by dated acts, and acts are taken back."""

from datetime import UTC, date, datetime

import pytest

from portal.territories import lineage, selectors
from portal.territories import services as register
from portal.territories.acts import errors, services
from portal.territories.acts import selectors as acts
from portal.territories.acts.models import Act, ActLine
from portal.territories.acts.services import Document, Entry, NewUnit
from portal.territories.models import Succession, Territory
from tests.factories.portal import TerritoryFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
EVE = date(2026, 5, 31)
LAW = Document(
    number="87", dated_on=date(2026, 4, 20), title="Закон КР", link="https://cbd.minjust.gov.kg/1"
)
NOW = Entry(by_id=None, at=datetime(2026, 9, 2, 4, tzinfo=UTC))


@pytest.fixture
def rayon():
    return TerritoryFactory(level="rayon", name_ky="Кочкор району", name_ru="Кочкорский район")


@pytest.fixture
def three(rayon):
    names = ("Ак-Суу", "Кызыл-Туу", "Жаңы-Жол")
    return [
        TerritoryFactory(name_ky=f"{name} айыл аймагы", name_ru=name, parent=rayon)
        for name in names
    ]


def new(rayon, name="Бирлик", **changes):
    values = {"level": "ayil_aimak", "parent_id": rayon.pk} | changes
    return NewUnit(name_ky=name, name_ru=name, name_en=name, **values)


def merge(units, into, on=DAY, **more):
    return services.merge(
        units=[unit.pk for unit in units], into=into, on=on, act=LAW, entry=NOW, **more
    )


def begun(act):
    return act.lines.get(role=ActLine.Role.BEGUN).unit


def state():
    fields = [field.attname for field in Territory._meta.concrete_fields]
    return list(Territory.objects.order_by("pk").values(*fields)), list(
        Succession.objects.order_by("pk").values()
    )


def test_three_units_merge_into_a_new_one(three, rayon):
    act = merge(three, new(rayon))

    heir = begun(act)
    assert heir.in_force_from == DAY
    assert {
        unit.in_force_until for unit in Territory.objects.filter(pk__in=[u.pk for u in three])
    } == {EVE}
    assert lineage.today([three[0].pk]) == {heir.pk}
    assert lineage.with_past([heir.pk]) == {heir.pk, *(unit.pk for unit in three)}
    assert not Territory.objects.registrable().filter(pk__in=[unit.pk for unit in three]).exists()


def test_a_unit_that_goes_on_takes_others_in_and_a_new_name(three):
    going_on = three[0]

    merge(three, going_on.pk, names=("Бирлик айыл аймагы", "Бирлик", "Birlik"))

    going_on.refresh_from_db()
    assert (going_on.name_ru, going_on.in_force_until) == ("Бирлик", None)
    assert selectors.find("Ак-Суу")[0] == going_on
    assert lineage.with_past([going_on.pk]) == {unit.pk for unit in three}


def test_the_finder_leads_from_an_old_name_to_the_unit_of_today_over_two_mergers(three, rayon):
    first = begun(merge(three[:2], new(rayon, "Ынтымак")))
    last = begun(merge([first, three[2]], new(rayon, "Достук"), on=date(2026, 9, 1)))

    [found] = selectors.find("Ак-Суу")
    assert found == last
    assert found.found_as == three[0]
    assert "Достук" in selectors.lineage(Territory.objects.get(pk=three[0].pk))


def test_an_ayil_aimak_merged_into_a_city_is_absorbed(three, rayon):
    city = TerritoryFactory(level="city", parent=rayon)

    merge([three[0]], city.pk)

    assert Succession.objects.get().kind == Succession.Kind.ABSORBED


def test_parts_of_merged_rayons_pass_to_the_one_that_follows(three, rayon):
    other = TerritoryFactory(level="rayon", parent=rayon.parent)
    mine = TerritoryFactory(parent=other)

    act = merge([rayon, other], new(rayon, "Улуу", level="rayon", parent_id=rayon.parent_id))

    mine.refresh_from_db()
    assert mine.parent == begun(act)


def test_a_divided_unit_lives_on_in_all_its_heirs(three, rayon):
    act = services.split(
        unit=three[0].pk,
        into=[new(rayon, "Чыгыш"), new(rayon, "Батыш")],
        goes_on=False,
        on=DAY,
        act=LAW,
        entry=NOW,
    )

    heirs = set(act.lines.filter(role="begun").values_list("unit_id", flat=True))
    assert lineage.today([three[0].pk]) == heirs


def test_what_is_taken_out_of_a_unit_leaves_it_in_force(three, rayon):
    act = services.split(
        unit=three[0].pk, into=[new(rayon)], goes_on=True, on=DAY, act=LAW, entry=NOW
    )

    assert three[0] in Territory.objects.registrable()
    assert lineage.with_past([begun(act).pk]) == {begun(act).pk}


def test_a_dissolved_unit_passes_to_its_neighbours(three):
    services.dissolve(
        unit=three[0].pk, among=[three[1].pk, three[2].pk], on=DAY, act=LAW, entry=NOW
    )

    assert lineage.today([three[0].pk]) == {three[1].pk, three[2].pk}
    with pytest.raises(errors.AlreadyEnded):
        services.dissolve(unit=three[0].pk, among=[three[1].pk], on=DAY, act=LAW, entry=NOW)


def test_the_register_of_a_past_day_has_the_names_and_places_of_that_day(
    three, rayon, django_assert_max_num_queries
):
    other = TerritoryFactory(level="rayon", name_ru="Нарынский район", parent=rayon.parent)
    services.rename(unit=three[0].pk, names=("Эр", "Эр", "Er"), on=DAY, act=LAW, entry=NOW)
    services.move(
        unit=three[0].pk, to=other.pk, soate=None, on=date(2026, 8, 1), act=LAW, entry=NOW
    )
    merge(three[1:], new(rayon), on=date(2026, 8, 1))

    with django_assert_max_num_queries(3):
        past = {unit.pk: unit for unit in acts.register_on(EVE)}
    between = {unit.pk: unit for unit in acts.register_on(DAY)}

    assert (past[three[0].pk].name_ru, past[three[0].pk].parent) == ("Ак-Суу", rayon)
    assert (between[three[0].pk].name_ru, between[three[0].pk].parent) == ("Эр", rayon)
    assert three[1].pk in past
    assert three[1].pk not in {unit.pk for unit in acts.register_on(date(2026, 8, 1))}


def test_a_change_of_kind_keeps_the_unit(three):
    services.change(
        unit=three[0].pk,
        to={"level": "city", "soate": "41704235999000"},
        kind=Act.Kind.RECLASSIFY,
        on=DAY,
        act=LAW,
        entry=NOW,
    )

    unit = Territory.objects.get(soate="41704235999000")
    assert (unit.pk, unit.level) == (three[0].pk, "city")


@pytest.mark.parametrize("kind", ["new", "goes on", "split", "dissolve", "rename"])
def test_an_act_taken_back_leaves_the_register_as_it_was(three, rayon, kind):
    before = state()
    deeds = {
        "new": lambda: merge(three, new(rayon)),
        "goes on": lambda: merge(three, three[1].pk, names=("А", "А", "A")),
        "split": lambda: services.split(
            unit=three[0].pk,
            into=[new(rayon, "Ч"), new(rayon, "Б")],
            goes_on=False,
            on=DAY,
            act=LAW,
            entry=NOW,
        ),
        "dissolve": lambda: services.dissolve(
            unit=three[0].pk, among=[three[1].pk], on=DAY, act=LAW, entry=NOW
        ),
        "rename": lambda: services.rename(
            unit=three[0].pk, names=("А", "А", "A"), on=DAY, act=LAW, entry=NOW
        ),
    }
    act = deeds[kind]()
    assert state() != before

    services.take_back(act_id=act.pk, entry=NOW)

    assert state() == before
    with pytest.raises(errors.TakenBack):
        services.take_back(act_id=act.pk, entry=NOW)


def test_an_act_on_which_others_rest_is_not_taken_back(three, rayon):
    first = merge(three[:2], new(rayon))
    second = merge([begun(first), three[2]], new(rayon, "Достук"), on=date(2026, 9, 1))

    with pytest.raises(errors.SomethingCameAfter) as refusal:
        services.take_back(act_id=first.pk, entry=NOW)

    assert refusal.value.acts == [second]
    services.take_back(act_id=second.pk, entry=NOW)
    services.take_back(act_id=first.pk, entry=NOW)
    assert Territory.objects.registrable().filter(pk__in=[unit.pk for unit in three]).count() == 3


def test_an_act_comes_after_the_acts_of_its_units(three):
    services.rename(unit=three[0].pk, names=("А", "А", "A"), on=DAY, act=LAW, entry=NOW)

    with pytest.raises(errors.OutOfOrder):
        merge(three, three[1].pk, on=EVE)


def test_refused_acts_leave_nothing_behind(three, rayon):
    before = state()

    with pytest.raises(errors.CodeTaken):
        merge(three, new(rayon, soate=rayon.soate))
    with pytest.raises(errors.TooFew):
        merge(three[:1], new(rayon))
    with pytest.raises(errors.WithinItself):
        services.move(unit=rayon.pk, to=three[0].pk, soate=None, on=DAY, act=LAW, entry=NOW)
    with pytest.raises(errors.HasParts):
        services.split(
            unit=rayon.pk, into=[new(rayon), new(rayon)], goes_on=False, on=DAY, act=LAW, entry=NOW
        )
    with pytest.raises(errors.NothingChanges):
        services.change(
            unit=rayon.pk,
            to={"level": "rayon"},
            kind=Act.Kind.RECLASSIFY,
            on=DAY,
            act=LAW,
            entry=NOW,
        )

    assert state() == before
    assert not Act.objects.exists()


def test_the_data_files_do_not_bring_back_what_an_act_changed():
    register.load_register()
    unit = Territory.objects.get(soate="41704235837000")
    coded = {"soate": "41704235000999", "name_ru": "Иной айылный аймак"}
    services.change(unit=unit.pk, to=coded, kind=Act.Kind.MOVE, on=DAY, act=LAW, entry=NOW)
    codeless = Territory.objects.filter(soate=None).first()
    services.rename(unit=codeless.pk, names=("А", "А", "A"), on=DAY, act=LAW, entry=NOW)

    assert register.load_register() == 0


def test_an_act_of_a_day_to_come_is_refused(three, rayon):
    with pytest.raises(errors.StillToCome):
        merge(three, new(rayon), on=date(2026, 9, 3))
