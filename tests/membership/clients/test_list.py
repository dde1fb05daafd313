"""The list of clients: cheap, found by any spelling, narrowed by filters, safe."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from membership.clients import selection, services
from membership.clients.duplicates.merging import merge
from membership.clients.models import ClientTag
from portal.core import clock
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db
LIST = reverse("clients:index")


def names(client, **filters):
    rows = client.get(LIST, filters).context["object_list"]
    return {row.given_name or row.title for row in rows}


def test_fifty_rows_take_at_most_twelve_queries(
    client, administrator, django_assert_max_num_queries
):
    place = kok_jar()
    for number in range(55):
        seen = clock.now() - timedelta(days=number)
        body = OrganisationFactory(territory=place)
        card = ClientFactory(territory=place, organisation=body, user=UserFactory(last_login=seen))
        OfficeFactory(client=card, organisation=body, verified=number % 2 == 0)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        page = client.get(LIST)

    assert len(page.context["object_list"]) == 50


@pytest.mark.parametrize(
    "typed",
    [
        "өмүрзакова",
        "Омурзакова",
        "ОМУРЗАКОВА чынара",
        "чынара омурз",
        "omurzakova",
        "zakova Chynara",
    ],
)
def test_a_person_is_found_by_any_spelling_of_the_name(client, administrator, typed):
    ClientFactory(family_name="Өмүрзакова", given_name="Чынара")
    ClientFactory(family_name="Асанова", given_name="Айгүл")

    assert names(client, q=typed) == {"Чынара"}


@pytest.mark.parametrize("typed", ["0555 12-34-56", "+996555123456", "123456", "CHYNARA@mail.kg"])
def test_a_client_is_found_by_phone_and_address(client, administrator, typed):
    ClientFactory(given_name="Чынара", phone="+996555123456", email="chynara@mail.kg")
    ClientFactory(phone="+996700000000", email="other@mail.kg")

    assert names(client, q=typed) == {"Чынара"}


@pytest.mark.parametrize(
    "typed",
    ["8 0700 550004", "00996700550004", "+996(0)700550004", "0700 55", "тел. 0700-55-00-04"],
)
def test_a_phone_is_found_however_it_is_dialled(client, administrator, typed):
    ClientFactory(given_name="Чынара", phone="+996700550004")
    ClientFactory(phone="+996555123456")

    assert names(client, q=typed) == {"Чынара"}


def test_a_client_is_found_by_position_and_number(client, administrator):
    known = ClientFactory(given_name="Чынара", family_name="Асанова", position="Катчы")
    ClientFactory(position="Башчы")

    for typed in ("катчы", "асанова катчы", f"№ {known.pk}", f"{known.pk}"):
        assert names(client, q=typed) == {"Чынара"}


def test_the_number_of_a_merged_card_finds_the_one_it_went_into(client, administrator):
    kept, gone = ClientFactory(given_name="Чынара"), ClientFactory(given_name="Чынара")
    merge(
        kept_id=kept.pk, gone_id=gone.pk, taken=set(), by_user_id=administrator.pk, at=clock.now()
    )

    assert names(client, q=f"№ {gone.pk}") == {"Чынара"}


def test_one_letter_is_an_initial(client, administrator):
    ClientFactory(family_name="Зулумова", given_name="Айгүл")
    ClientFactory(family_name="Азизова", given_name="Бермет")

    assert names(client, q="з") == names(client, q="zzzzz") == {"Айгүл"}


def test_filters_narrow_by_what_the_base_knows(client, administrator):
    place = kok_jar()
    tag = ClientTag.objects.create(name="конкурс")
    chosen = ClientFactory(
        given_name="Бурул",
        category="expert",
        language="ru",
        source="import",
        territory=place,
        user=UserFactory(last_login=clock.now()),
    )
    chosen.tags.add(tag)
    OfficeFactory(client=chosen)
    ClientFactory(given_name="Башка")
    oblast = place.parent.parent

    for narrowed in (
        {"category": "expert"},
        {"language": "ru"},
        {"source": "import"},
        {"oblast": oblast.pk},
        {"tags": tag.pk},
        {"office": "waiting"},
        {"portal": "active"},
        {"portal": "known"},
    ):
        assert names(client, **narrowed) == {"Бурул"}, narrowed


def test_several_values_of_one_filter_mean_any_of_them(client, administrator):
    tags = [ClientTag.objects.create(name=name, slug=name) for name in ("a", "b")]
    first, second = ClientFactory(given_name="Бурул"), ClientFactory(given_name="Чынара")
    ClientFactory(given_name="Башка", category="donor", language="en", source="assisted")
    for card, tag, category in ((first, tags[0], "expert"), (second, tags[1], "")):
        card.tags.add(*tags[: tags.index(tag) + 1])
        type(card).objects.filter(pk=card.pk).update(category=category, source="import")

    for narrowed in (
        {"tags": [tag.pk for tag in tags]},
        {"category": ["expert", "none"]},
        {"source": ["import", "registration"]},
    ):
        assert names(client, **narrowed) == {"Бурул", "Чынара"}, narrowed
        rows = client.get(LIST, narrowed).context["object_list"]
        assert len(rows) == 2, narrowed


def test_offices_organisations_and_purposes_narrow_the_list(client, administrator):
    place = kok_jar()
    body = OrganisationFactory(territory=place, kind="kenesh", name_ru="Кочкорский кенеш")
    card = ClientFactory(given_name="Бурул", organisation=body)
    OfficeFactory(client=card, organisation=body, role="secretary", verified=True)
    claimed = ClientFactory(given_name="Башка")
    OfficeFactory(client=claimed, organisation=OrganisationFactory(), role="secretary")
    for who, purpose in ((card, "reading"), (claimed, "informing")):
        services.record_consent(
            client_id=who.pk, purpose=purpose, service="portal", channel="", version="1",
            language="ky", text="ооба", given_at=clock.now(),
        )  # fmt: skip

    for narrowed in (
        {"role": ["secretary", "head"]},
        {"organisation": "кочкорский"},
        {"body": "kenesh"},
        {"purpose": "reading"},
    ):
        assert names(client, **narrowed) == {"Бурул"}, narrowed
        assert client.get(f"{reverse('clients:together')}", narrowed).context["count"] == 1


def test_states_of_a_service_are_told_apart(client, administrator):
    today = clock.today()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    TermFactory(
        client=ClientFactory(given_name="Жазылган"),
        starts_on=today - timedelta(days=3),
        ends_on=today + timedelta(days=3),
    )
    TermFactory(
        client=ClientFactory(given_name="Мурдагы"),
        starts_on=today - timedelta(days=400),
        ends_on=today - timedelta(days=35),
    )
    ClientFactory(given_name="Алыс", user=UserFactory(last_login=long_ago))

    assert names(client, magazine="active") == {"Жазылган"}
    assert names(client, magazine="lapsed") == {"Мурдагы"}
    assert names(client, magazine="known") == {"Жазылган", "Мурдагы"}
    assert names(client, magazine="none") == {"Алыс"}
    assert names(client, portal="lapsed") == {"Алыс"}


def test_those_who_never_signed_in_come_last(client, administrator):
    ClientFactory(given_name="Эч качан")
    ClientFactory(given_name="Кече", user=UserFactory(last_login=clock.now()))

    for ordering in ("last_seen", "-last_seen"):
        rows = client.get(LIST, {"ordering": ordering}).context["object_list"]
        assert [row.given_name for row in rows][-1] == "Эч качан"


@pytest.mark.parametrize(
    "hostile", ["'", '"', "%", "\\", "<script>alert(1)</script>", "ы" * 10_000]
)
@pytest.mark.parametrize(
    "parameter",
    ["q", "category", "kind", "portal", "oblast", "tags", "office", "source", "p", "ordering"],
)
def test_hostile_parameters_do_no_harm(client, administrator, parameter, hostile):
    ClientFactory()

    page = client.get(LIST, {parameter: hostile})

    assert page.status_code == 200
    assert "<script>alert(1)" not in page.content.decode()
    assert client.get(reverse("clients:index_results"), {parameter: hostile}).status_code == 200


@pytest.mark.parametrize("gone", ["segment", "tags"])
def test_a_list_by_what_was_deleted_says_so_and_holds_nobody_on_both_screens(
    client, administrator, gone
):
    ClientFactory()

    page = client.get(LIST, {gone: 99999})
    deed = client.get(reverse("clients:together"), {gone: 99999})

    assert "чего больше нет (" in page.content.decode()
    assert list(page.context["object_list"]) == []
    assert deed.context["count"] == 0


def test_several_values_of_one_filter_and_a_far_page_are_survived(client, administrator):
    page = client.get(f"{LIST}?category=lsg&category=expert&p=999999999999&oblast=-1&tags=1e9")

    assert page.status_code == 200


def test_a_nul_byte_is_as_if_not_typed(client, administrator):
    assert client.get(f"{LIST}?q=%00").status_code == 200


def test_days_in_lists_are_written_as_on_cards(client, administrator):
    ClientFactory(created_at=datetime(2026, 3, 2, 20, tzinfo=UTC))
    services.choose_columns(user_id=administrator.pk, columns=["since"])

    assert "03.03.2026" in client.get(reverse("clients:index")).content.decode()


def test_no_filter_makes_the_database_compare_everybody_found():
    asked = "category=lsg&language=ky&source=event&role=head&body=kenesh&purpose=informing"

    assert not selection.of_query(asked).query.distinct


def test_an_empty_list_says_that_nobody_fits_and_how_to_see_everybody_again(client, administrator):
    ClientFactory(category="lsg")

    for query in ("category=expert", "q=жок", "category=expert&language=ru"):
        page = client.get(f"{LIST}?{query}").content.decode()
        assert "никто не подходит" in page
        assert "Сбросить поиск и фильтры" in page
        assert "пока ничего нет" not in page


def test_a_unit_that_is_no_more_is_asked_for_by_a_link_and_called_by_its_name(
    client, administrator
):
    past = kok_jar(in_force_until=date(2024, 12, 31))
    here, _elsewhere = ClientFactory(territory=past), ClientFactory()

    everybody = client.get(LIST)
    linked = client.get(LIST, {"gone": past.pk})

    assert "gone" not in everybody.context["filters"].form.fields
    assert list(linked.context["object_list"]) == [here]
    assert past.name in str(linked.context["filters"].form["gone"])
    for wrong in ("99999", "x", "²"):
        assert list(client.get(LIST, {"gone": wrong}).context["object_list"]) == []
