"""What administrators see of the searches that were made."""

from datetime import timedelta

import pytest
from django.test import Client

from portal.core import clock, roles
from search import hints, log
from search.models import AskedQuery, Hint, Wish
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/reports/searches/"


def ask(text: str, times: int, *, hits: int = 3, opened: int = 0, days_ago: int = 1) -> None:
    for number in range(times):
        row = log.keep(
            text=text, locale="ky", hits=hits, filters={}, category="lsg",
            on=clock.today() - timedelta(days=days_ago + number % 3),
        )  # fmt: skip
        if number < opened:
            assert log.opened(token=log.token(row), rank="2")


@pytest.fixture
def administrator(trees: object, client: Client) -> Client:
    from search import groundwork

    groundwork.lay()
    user = UserFactory(is_staff=True)
    user.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))
    client.force_login(user)
    return client


def test_the_report_says_what_is_asked_missed_and_not_opened(administrator: Client) -> None:
    ask("суу түтүгү", 6, opened=5)
    ask("жер салыгы", 5)
    ask("ит кармоо", 4, hits=0)
    Wish.objects.create(text="ит кармоо", locale="ky", email="a@example.kg",
                        confirmed_at=clock.now())  # fmt: skip

    answer = administrator.get(ADDRESS)

    report = answer.context["report"]
    assert answer.status_code == 200
    assert (report.total, report.nothing, report.opened) == (15, 4, 5)
    assert [row["words"] for row in report.top] == ["суу түтүгү", "жер салыгы", "ит кармоо"]
    assert [row["words"] for row in report.without_hits] == ["ит кармоо"]
    assert [row["words"] for row in report.rarely_opened] == ["жер салыгы"]
    assert [row["text"] for row in report.wishes] == ["ит кармоо"]
    assert [(row["category"], row["times"], row["opened"]) for row in report.categories] == [
        ("lsg", 15, 5)
    ]
    assert "суу түтүгү" in answer.content.decode()


def test_an_endless_word_does_not_push_the_columns_out_of_sight(administrator: Client) -> None:
    ask("а" * 200, 1, hits=0)

    assert "а" * 80 not in administrator.get(ADDRESS).content.decode()


def test_the_report_asks_no_more_for_more_searches(
    administrator: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        ask(f"суу {number}", 2)
    administrator.get(ADDRESS)

    with django_assert_max_num_queries(40):  # type: ignore[operator]
        administrator.get(ADDRESS, {"days": "90"})


@pytest.mark.parametrize("days", ["0", "-1", "abc", "9" * 400])
def test_a_senseless_period_is_the_usual_one(administrator: Client, days: str) -> None:
    assert administrator.get(ADDRESS, {"days": days}).context["days"] == 30


def test_the_report_is_for_administrators_only(trees: object, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302

    reviewer = UserFactory(is_staff=True)
    reviewer.groups.add(roles.group(roles.REVIEWER))
    client.force_login(reviewer)

    assert client.get(ADDRESS).status_code in (302, 403)


def test_an_empty_search_page_offers_what_many_ask_in_its_language(
    trees: object, client: Client
) -> None:
    Hint.objects.create(kind=Hint.Kind.QUERY, locale="ky", text="таза суу", key="таза суу")
    Hint.objects.create(kind=Hint.Kind.QUERY, locale="ky", text="таза суу", key="суу")
    Hint.objects.create(kind=Hint.Kind.QUERY, locale="ru", text="чистая вода", key="чистая вода")

    assert hints.popular("ky") == ["таза суу"]
    assert "таза суу" in client.get("/ky/search/").content.decode()
    assert AskedQuery.objects.count() == 0
