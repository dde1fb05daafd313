"""The one table of states, and that nothing goes past it."""

import pytest
from wagtail.models import ModelLogEntry

from feedback.submissions import services, states
from feedback.submissions.errors import MoveNotAllowed, OwnSubmission, ReasonsMissing
from feedback.submissions.models import ReviewRound, Submission
from feedback.submissions.states import Deed, State
from tests.factories.feedback import MONDAY, member, sent
from tests.factories.membership import UserFactory

ALLOWED = {
    "draft": {"submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {
        "return": "returned",
        "accept": "accepted",
        "decline": "declined",
        "withdraw": "withdrawn",
    },
    "returned": {"submit": "submitted", "withdraw": "withdrawn"},
    # Whoever puts it on the site may still find what the author has to mend.
    "accepted": {"publish": "published", "return": "returned"},
    "published": {"unpublish": "accepted"},
    "declined": {},
    "withdrawn": {},
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("deed", Deed.values)
def test_the_table_is_the_one_agreed(state, deed):
    wanted = ALLOWED[state].get(deed)

    if wanted:
        assert states.after(state, deed) == wanted
    else:
        with pytest.raises(MoveNotAllowed):
            states.after(state, deed)


@pytest.fixture
def reviewer(db):
    return UserFactory(is_staff=True)


def _return(submission, reviewer, reasons="Сүрөт кошуңуз."):
    return services.return_with_reasons(
        submission_id=submission.pk,
        reviewer_id=reviewer.pk,
        reasons=reasons,
        checked=["place", "problem"],
        at=MONDAY,
    )


def test_a_returned_practice_keeps_its_number_and_gets_a_new_promise(reviewer):
    submission = sent()
    number, promised = submission.number, submission.due_on
    _return(submission, reviewer)

    later = MONDAY.replace(day=20)
    again = services.submit(submission_id=submission.pk, at=later)

    assert (again.number, again.state) == (number, State.SUBMITTED)
    assert again.due_on > promised
    assert [one.decision for one in again.rounds.all()] == ["returned", ""]


def test_nobody_returns_without_a_reason(reviewer):
    submission = sent()

    with pytest.raises(ReasonsMissing):
        _return(submission, reviewer, reasons="  ")

    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_nobody_decides_on_her_own_practice(db):
    author = member()
    submission = sent(author)

    with pytest.raises(OwnSubmission):
        _return(submission, author)


def test_two_reviewers_cannot_decide_twice(reviewer):
    submission = sent()
    _return(submission, reviewer)

    with pytest.raises(MoveNotAllowed):
        services.decline(
            submission_id=submission.pk,
            reviewer_id=reviewer.pk,
            reasons="Кечиктик",
            checked=[],
            at=MONDAY,
        )


def test_every_move_is_in_the_log(reviewer):
    submission = sent()
    _return(submission, reviewer)

    entries = ModelLogEntry.objects.for_instance(submission).order_by("pk")
    assert [(entry.action, entry.user_id) for entry in entries] == [
        ("submissions.submit", submission.owner_id),
        ("submissions.return", reviewer.pk),
    ]
    assert str(entries[1].message)


def test_a_practice_taken_back_ends_its_review(db):
    submission = sent()

    services.withdraw(submission_id=submission.pk, at=MONDAY)

    assert Submission.objects.get().state == State.WITHDRAWN
    assert submission.rounds.get().decision == "withdrawn"


def test_a_checklist_nobody_used_finds_nothing_missing():
    assert ReviewRound(checked=[]).open_points() == []
    assert len(ReviewRound(checked=["place"]).open_points()) == 5
