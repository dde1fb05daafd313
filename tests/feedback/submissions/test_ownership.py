"""A draft, a page, a file of somebody else: as if they were not there."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.urls import reverse

from feedback.submissions import groundwork, services
from portal.core import roles
from tests.factories.feedback import MONDAY, complete_draft, member, photo
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    return complete_draft()


@pytest.fixture
def evidence(submission):
    return services.add_evidence(submission_id=submission.pk, file=photo(), at=MONDAY)


def signed_in(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def staff(role):
    from portal.core import groundwork as core

    core.lay()
    groundwork.lay()
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return signed_in(person)


@pytest.mark.parametrize(
    ("method", "name", "arguments"),
    [
        ("get", "submission", []),
        ("get", "sheet", ["subject"]),
        ("post", "sheet", ["subject"]),
        ("post", "keep", ["subject"]),
        ("get", "check", []),
        ("post", "send", []),
        ("get", "withdraw", []),
        ("post", "withdraw", []),
    ],
)
def test_pages_of_others_are_not_there(submission, method, name, arguments):
    where = reverse(f"submissions:{name}", args=[submission.pk, *arguments])

    answer = getattr(signed_in(member()), method)(where)

    assert answer.status_code == 404


def test_files_of_others_are_not_there(evidence):
    where = reverse("submissions:evidence", args=[evidence.pk])
    owner = evidence.submission.owner

    assert signed_in(member()).get(where).status_code == 404
    assert Browser().get(where).status_code == 302
    mine = signed_in(owner).get(where)
    assert b"".join(mine.streaming_content).startswith(b"\xff\xd8")
    assert "sandbox" in mine.headers["Content-Security-Policy"]


def test_a_file_of_others_is_not_removed(evidence):
    mine = complete_draft()
    where = reverse("submissions:sheet", args=[mine.pk, "proof"])

    signed_in(mine.owner).post(where, {"contact_name": "Бакыт", "do": f"remove-{evidence.pk}"})

    evidence.refresh_from_db()


def test_reviewers_see_what_was_sent_in_and_no_drafts(submission, evidence):
    reviewer = staff(roles.REVIEWER)
    card = reverse("submissions_review:card", args=[submission.pk])
    file = reverse("submissions:evidence", args=[evidence.pk])
    before = [reviewer.get(card, follow=True).status_code, reviewer.get(file).status_code]

    services.submit(submission_id=submission.pk, at=MONDAY)

    assert before == [404, 404]
    assert [reviewer.get(card).status_code, reviewer.get(file).status_code] == [200, 200]


def test_staff_without_the_right_see_nothing(submission, evidence):
    services.submit(submission_id=submission.pk, at=MONDAY)
    manager = staff(roles.MANAGER)

    assert manager.get(reverse("submissions:evidence", args=[evidence.pk])).status_code == 404
    answer = manager.get(reverse("submissions_review:card", args=[submission.pk]))
    assert answer.status_code == 302


def test_the_administrator_of_clients_looks_and_does_not_decide(submission):
    services.submit(submission_id=submission.pk, at=MONDAY)
    looking = staff(roles.CLIENT_ADMINISTRATOR)

    card = looking.get(reverse("submissions_review:card", args=[submission.pk]))
    looking.post(
        reverse("submissions_review:decline", args=[submission.pk]), {"reasons": "Жок дедим"}
    )

    assert card.status_code == 200
    assert 'id="panel-decision' not in card.content.decode()
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_numbers_beyond_any_row_are_not_there():
    browser = signed_in(member())

    assert browser.get(f"/ky/submit/{10**30}/").status_code == 404
    assert browser.get(f"/ky/submit/file/{10**30}/").status_code == 404
    assert browser.get("/ky/submit/1/%27%22/").status_code == 404
