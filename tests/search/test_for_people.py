"""The search page narrows, pages, offers, tells, and says the same to programs."""

from datetime import date, timedelta
from typing import Any
from unittest import mock
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.core import clock, outbox
from portal.core.entries import Entry
from portal.core.models import Letter
from search import hints, log, promoted, selectors, services, synonyms, wishes
from search.models import AskedQuery, PromotedResult, Synonym, Wish
from search.signals import wanted_entry_found
from tests.factories.portal import grow_sections, practice

pytestmark = pytest.mark.django_db


def entry(number: int, title: str = "Таза суу", **fields: Any) -> Entry:
    given = {"kind": "practice", "locale": "ky", "url": f"/ky/practices/{number}/", **fields}
    return Entry(id=number, title=title, **given)


@pytest.fixture
def page(trees: object, client: Client) -> Client:
    return client


def asked(client: Client, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/ky/search/", {"format": "json", **parameters})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_several_values_of_a_facet_are_any_of_them_and_facets_are_all(page: Client) -> None:
    services.put_entries([
        entry(1, topics=("water",), published_on=date(2024, 5, 1)),
        entry(2, topics=("waste", "water"), published_on=date(2025, 5, 1)),
        entry(3, kind="news", topics=("roads",), published_on=date(2025, 6, 1)),
    ])  # fmt: skip

    found = asked(page, q="суу", topic=["waste", "roads"], year="2025")

    assert found["total"] == 2
    assert found["facets"]["topic"] == {"roads": 1, "waste": 1, "water": 1}
    assert found["facets"]["kind"] == {"news": 1, "practice": 1}
    assert found["facets"]["year"] == {"2025": 2}


def test_choices_stay_when_other_words_are_typed(page: Client) -> None:
    services.put_entries([entry(1, topics=("water",), published_on=date(2024, 5, 1))])

    chosen = {"q": "суу", "topic": "water", "sort": "date", "page": "1"}
    form = page.get("/ky/search/", chosen).content.decode()

    assert '<input type="hidden" name="topic" value="water">' in form
    assert '<input type="hidden" name="sort" value="date">' in form
    assert '<input type="hidden" name="page"' not in form


def test_a_phrase_is_met_in_order_and_a_minus_keeps_out(page: Client) -> None:
    services.put_entries([entry(1, "Айыл өкмөтү таза суу берди"), entry(2, "Суу таза, айылда")])

    assert [one["url"][-2] for one in asked(page, q='"таза суунун"')["results"]] == ["1"]
    assert [one["url"][-2] for one in asked(page, q="суу -өкмөт")["results"]] == ["2"]
    assert asked(page, q="-суу")["total"] == 0


def test_pages_do_not_shift_when_something_new_appears(page: Client) -> None:
    services.put_entries([entry(number) for number in range(1, 16)])
    first = asked(page, q="суу")
    services.put_entry(entry(99, "Таза суу суу суу"))

    second = asked(page, q="суу", page=2, upto=first["upto"])

    urls = [one["url"] for one in (*first["results"], *second["results"])]
    assert len(set(urls)) == 15
    assert asked(page, q="суу")["total"] == 16


def test_newest_first_and_own_language_first(page: Client) -> None:
    services.put_entries([
        entry(1, "суу суу", published_on=date(2020, 1, 1)),
        entry(2, "Башка", body="суу", published_on=date(2026, 1, 1)),
        entry(3, "суу", locale="ru", published_on=date(2026, 2, 1)),
    ])  # fmt: skip

    assert [one["url"][-2] for one in asked(page, q="суу", sort="date")["results"]] == [
        "3", "2", "1",
    ]  # fmt: skip
    assert asked(page, q="суу", own="1")["results"][-1]["url"][-2] == "3"


def test_a_hit_inside_a_pdf_names_the_page_and_opens_there(page: Client) -> None:
    services.put_entry(
        entry(1, "Жылдык отчет", pages=("Кириш сөз", "Калктын саны", "Сугат каналдары оңдолду"),
              pdf_url="/documents/7/otchet.pdf")
    )  # fmt: skip

    found = asked(page, q="каналдар")["results"][0]

    assert found["page"] == 3
    assert found["url"].endswith("/documents/7/otchet.pdf#page=3")
    assert "каналдары" in found["extract"]
    assert "3-бет" in page.get("/ky/search/", {"q": "каналдар"}).content.decode()


def test_a_closed_article_says_how_to_open_it(page: Client) -> None:
    services.put_entry(entry(1, kind="article", access="subscribers"))

    assert "/ky/subscribe/" in page.get("/ky/search/", {"q": "суу"}).content.decode()


def test_words_are_offered_while_typing_own_language_first(page: Client) -> None:
    services.put_entries([
        entry(1, "Ичүүчү суу", place="Кочкор району", authors=("Айгүл Сатарова",)),
        entry(2, "Ичимдик суу", locale="ru"),
    ])  # fmt: skip

    offered = page.get("/ky/search/suggest/", {"q": "ичу"}).json()["suggestions"]
    by_author = hints.beginning_with("сатар", "ky")

    assert [one["text"] for one in offered] == ["Ичүүчү суу"]
    assert [(one["kind"], one["text"]) for one in by_author] == [("author", "Айгүл Сатарова")]
    assert hints.beginning_with("кочк", "ky")[0]["kind"] == "place"
    assert hints.beginning_with("и", "ky") == []


def test_earlier_searches_are_offered_when_many_asked_and_nothing_is_personal(page: Client) -> None:
    services.put_entry(entry(1, "Сугат суусу"))
    for text, hits in (("сугат", 1), ("асанов", 1), ("сугат 996555", 1)):
        for day in (1, 2, 3):
            log.keep(text=text, locale="ky", hits=hits, filters={}, category="",
                     on=date(2026, 3, day))  # fmt: skip
    log.keep(text="сугат? -акы", locale="ky", hits=1, filters={}, category="",
             on=date(2026, 3, 3))  # fmt: skip

    log.offer_earlier_searches(date(2026, 3, 4))

    kinds = {(one["kind"], one["text"]) for one in hints.beginning_with("суга", "ky")}
    assert ("query", "сугат") in kinds
    assert hints.beginning_with("асан", "ky") == []


def test_a_search_is_kept_without_the_person_and_with_the_rank_that_was_opened(
    page: Client,
) -> None:
    services.put_entry(entry(1))
    page.get("/ky/search/", {"q": "суу"})
    row = AskedQuery.objects.get()

    page.post("/ky/search/opened/", {"asked": log.token(row.pk), "rank": "1"})
    page.post("/ky/search/opened/", {"asked": "false", "rank": "2"})
    page.post("/ky/search/opened/", {"asked": log.token(row.pk), "rank": "²"})

    row.refresh_from_db()
    assert (row.text, row.hits, row.opened_rank, row.category) == ("суу", 1, 1, "")


def test_the_report_counts_what_found_nothing(admin_client: Client, trees: object) -> None:
    for _ in range(3):
        log.keep(text="Бассейн", locale="ky", hits=0, filters={}, category="lsg", on=clock.today())

    found = selectors.report(last=clock.today(), days=30)

    assert [(row["words"], row["times"]) for row in found.without_hits] == [("Бассейн", 3)]
    assert found.categories[0]["times"] == 3


def test_a_misspelt_word_is_offered_with_what_it_finds(page: Client) -> None:
    services.put_entry(entry(1, "Сугат каналдары"))

    text = page.get("/ky/search/", {"q": "сугвт"}).content.decode()

    assert 'href="?q=%D1%81%D1%83%D0%B3%D0%B0%D1%82"' in text


def test_what_is_offered_counts_under_what_is_chosen(page: Client) -> None:
    services.put_entries([entry(1, "Сугат каналдары"), entry(2, "Сугат", kind="news")])
    services.put_entries([entry(3, "Көчө"), entry(4, "Сугат", locale="ru", kind="news")])

    answer = page.get("/ky/search/", {"q": "сугвт", "kind": "news", "lang": "ky"})
    apart = page.get("/ky/search/", {"q": "сугат көчө", "kind": "news"})

    offers = answer.context["help"].offers
    assert [(one.text, one.total) for one in offers] == [("сугат", 1)]
    assert "kind=news&amp;lang=ky" in answer.content.decode()
    assert [(one.text, one.total) for one in apart.context["help"].single_words] == [("сугат", 2)]


def test_only_what_was_tried_is_told(page: Client) -> None:
    Synonym.objects.create(kyrgyz="катуу таштанды", russian="твердые отходы", others="ТБО")
    synonyms.changed()

    assert "баскычтопто" in page.get("/ky/search/", {"q": "бассейн"}).content.decode()
    assert "баскычтопто" not in page.get("/ky/search/", {"q": "ТБО"}).content.decode()


def test_programs_get_plain_texts_and_an_overlong_query_its_beginning(page: Client) -> None:
    services.put_entry(entry(1, "Суу & жол", summary="Суу <түтүк> & жол"))

    found = asked(page, q="суу")["results"][0]
    long = page.get("/ky/search/", {"q": "суу " * 100, "kind": "news"})

    assert (found["title"], found["extract"]) == ("Суу & жол", "Суу <түтүк> & жол")
    assert long.status_code == 302
    assert long["Location"].endswith("&kind=news")
    assert "Accept" in long["Vary"]
    assert AskedQuery.objects.count() == 0
    assert len(asked(page, q="суу " * 100)["query"]) < 201


def test_programs_learn_what_is_advised_and_what_finds_more(page: Client) -> None:
    grow_sections()
    advised = practice(title="Суу түтүгү")
    PromotedResult.objects.create(words="сугвт", page=advised, note="Муну окуңуз")
    services.put_entry(entry(99, "Сугат каналдары"))

    found = asked(page, q="сугвт")

    assert found["did_you_mean"] == [{"query": "сугат", "reason": "spelling", "total": 1}]
    assert [(one["title"], one["text"]) for one in found["promoted"]] == [
        ("Суу түтүгү", "Муну окуңуз")
    ]
    assert found["promoted"][0]["url"].startswith("http")


def test_a_wish_of_a_guest_counts_once_confirmed_and_is_met_once(page: Client) -> None:
    page.post("/ky/search/tell-me/", {"text": "бассейн", "email": "a@example.kg"})
    outbox.drain()
    services.put_entry(entry(1, "Бассейн курулду"))
    outbox.drain()
    assert Wish.objects.get().met_at is None

    link = next(word for word in mail.outbox[0].body.split() if "/tell-me/yes/" in word)
    page.get(link.split("testserver")[-1].split("8000")[-1])
    heard: list[int] = []

    def hear(*, wish_id: int, **_: Any) -> None:
        heard.append(wish_id)

    wanted_entry_found.connect(hear)
    services.put_entry(entry(2, "Бассейндер"))
    services.put_entry(entry(3, "Бассейн"))
    outbox.drain()
    wanted_entry_found.disconnect(hear)

    assert heard == [Wish.objects.get().pk]
    found = wishes.found(heard[0])
    assert found is not None
    assert found.title == "Бассейндер"
    assert any("Бассейндер" in letter.body for letter in mail.outbox)


def test_an_entry_that_begins_to_answer_meets_what_nothing_answered(
    page: Client, django_user_model: Any
) -> None:
    services.put_entries([entry(1, "Көпүрө"), entry(2, "Көчө")])
    reader = django_user_model.objects.create(email="a@example.kg")
    for text in ("бассейн", "көпүрө"):
        wishes.wish(text=text, locale="ky", user_id=reader.pk, email="")

    services.put_entries([entry(1, "Көпүрө оңдолду"), entry(2, "Көчө жана бассейн")])
    outbox.drain()
    met = Wish.objects.exclude(met_at=None).values_list("text", "met_entry_id")

    assert list(met) == [("бассейн", 2)]
    services.put_entry(entry(3, "Жаңы көпүрө"))
    outbox.drain()
    assert Wish.objects.get(text="көпүрө").met_entry_id == 3


def test_who_asks_once_more_gets_another_letter_and_silence_is_forgotten(page: Client) -> None:
    asked_at = [clock.now() + timedelta(days=number) for number in (0, 0, 15)]
    for now in asked_at:
        with mock.patch("django.utils.timezone.now", return_value=now):
            wishes.wish(text="бассейн", locale="ky", user_id=None, email="a@example.kg")

    assert Letter.objects.count() == 2
    wishes.forget_unconfirmed(asked_at[0] + timedelta(days=20))
    assert Wish.objects.exists()
    wishes.forget_unconfirmed(asked_at[0] + timedelta(days=30))
    assert not Wish.objects.exists()


def test_a_flood_of_wishes_is_told_to_wait_and_keeps_what_was_typed(page: Client) -> None:
    with mock.patch("search.wish_views.WishForm.is_valid", return_value=False):
        for _ in range(20):
            page.post("/ky/search/tell-me/", {"text": "бассейн"})

    answer = page.post("/ky/search/tell-me/", {"text": "бассейн", "email": "a@example.kg"})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert 'value="бассейн"' in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "title", "met"),
    [
        ("окмоту", "Айыл өкмөтү", True),
        ('"таза суу"', "Суу таза", False),
        ("суу -тариф", "Суунун тарифи", False),
    ],
)
def test_a_wish_is_met_by_what_a_search_would_find(
    trees: object, django_user_model: Any, text: str, title: str, met: bool
) -> None:
    reader = django_user_model.objects.create(email="a@example.kg")
    wishes.wish(text=text, locale="ky", user_id=reader.pk, email="")
    services.put_entry(entry(1, title))
    outbox.drain()

    assert (Wish.objects.get().met_at is not None) is met


@pytest.mark.parametrize("name", ["confirm_wish", "give_up_wish"])
def test_a_false_link_of_a_wish_says_so_and_shows_the_way(page: Client, name: str) -> None:
    answer = page.get(reverse(f"search:{name}", args=["made-up:token"]))

    assert answer.status_code == 404
    assert "dead_link.html" in [template.name for template in answer.templates]


def test_a_wish_without_a_word_is_refused_and_keeps_what_was_typed(page: Client) -> None:
    answer = page.post("/ky/search/tell-me/", {"text": "?!", "email": "a@example.kg"})

    assert answer.status_code == 422
    assert 'value="?!"' in answer.content.decode()


def test_editors_promote_a_page_for_words_in_any_form(trees: object) -> None:
    grow_sections()
    page = practice(title="Суу түтүгү")
    PromotedResult.objects.create(words="ичүүчү суу, түтүк", page=page)

    assert [one.title for one in promoted.pages("түтүктөр", "ky")] == ["Суу түтүгү"]
    assert promoted.pages("түтүктөр", "ru") == []
    assert promoted.pages("таза түтүк", "ky") == []


def test_a_saved_search_is_a_feed_and_the_browser_learns_to_ask(page: Client) -> None:
    services.put_entry(entry(1, published_on=date(2026, 1, 2)))

    feed = page.get("/ky/search/feed/", {"q": "суу"})

    assert "Таза суу" in feed.content.decode()
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "searchTerms" in page.get(reverse("search:description")).content.decode()


@pytest.mark.parametrize("text", ["суу\x01", "\x0bсуу", "суу\ufffe"])
def test_a_feed_is_whole_whatever_was_typed_or_pasted(page: Client, text: str) -> None:
    services.put_entry(entry(1, "Таза\x0bсуу", summary="Кудук\x02"))

    feed = page.get("/ky/search/feed/", {"q": text})

    assert "Таза суу" in [one.text for one in ElementTree.fromstring(feed.content).iter()]


def test_a_search_asks_few_questions(page: Client, django_assert_max_num_queries: Any) -> None:
    services.put_entries([entry(number, topics=("water",)) for number in range(30)])
    page.get("/ky/search/", {"q": "суу"})

    with django_assert_max_num_queries(16):
        page.get("/ky/search/", {"q": "суу"})


def test_words_that_are_nowhere_together_are_offered_alone(page: Client) -> None:
    services.put_entries([entry(1, "Таза суу"), entry(2, "Таза көчө"), entry(3, "Суу түтүгү")])
    services.put_entry(entry(4, "Суу тарифи"))

    answer = page.get("/ky/search/", {"q": "көчө суу"})

    offered = [(one.text, one.total) for one in answer.context["help"].single_words]
    assert offered == [("көчө", 1), ("суу", 3)]


def test_an_abbreviation_without_hits_offers_its_words_and_no_spelling(page: Client) -> None:
    services.put_entries([entry(1, "Таштанды чыгаруу"), entry(2, "Тоо жолу")])
    Synonym.objects.create(kyrgyz="катуу таштанды", russian="твердые отходы", others="ТБО")
    synonyms.changed()

    answer = page.get("/ky/search/", {"q": "ТБО"})

    assert answer.context["help"].offers == ()
    assert [one.text for one in answer.context["help"].single_words] == ["таштанды"]


def test_of_forms_of_one_word_one_is_offered(page: Client) -> None:
    services.put_entries([
        entry(1, "Практика айыла", locale="ru"), entry(2, "О практике", locale="ru"),
        entry(3, "Практики", locale="ru"),
    ])  # fmt: skip

    answer = page.get("/ky/search/", {"q": "практека"})

    assert len(answer.context["help"].offers) == 1
    assert answer.context["help"].offers[0].total == 3


def test_words_of_a_synonym_are_offered_in_the_language_of_the_reader(page: Client) -> None:
    services.put_entries([entry(1, "Таштанды"), entry(2, "Отходы", locale="ru")])
    phrases = "катуу тиричилик таштандылары, твердые бытовые отходы, КТТ, ТКО"
    Synonym.objects.create(kyrgyz="катуу таштанды", russian="ТБО", others=phrases)
    synonyms.changed()

    def first(language: str) -> str:
        answer = page.get(f"/{language}/search/", {"q": "ТБО"})
        return str(answer.context["help"].single_words[0].text)

    assert (first("ky"), first("ru")) == ("таштанды", "отходы")


def test_the_typed_word_in_the_own_language_stands_above_its_translation(page: Client) -> None:
    services.put_entries([entry(number, "Айыл жолу") for number in range(10, 30)])
    services.put_entries([
        entry(1, "Мектеп жана суу"), entry(2, "Мектептин жолу"), entry(3, "Мектеп бакчасы"),
        entry(4, "Школа", locale="ru", url="/ru/practices/4/"),
    ])  # fmt: skip
    Synonym.objects.create(kyrgyz="мектеп", russian="школа")
    synonyms.changed()

    assert asked(page, q="мектеп")["results"][-1]["url"].endswith("/ru/practices/4/")


def test_her_room_shows_what_has_appeared_and_takes_a_wish_back(
    page: Client, django_user_model: Any
) -> None:
    reader = django_user_model.objects.create(email="a@example.kg")
    for text in ("бассейн", "көпүрө"):
        wishes.wish(text=text, locale="ky", user_id=reader.pk, email="")
    services.put_entry(entry(1, "Бассейн курулду"))
    outbox.drain()

    waiting, met = wishes.of_user(reader.pk)
    page.post(waiting.stop_url.partition("/ky/")[2].join(("/ky/", "")))

    assert (met.is_met, met.title, met.url) == (True, "Бассейн курулду", "/ky/practices/1/")
    assert not waiting.is_met
    assert waiting.url.startswith("/ky/search/?q=")
    assert [one.text for one in wishes.of_user(reader.pk)] == ["бассейн"]
