"""Terms that last a number of issues, and months without one."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from membership.subscriptions import services
from membership.subscriptions.errors import IssueCameOut, NotPrinted, PauseOutside
from membership.subscriptions.models import Prolongation, SkippedIssue, Term
from tests.factories.membership import ClientFactory, TermFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 20, 6, 0, tzinfo=UTC)
MARCH_20 = date(2026, 3, 20)


def by_issues(left, **fields):
    return TermFactory(ends_on=None, issues_left=left, **fields)


def come_out(month, *, counts=1):
    return services.count_issue(
        key=f"2026-{month:02}", published_on=date(2026, month, 20), counts=counts, at=NOW
    )


def left_of(term):
    return Term.objects.get(pk=term.pk).issues_left


def test_an_issue_that_comes_out_counts_once_however_often_it_is_published():
    term = by_issues(10)

    come_out(3)
    come_out(3)

    assert left_of(term) == 9


def test_a_double_issue_counts_as_the_editor_decides():
    term = by_issues(10)

    come_out(7, counts=2)

    assert left_of(term) == 8


def test_a_term_stays_open_with_its_last_issue_and_ends_when_the_next_comes_out():
    term = by_issues(1)

    come_out(3)
    with_last = Term.objects.get(pk=term.pk)
    come_out(4)

    assert with_last.phase_on(date(2026, 4, 1)) == "ending"
    assert Term.objects.get(pk=term.pk).ends_on == date(2026, 4, 19)
    assert not Term.objects.giving_access_on(date(2026, 4, 20)).exists()


def test_of_two_terms_of_one_reader_the_older_counts_first():
    reader = ClientFactory()
    older = by_issues(1, client=reader)
    newer = by_issues(10, client=reader, starts_on=date(2026, 2, 1))

    come_out(3)
    come_out(4)

    assert (left_of(older), left_of(newer)) == (0, 9)


def test_issues_that_a_term_by_the_month_gives_do_not_count():
    reader = ClientFactory()
    TermFactory(client=reader, opens="both", copies=1, ends_on=date(2026, 3, 31))
    term = by_issues(10, client=reader)
    more_copies = by_issues(10, client=reader, opens="magazine_print", copies=3)

    come_out(3)
    come_out(4)

    assert (left_of(term), left_of(more_copies)) == (9, 8)


def test_an_issue_from_before_the_term_does_not_count():
    term = by_issues(10, starts_on=date(2026, 4, 1))

    come_out(3)

    assert left_of(term) == 10


def test_issues_that_come_out_during_a_pause_do_not_count():
    term = by_issues(10, opens="magazine_print", copies=1)
    services.pause_post(
        term_id=term.pk, first_on=date(2026, 3, 1), last_on=date(2026, 3, 31), at=NOW
    )

    come_out(3)
    come_out(4)

    assert left_of(term) == 9


def test_a_month_without_an_issue_prolongs_the_terms_that_cover_it_once():
    covering = TermFactory(ends_on=date(2026, 12, 31))
    later = TermFactory(starts_on=date(2026, 5, 1), ends_on=date(2026, 12, 31))
    counted = by_issues(10)

    for _twice in range(2):
        services.skip_issue(year=2026, month=4, why="Басмакана токтоду", at=NOW)

    assert Term.objects.get(pk=covering.pk).ends_on == date(2027, 1, 31)
    assert Term.objects.get(pk=later.pk).ends_on == date(2026, 12, 31)
    assert left_of(counted) == 10
    assert Prolongation.objects.get().term == covering


def test_a_pause_of_the_post_prolongs_by_its_days():
    term = TermFactory(opens="magazine_print", copies=1, ends_on=date(2026, 12, 31))

    services.pause_post(
        term_id=term.pk, first_on=date(2026, 7, 1), last_on=date(2026, 7, 31), at=NOW
    )

    assert Term.objects.get(pk=term.pk).ends_on == date(2027, 1, 31)


def test_pauses_do_not_overlap_and_what_is_not_posted_is_not_paused():
    term = TermFactory(opens="magazine_print", copies=1)
    days = {"first_on": date(2026, 7, 1), "last_on": date(2026, 7, 31), "at": NOW}
    services.pause_post(term_id=term.pk, **days)

    with pytest.raises(PauseOutside):
        services.pause_post(term_id=term.pk, **days)
    with pytest.raises(NotPrinted):
        services.pause_post(term_id=TermFactory().pk, **days)


def test_a_month_left_out_by_mistake_is_taken_back_whole():
    term = TermFactory(ends_on=date(2026, 12, 31))
    skipped = services.skip_issue(year=2026, month=4, why="Ката", at=NOW)

    assert services.take_back_skip(skipped_id=skipped.pk) == 1

    assert Term.objects.get(pk=term.pk).ends_on == date(2026, 12, 31)
    assert not Prolongation.objects.exists()


def test_a_month_whose_issue_came_out_is_not_left_out():
    come_out(3)

    with pytest.raises(IssueCameOut):
        services.skip_issue(year=2026, month=3, why="Ката", at=NOW)


def test_a_pause_stays_within_its_term():
    term = TermFactory(opens="magazine_print", copies=1, ends_on=date(2026, 12, 31))

    with pytest.raises(PauseOutside):
        services.pause_post(
            term_id=term.pk, first_on=date(2026, 12, 1), last_on=date(2027, 1, 1), at=NOW
        )


@pytest.mark.parametrize(
    ("day", "ends_on", "paused"),
    [(date(2026, 6, 1), date(2026, 12, 31), 0), (date(2026, 7, 11), date(2027, 1, 10), 1)],
)
def test_a_pause_taken_back_gives_back_the_days_that_are_left(day, ends_on, paused):
    term = TermFactory(opens="magazine_print", copies=1, ends_on=date(2026, 12, 31))
    pause = services.pause_post(
        term_id=term.pk, first_on=date(2026, 7, 1), last_on=date(2026, 7, 31), at=NOW
    )

    services.take_back_pause(pause_id=pause.pk, day=day)

    assert Term.objects.get(pk=term.pk).ends_on == ends_on
    assert term.pauses.count() == paused


def test_staff_see_how_many_subscriptions_a_month_prolongs_before_it_does(client, administrator):
    TermFactory(ends_on=date(2026, 12, 31))
    url = reverse("subscriptions_terms:skip")
    answers = {"year": 2026, "month": 4, "why": "Басмакана токтоду"}

    shown = client.post(url, answers).context["shown"]
    none_yet = SkippedIssue.objects.count()
    client.post(url, {**answers, "seal": shown.seal})
    skipped = SkippedIssue.objects.get()
    client.post(reverse("subscriptions_terms:unskip", args=[skipped.pk]))

    assert none_yet == 0
    assert not SkippedIssue.objects.exists()
