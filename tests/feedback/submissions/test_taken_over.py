"""The author hears who follows her practice; what grew out of another keeps its origin."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.submissions import services
from feedback.submissions.checklist import Point
from feedback.submissions.models import Submission
from membership.clients.models import TimelineEntry
from portal.core.models import Letter
from portal.practices.adoptions.models import Adoption
from portal.practices.models import PracticePage
from tests.factories.feedback import MONDAY, complete_draft, member, topic
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory, adoption, grow_sections, practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sections(trees):
    grow_sections()


def published(**subject):
    """A submission whose practice is on the site."""
    submission = complete_draft(**subject)
    services.submit(submission_id=submission.pk, at=MONDAY)
    accepted = services.accept(
        submission_id=submission.pk,
        reviewer_id=UserFactory().pk,
        checked=Point.values,
        at=MONDAY,
    )
    page = PracticePage.objects.get(pk=accepted.page_id)
    page.save_revision().publish()
    accepted.refresh_from_db()
    return accepted, PracticePage.objects.get(pk=page.pk)


def test_the_author_is_told_once():
    submission, page = published()
    place = TerritoryFactory(name_ky="Ак-Талаа айыл аймагы")
    reader = submission.owner.email
    Letter.objects.all().delete()

    entry = adoption(page, territory=place)
    adoption(page, territory=place)
    page.save_revision().publish()

    letter = Letter.objects.get(to=reader)
    assert place.name_ky in letter.subject
    assert f"#adoption-{entry.pk}" in letter.text
    on_card = TimelineEntry.objects.filter(client=submission.client, kind="submission.taken_over")
    assert on_card.count() == 1


def test_an_author_who_is_the_contact_gets_one_letter():
    submission, page = published()
    page.contact_email, page.contact_name = submission.owner.email, "Айгүл"
    page.contact_consent = True
    page.save_revision().publish()
    Letter.objects.all().delete()

    adoption(page)

    assert Letter.objects.filter(to=submission.owner.email).count() == 1


def test_a_submission_begins_with_what_was_told_of_the_origin(client):
    origin = practice(title="Суу", topics=[topic()])
    user = member()
    mine = TerritoryFactory()
    adoption(origin, territory=mine, state="in_use", changed="Тариф", result="140 үй")
    start = services.start_draft

    draft = start(owner_id=user.pk, language="ru", at=MONDAY, origin_id=origin.pk)

    assert draft.origin_id == origin.pk
    assert list(draft.topics.all()) == [topic()]
    assert draft.solution == ""


def test_what_her_municipality_told_is_filled_in(monkeypatch):
    origin = practice(title="Суу", topics=[topic()])
    user, mine = member(), TerritoryFactory()
    adoption(origin, territory=mine, state="in_use", changed="Тариф", result="140 үй")
    known = {"territory_id": mine.pk, "client_id": user.client.pk}
    monkeypatch.setattr("feedback.submissions.prefill.of_author", lambda user_id: known)

    draft = services.start_draft(owner_id=user.pk, language="ru", at=MONDAY, origin_id=origin.pk)

    assert draft.solution == "Тариф\n\n140 үй"
    assert draft.language == "ky"
    assert draft.started_on == date(2026, 2, 1)


def test_the_origin_comes_by_the_address_and_stays_with_the_page(client):
    origin = practice(title="Биринчи суу", topics=[topic()])
    user = member()
    client.force_login(user)

    start = client.get(reverse("submissions:start"), {"origin": origin.pk}).content.decode()
    client.post(reverse("submissions:new"), {"origin": origin.pk})

    assert origin.title in start
    assert Submission.objects.get().origin_id == origin.pk


@pytest.mark.parametrize("origin", ["", "0", "99999999999", "١", "суу", "-1"])
def test_an_address_made_up_begins_a_plain_submission(client, origin):
    client.force_login(member())

    assert client.get(reverse("submissions:start"), {"origin": origin}).status_code == 200
    client.post(reverse("submissions:new"), {"origin": origin})

    assert Submission.objects.get().origin is None


def test_the_published_descendant_enters_the_ledger_and_both_pages_lead_to_each_other(client):
    origin = practice(title="Биринчи суу")
    submission = complete_draft(title="Экинчи суу: көрсөткүч сүрөт менен жөнөтүлөт")
    Submission.objects.filter(pk=submission.pk).update(origin=origin.pk)
    services.submit(submission_id=submission.pk, at=MONDAY)
    accepted = services.accept(
        submission_id=submission.pk,
        reviewer_id=UserFactory().pk,
        checked=Point.values,
        at=MONDAY,
    )
    PracticePage.objects.get(pk=accepted.page_id).save_revision().publish()

    page = PracticePage.objects.get(pk=accepted.page_id)
    entry = Adoption.objects.get()
    assert (entry.practice_key, entry.territory) == (origin.translation_key, page.territory)
    assert page.title in client.get(origin.url).content.decode()
    assert origin.title in client.get(page.url).content.decode()
