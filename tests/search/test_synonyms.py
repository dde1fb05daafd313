"""Editors' synonyms apply to the next query; places follow the register."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from portal.core import roles
from portal.territories.models import Succession, Territory
from search import groundwork, jobs, synonyms
from search.models import Synonym
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db


def phrases(query: str) -> set[str]:
    found = synonyms.alternatives_of(query.split())
    return {" ".join(phrase) for swap in found for phrase in swap.phrases}


def territory(name_ky: str, name_ru: str, **fields: object) -> Territory:
    return Territory.objects.create(
        level="ayil_aimak", name_ky=name_ky, name_ru=name_ru, name_en=name_ru, **fields
    )


def test_a_row_applies_to_the_next_query() -> None:
    assert phrases("көмүр") == set()

    Synonym.objects.create(kyrgyz="көмүр", russian="уголь")

    assert phrases("көмүрдү") == {"уголь"}
    assert phrases("угля") == {"көмүр"}


def test_a_changed_and_a_dropped_row_apply_at_once() -> None:
    row = Synonym.objects.create(kyrgyz="көмүр", russian="уголь")
    assert phrases("көмүр") == {"уголь"}

    row.others = "таш көмүр"
    row.save()
    assert phrases("көмүр") == {"уголь", "таш көмүр"}

    row.delete()
    assert phrases("көмүр") == set()


def test_a_row_out_of_use_does_not_apply() -> None:
    Synonym.objects.create(kyrgyz="көмүр", russian="уголь", is_used=False)

    assert phrases("көмүр") == set()


def test_asking_costs_one_question_of_the_database(django_assert_num_queries: object) -> None:
    Synonym.objects.create(kyrgyz="көмүр", russian="уголь")
    phrases("көмүр")

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert phrases("көмүр таза") == {"уголь"}


def test_one_word_alone_is_no_row() -> None:
    with pytest.raises(ValidationError) as refused:
        Synonym(kyrgyz="Музей", russian="музей", others=" ,").full_clean()

    assert refused.value.error_dict["__all__"][0].code == "alone"


def test_there_are_three_hundred_pairs_to_start_with() -> None:
    rows = list(groundwork.rows_to_start_with())

    assert len(rows) >= 300
    for row in rows:
        row.full_clean(validate_unique=False)
    assert len({(row.kyrgyz, row.russian) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("МСУ", "жөб"),
        ("АО", "айыл өкмөтү"),
        ("ТБО", "катуу таштанды"),
        ("ФАП", "фельдшердик акушердик пункт"),
        ("АТР", "административдик аймактык реформа"),
        ("СЭР", "социалдык экономикалык өнүгүү"),
        ("ЖКХ", "турак жай коммуналдык чарба"),
        ("детсад", "балдар бакчасы"),
    ],
)
def test_the_abbreviations_of_the_field_are_known(trees: object, query: str, said: str) -> None:
    groundwork.lay()

    assert said in phrases(query)


def test_what_editors_drop_stays_dropped(trees: object) -> None:
    groundwork.lay()
    Synonym.objects.filter(russian="уголь").delete()

    groundwork.lay()

    assert not Synonym.objects.filter(russian="уголь").exists()


def test_a_place_is_found_by_its_name_in_either_language() -> None:
    territory("Жети-Өгүз айыл аймагы", "Джети-Огузский айылный аймак")

    synonyms.follow_register()

    assert "джети огуз" in phrases("жети өгүз")
    assert "жети өгүз" in phrases("Джети Огузского")


def test_a_merged_unit_and_its_successor_find_one_another() -> None:
    before = territory("Булак айыл аймагы", "Булакский айылный аймак")
    after = territory("Кыдыр-Аке айыл аймагы", "Кыдыр-Акенский айылный аймак")
    Succession.objects.create(predecessor=before, successor=after, kind="merged", source="—")

    synonyms.follow_register()

    assert "кыдыр аке" in phrases("булак")
    assert "булак" in phrases("кыдыр аке")


def test_what_a_city_absorbed_does_not_stand_for_the_city() -> None:
    before = territory("Достук айыл аймагы", "Достукский айылный аймак")
    city = territory("Бишкек шаары", "город Бишкек")
    Succession.objects.create(predecessor=before, successor=city, kind="absorbed", source="—")

    synonyms.follow_register()

    assert "бишкек" not in phrases("достук")


def test_a_renamed_place_is_followed_every_day() -> None:
    place = territory("Кара-Буура айыл аймагы", "Кара-Бууринский айылный аймак")
    synonyms.follow_register()
    place.name_ky, place.name_ru = "Айтматов айыл аймагы", "Айтматовский айылный аймак"
    place.save()

    jobs.follow_register(date(2026, 3, 3))

    assert [row.kyrgyz for row in Synonym.objects.from_register()] == ["Айтматов"]


def test_an_editors_choice_not_to_use_a_place_is_kept() -> None:
    territory("Достук айыл аймагы", "Достукский айылный аймак")
    synonyms.follow_register()
    Synonym.objects.update(is_used=False)

    assert synonyms.follow_register() == 0
    assert phrases("достук") == set()


def test_content_administrators_change_synonyms_in_the_admin(trees: object, client: Client) -> None:
    groundwork.lay()
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name=roles.CONTENT_ADMINISTRATOR))
    client.force_login(editor)

    assert client.get("/admin/snippets/search/synonym/").status_code == 200
    answer = client.post(
        "/admin/snippets/search/synonym/add/",
        {"kyrgyz": "шамал", "russian": "ветер", "others": "", "kind": "term", "is_used": "on"},
    )

    assert answer.status_code == 302
    assert phrases("ветра") == {"шамал"}


def test_a_stale_index_is_told_at_start(capsys: pytest.CaptureFixture[str]) -> None:
    from portal.core.entries import Entry
    from search import services
    from search.models import IndexedEntry

    services.put_entry(Entry(kind="news", id=1, locale="ky", url="/x/", title="Суу"))
    call_command("check", databases=["default"])
    assert "search.W001" not in capsys.readouterr().err

    IndexedEntry.objects.update(version=1)
    call_command("check", databases=["default"])

    assert "search.W001" in capsys.readouterr().err
