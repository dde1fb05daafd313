"""Programs read the library: as described, with consent kept, and only when something is new."""

import csv
import io
import json
import re
from datetime import date

import jsonschema
import pytest
from referencing import Registry, Resource

from portal.core import tree
from portal.norms import services as norms
from portal.norms.models import Norm
from portal.practices.models import LegalBasis
from portal.topics.models import Topic
from tests.factories.portal import TerritoryFactory, kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

LIBRARY, TABLE = "/data/practices.json", "/data/practices.csv"
UNKNOWN = "85e9edd8-fefe-4b2a-99bc-008324a8721a"
COSTS = [{"source": "ashar", "amount_tyiyn": 60_000_050, "year": 2022, "note": "=HYPERLINK(1)"}]
RESULTS = [{"what": "Суу", "before": 2, "after": 24.5, "unit": "саат"}]
STEPS = [{"month": date(2021, 3, 1), "what": "Жыйын өттү", "who": "Айыл башчысы"}]
PEOPLE = {
    "authors": "Гүлмира Асанбекова",
    "reviewer": "Чынара Мамбетова",
    "contact_name": "Бакыт Орозалиев",
    "contact_email": "bakyt@example.kg",
    "contact_phone": "+996555000000",
}


def full(**fields):
    """A practice with every part filled."""
    law = Norm.objects.create(slug="water", title_ky="Мыйзам", title_ru="Закон", number="33")
    page = practice(
        live=False, costs=COSTS, results=RESULTS, steps=STEPS,
        topics=[Topic.objects.get(slug="water")], territory=kok_jar(), population=900,
        problem="<p>Суу жок.</p><p>Түтүк эски.</p>",
        resolutions=[{"kenesh": "Кеңеш", "number": "7-2", "adopted_on": date(2021, 4, 22)}],
        **fields,
    )  # fmt: skip
    page.legal_basis = [LegalBasis(cited=law), LegalBasis(norm="Кеңештин токтому", number="7")]
    return tree.publish(page)


def data_of(client, page):
    return client.get(f"/data/practices/{page.translation_key}.json").json()


def written_out(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(client, **query):
    return list(csv.DictReader(io.StringIO(written_out(client.get(TABLE, query)))))


def checked(client, name, data):
    """Hold ``data`` to the schema served under ``name``."""
    described = {one: client.get(f"/data/schemas/{one}.json").json() for one in SCHEMAS}
    known = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in described.values()]
    )
    jsonschema.Draft202012Validator.check_schema(described[name])
    jsonschema.Draft202012Validator(
        described[name], registry=known, format_checker=jsonschema.FormatChecker()
    ).validate(data)


SCHEMAS = ("practice", "library")


def test_a_full_practice_and_an_empty_one_fit_the_schema(client):
    page = full(**PEOPLE, contact_consent=True, names_in_data=True)
    full_data = data_of(client, page)

    checked(client, "practice", full_data)
    checked(client, "practice", data_of(client, practice()))
    assert full_data["texts"]["ky"]["costs"][0]["amount_som"] == 600_000.5
    assert full_data["texts"]["ky"]["problem"] == "Суу жок.\n\nТүтүк эски."
    assert full_data["licence"]["id"] == "CC-BY-4.0"


def test_the_library_fits_its_schema(client):
    full()
    practice()

    data = json.loads(written_out(client.get(LIBRARY)))

    checked(client, "library", data)
    assert data["number"] == len(data["practices"]) == 2


def test_an_empty_library_is_a_library(client):
    data = json.loads(written_out(client.get(LIBRARY)))

    checked(client, "library", data)
    assert rows_of(client) == []


def test_twins_are_one_practice_under_one_id(client):
    page = practice(title="Суу")
    practice(title="Вода", language="ru", twin=page, territory=page.territory)

    data = data_of(client, page)

    assert data["id"] == str(page.translation_key)
    assert {code: text["title"] for code, text in data["texts"].items()} == {
        "ky": "Суу",
        "ru": "Вода",
    }
    assert len(rows_of(client)) == 1


def test_territory_codes_go_up_to_the_oblast(client):
    page = full()

    territory = data_of(client, page)["territory"]

    assert territory["soate"] == page.territory.soate
    assert territory["within"][-1] == territory["oblast"]["soate"]


def test_a_new_publication_is_a_new_version(client):
    page = practice()
    before = data_of(client, page)["version"]

    tree.publish(page)

    assert data_of(client, page)["version"] > before


def test_names_of_people_need_their_consent(client):
    silent = full(**PEOPLE)

    told = client.get(f"/data/practices/{silent.translation_key}.json").content.decode()
    library, table = written_out(client.get(LIBRARY)), written_out(client.get(TABLE))

    for name in ("Гүлмира", "Чынара", "Бакыт", "bakyt@example.kg", "+996555000000"):
        assert name not in told
        assert name not in library
        assert name not in table


def test_each_consent_opens_its_own_names(client):
    page = full(**PEOPLE, names_in_data=True)

    text = data_of(client, page)["texts"]["ky"]

    assert text["authors"] == ["Гүлмира Асанбекова"]
    assert text["reviewer"] == "Чынара Мамбетова"
    assert "contact" not in text


def test_the_status_of_a_norm_is_told_and_changes_the_version(client):
    page = full()
    etag = client.get(LIBRARY)["ETag"]
    norms.mark(
        norm_id=Norm.objects.get().pk,
        status="void",
        happened_on=date(2026, 11, 1),
        at=page.last_published_at,
    )

    cited, local = data_of(client, page)["texts"]["ky"]["legal_basis"]

    assert (cited["id"], cited["status"]) == ("water", "void")
    assert (local["id"], local["status"], local["title"]) == (None, None, "Кеңештин токтому")
    assert client.get(LIBRARY)["ETag"] != etag


def test_a_cell_is_never_a_formula(client):
    practice(title="=cmd|' /C calc'!A0", summary="+996 чал", village="@село")

    (row,) = rows_of(client)

    assert row["title_ky"] == "'=cmd|' /C calc'!A0"
    assert row["summary_ky"] == "'+996 чал"
    assert row["village_ky"] == "'@село"


def test_money_in_the_table_is_counted_by_source(client):
    full()

    (row,) = rows_of(client)

    assert row["cost_ashar_som"] == row["total_cost_som"] == "600000.5"
    assert row["cost_donor_som"] == "0"


def test_what_nobody_priced_is_not_given_as_free(client):
    page = practice()

    (row,) = rows_of(client)

    assert {value for name, value in row.items() if "cost_" in name} == {""}
    assert data_of(client, page)["total_cost_som"] is None


@pytest.mark.parametrize("address", [LIBRARY, TABLE])
def test_the_library_is_narrowed_by_topic_and_oblast(client, address):
    wanted = full()
    practice(territory=TerritoryFactory(city=True))
    oblast = wanted.territory.parent.parent.soate

    for query in ({"topic": "water"}, {"oblast": oblast}, {"topic": "water", "oblast": oblast}):
        told = written_out(client.get(address, query))
        assert told.count(str(wanted.translation_key)) == 1
    assert str(wanted.translation_key) not in written_out(client.get(address, {"topic": "roads"}))


@pytest.mark.parametrize("address", [LIBRARY, TABLE])
@pytest.mark.parametrize("condition", ["etag", "modified"])
def test_nothing_is_sent_twice(client, address, condition):
    page = practice()
    first = client.get(address)
    asked = (
        {"If-None-Match": first["ETag"]}
        if condition == "etag"
        else {"If-Modified-Since": first["Last-Modified"]}
    )

    assert client.get(address, headers=asked).status_code == 304

    page.delete()
    if condition == "etag":
        assert client.get(address, headers=asked).status_code == 200


def test_one_practice_is_not_sent_twice(client):
    address = f"/data/practices/{practice().translation_key}.json"
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("address", [LIBRARY, TABLE, "/data/schemas/practice.json"])
def test_scripts_of_any_site_may_read_and_none_may_write(client, address):
    assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    assert client.options(address).status_code == 204
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        f"/data/practices/{UNKNOWN}.json",
        "/data/practices/1.json",
        "/data/practices/..%2f..%2fetc.json",
        "/data/schemas/secret.json",
        f"{LIBRARY}?topic=nothing",
        f"{LIBRARY}?topic=%27%3B+DROP",
        f"{TABLE}?oblast=" + "9" * 5000,
        f"{LIBRARY}?oblast=%F0%9F%90%91",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    practice()

    assert client.get(address).status_code == 404


def test_a_draft_is_no_data(client):
    page = practice(live=False)

    assert client.get(f"/data/practices/{page.translation_key}.json").status_code == 404
    assert str(page.translation_key) not in written_out(client.get(LIBRARY))


def test_a_practice_behind_a_privacy_setting_is_no_data(client):
    page = practice()
    page.view_restrictions.create(restriction_type="login")

    assert client.get(f"/data/practices/{page.translation_key}.json").status_code == 404
    assert rows_of(client) == []


def test_the_library_costs_the_same_for_each_hundred(client, django_assert_max_num_queries):
    for _number in range(5):
        practice(costs=COSTS, results=RESULTS, steps=STEPS)

    with django_assert_max_num_queries(14):
        written_out(client.get(LIBRARY))


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_topic_can_be_followed_in_feeds_and_in_a_calendar(client, language):
    page = client.get(f"/{language}/topics/water/").content.decode()
    part = page.partition('id="follow"')[2].partition("</section>")[0]
    addresses = re.findall(r'href="([^"]+)"', part)

    assert len(addresses) == 4
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_an_english_topic_has_nothing_to_follow(client):
    assert 'id="follow"' not in client.get("/en/topics/water/").content.decode()
