"""The form of an author: nothing typed is lost, whatever is typed."""

import json

import pytest
from django.test import Client as Browser
from django.urls import reverse

from feedback.submissions import services
from feedback.submissions.models import EvidenceFile, Submission
from feedback.submissions.states import State
from tests.factories.feedback import (
    STORY,
    complete_draft,
    draft,
    member,
    paper,
    photo,
    sent,
    topic,
)
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db

#: Typed on every page by somebody who means no good, or by a cat.
HOSTILE = [
    "\x00",
    "'\"><script>alert(1)</script>",
    "ө" * 12_000,
    "'; DROP TABLE submissions_submission; --",
    "{{ 7*7 }}{% now %}",
    "-1",
    "9" * 400,
]
NAMES = {
    "subject": ["language", "title", "territory", "village", "women", "budget_tyiyn", "topics",
                "started_on", "outcome"],
    "story": ["problem", "aim", "solution", "summary"],
    "numbers": ["results-0-what", "results-0-before", "costs-0-source", "costs-0-amount",
                "costs-0-year", "beneficiaries", "beneficiaries_women"],
    "path": ["steps-0-month", "steps-0-what", "lessons"],
    "proof": ["resolutions-0-kenesh", "resolutions-0-adopted_on", "resolutions-0-link",
              "norms-0-norm", "norms-0-link", "video_link", "authors",
              "contact_name", "contact_email", "contact_phone", "contact_consent", "do"],
}  # fmt: skip


@pytest.fixture
def author():
    return member()


@pytest.fixture
def browser(author):
    browser = Browser()
    browser.force_login(author)
    return browser


def address(submission, step, name="sheet"):
    return reverse(f"submissions:{name}", args=[submission.pk, step])


def text_of(answer):
    return answer.content.decode()


def test_a_page_saves_and_leads_on(browser, author):
    begun, place, water = draft(author), kok_jar(), topic()

    answer = browser.post(
        address(begun, "subject"),
        {
            "language": "ky",
            "title": "Суу күнү-түнү агат",
            "territory": "Көк-Жар айыл аймагы",
            "territory_asked": "Көк-Жар айыл аймагы",
            "territory_chosen": place.pk,
            "topics": [water.pk],
            "started_on": "3/2024",
            "outcome": "works",
            "do": "next",
        },
    )

    kept = Submission.objects.get()
    assert answer.url == address(begun, "story")
    assert (kept.title, kept.territory, kept.started_on.isoformat()) == (
        "Суу күнү-түнү агат", place, "2024-03-01",
    )  # fmt: skip
    assert list(kept.topics.all()) == [water]


def test_going_on_names_what_is_missing_and_keeps_the_rest(browser, author):
    begun = draft(author)

    answer = browser.post(address(begun, "story"), {"problem": STORY["problem"], "do": "next"})

    assert answer.status_code == 200
    assert 'href="#id_solution"' in text_of(answer)
    assert Submission.objects.get().problem == STORY["problem"]


def test_a_draft_is_saved_without_asking_for_more(browser, author):
    begun = draft(author)

    answer = browser.post(address(begun, "story"), {"problem": "Суу жок", "do": "save"})

    assert answer.url == address(begun, "story")


def test_what_was_not_understood_is_shown_again_as_it_was_typed(browser, author):
    begun = draft(author)
    rows = {"costs-0-source": "local_budget", "costs-0-amount": "эки миллиондой",
            "costs-0-year": "2024"}  # fmt: skip

    refused = browser.post(address(begun, "numbers"), {**rows, "do": "next"})
    later = browser.get(address(begun, "numbers"))

    for answer in (refused, later):
        assert "эки миллиондой" in text_of(answer)
        assert 'class="error-summary"' in text_of(answer)
    assert browser.get(reverse("submissions:check", args=[begun.pk])).context["gaps"]


def test_corrected_values_take_the_place_of_what_was_not_understood(browser, author):
    begun = draft(author)
    rows = {"costs-0-source": "local_budget", "costs-0-year": "2024", "do": "save"}
    browser.post(address(begun, "numbers"), {**rows, "costs-0-amount": "көп"})

    browser.post(address(begun, "numbers"), {**rows, "costs-0-amount": "2 400 000,50"})

    kept = Submission.objects.get()
    assert kept.unfinished == {}
    assert kept.costs == [
        {"source": "local_budget", "amount": 240_000_050, "year": 2024, "note": ""}
    ]


def test_a_resolution_is_kept_by_its_day_and_a_wrong_day_is_shown_again(browser, author):
    begun = draft(author)
    row = {"resolutions-0-kenesh": "Көк-Жар айылдык кеңеши", "resolutions-0-number": "7-2"}

    refused = browser.post(
        address(begun, "proof"), {**row, "resolutions-0-adopted_on": "31.02.2024", "do": "next"}
    )
    browser.post(
        address(begun, "proof"), {**row, "resolutions-0-adopted_on": "9.02.2024", "do": "save"}
    )

    assert "31.02.2024" in text_of(refused)
    kept = Submission.objects.get()
    assert (kept.unfinished, kept.resolutions[0]["adopted_on"]) == ({}, "2024-02-09")
    assert 'value="09.02.2024"' in text_of(browser.get(address(begun, "proof")))


def test_an_end_before_the_beginning_is_refused_in_words(browser, author):
    begun = draft(author)

    for ends in ("01.2024", "01.2020"):
        answer = browser.post(
            address(begun, "subject"),
            {"started_on": "05.2023", "finished_on": ends, "do": "save"},
        )

    assert "id_finished_on_error" in text_of(answer)
    assert Submission.objects.get().finished_on is None


def test_it_is_saved_while_she_types(browser, author):
    begun = draft(author)

    answer = browser.post(address(begun, "story", "keep"), {"problem": "Суу жо"})

    assert json.loads(answer.content)["said"].startswith("Сакталды ")
    assert Submission.objects.get().problem == "Суу жо"


def test_who_is_signed_out_meanwhile_finds_her_text_after_signing_in(author):
    begun, browser = draft(author), Browser()

    quietly = browser.post(address(begun, "story", "keep"), {"problem": "Суу жок"})
    refused = browser.post(address(begun, "story"), {"problem": "Суу жок", "do": "next"})
    browser.force_login(author)
    shown = browser.get(address(begun, "story"))

    assert quietly.status_code == 401
    assert "/account/login/" in refused.url
    assert "Суу жок" in text_of(shown)
    assert Submission.objects.get().problem == "Суу жок"


def test_somebody_else_who_signs_in_gets_nothing_of_it(author):
    begun, browser = draft(author), Browser()
    browser.post(address(begun, "story"), {"problem": "Купуя сөз"})

    browser.force_login(member())

    assert browser.get(address(begun, "story")).status_code == 404


@pytest.mark.parametrize("step", NAMES)
def test_hostile_input_is_kept_or_refused_never_an_error(browser, author, step):
    begun = draft(author)
    for typed in HOSTILE:
        data = dict.fromkeys(NAMES[step], typed)

        answer = browser.post(address(begun, step), data)
        quietly = browser.post(address(begun, step, "keep"), data)
        shown = browser.get(address(begun, step))

        assert answer.status_code in {200, 302}
        assert (quietly.status_code, shown.status_code) == (200, 200)
        assert "<script>alert" not in text_of(shown)
        assert len(typed) < 10_000 or typed in text_of(shown)


def test_files_are_added_and_removed_without_losing_the_text(browser, author):
    begun = draft(author)

    browser.post(
        address(begun, "proof"),
        {"files": [photo(), paper(), photo()], "contact_name": "Бакыт", "do": "upload"},
    )
    first, second = EvidenceFile.objects.order_by("pk")
    browser.post(address(begun, "proof"), {"contact_name": "Чынар", "do": f"remove-{first.pk}"})

    assert (first.content_type, second.content_type) == ("image/jpeg", "application/pdf")
    assert list(EvidenceFile.objects.all()) == [second]
    assert Submission.objects.get().contact_name == "Чынар"


def test_a_practice_is_checked_sent_and_shows_its_number_and_day(browser, author):
    begun = complete_draft(author)

    checked = browser.get(reverse("submissions:check", args=[begun.pk]))
    after = browser.post(reverse("submissions:send", args=[begun.pk]), follow=True)

    kept = Submission.objects.get()
    assert STORY["problem"] in text_of(checked)
    assert kept.state == State.SUBMITTED
    assert kept.number in text_of(after)


def test_sending_twice_is_sending_once(browser, author):
    begun = complete_draft(author)

    for _ in range(2):
        answer = browser.post(reverse("submissions:send", args=[begun.pk]))

    assert answer.status_code == 302
    assert Submission.objects.get().rounds.count() == 1


def test_an_unfinished_practice_is_not_sent(browser, author):
    begun = draft(author)

    answer = browser.post(reverse("submissions:send", args=[begun.pk]), follow=True)

    assert Submission.objects.get().state == State.DRAFT
    assert address(begun, "subject") in text_of(answer)


def test_in_review_nothing_can_be_changed(browser, author):
    submission = sent(author)

    answers = [
        browser.post(address(submission, "story"), {"problem": "Башка", "do": "next"}),
        browser.post(address(submission, "story", "keep"), {"problem": "Башка"}),
        browser.get(address(submission, "story")),
    ]

    assert [answer.status_code for answer in answers] == [302, 409, 302]
    assert Submission.objects.get().problem == STORY["problem"]


def test_it_is_taken_back_after_one_question(browser, author):
    submission = sent(author)
    where = reverse("submissions:withdraw", args=[submission.pk])

    asked = browser.get(where)
    browser.post(where)

    assert asked.status_code == 200
    assert Submission.objects.get().state == State.WITHDRAWN


def test_there_is_an_end_to_drafts(browser, author):
    for _ in range(25):
        answer = browser.post(reverse("submissions:new"))

    assert answer.url == reverse("submissions:start")
    assert Submission.objects.count() == 20


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_start_tells_the_promise_to_everybody(client, language, trees):
    answer = client.get(f"/{language}/submit/")

    assert answer.status_code == 200
    assert "10" in text_of(answer)


def test_pages_cost_few_queries(browser, author, trees, django_assert_max_num_queries):
    begun = complete_draft(author)
    browser.get("/ky/submit/")

    for where in (
        address(begun, "subject"),
        address(begun, "numbers"),
        reverse("submissions:check", args=[begun.pk]),
        reverse("submissions:submission", args=[begun.pk]),
    ):
        with django_assert_max_num_queries(22):
            browser.get(where)
    with django_assert_max_num_queries(14):
        browser.post(address(begun, "story", "keep"), STORY)


def test_what_was_filled_in_for_her_makes_no_page_ready(browser, author):
    begun = draft(author)

    fresh = browser.get(address(begun, "proof")).context
    browser.post(address(begun, "proof"), {"contact_name": "Айгүл Асанова", "do": "save"})
    saved = browser.get(address(begun, "proof")).context

    assert not any(step.is_ready for step in fresh["steps"])
    assert [step.code for step in saved["steps"] if step.is_ready] == ["proof"]
    assert (fresh["step"], fresh["total"]) == (5, 5)


def test_figures_of_the_municipality_need_their_year_and_source(browser, author):
    begun = draft(author)

    refused = browser.post(address(begun, "subject"), {"population": "4200", "do": "save"})
    browser.post(
        address(begun, "subject"),
        {"population": "4200", "passport_year": "2025", "passport_source": "Социалдык паспорт",
         "do": "save"},
    )  # fmt: skip

    assert "id_passport_year_error" in text_of(refused)
    kept = Submission.objects.get()
    assert (kept.population, kept.passport_year) == (4200, 2025)


@pytest.mark.parametrize("group", ["women", "children", "disabled"])
def test_no_group_is_larger_than_all_whom_it_helps(browser, author, group):
    begun = draft(author)

    answer = browser.post(
        address(begun, "numbers"),
        {"beneficiaries": "10", f"beneficiaries_{group}": "11", "do": "save"},
    )

    assert f"id_beneficiaries_{group}_error" in text_of(answer)


def test_a_photo_is_described_in_words(browser, author):
    begun = complete_draft(author)
    services.add_evidence(submission_id=begun.pk, file=photo(), at=begun.saved_at)
    kept = EvidenceFile.objects.get()

    asked = browser.get(reverse("submissions:check", args=[begun.pk]))
    browser.post(
        address(begun, "proof"),
        {"contact_name": "Айгүл", f"title-{kept.pk}": " Жаңы  эсептегич ", "do": "save"},
    )
    told = browser.get(reverse("submissions:check", args=[begun.pk]))

    kept.refresh_from_db()
    assert kept.title == "Жаңы эсептегич"
    assert (asked.context["silent_photos"], told.context["silent_photos"]) == (1, 0)
