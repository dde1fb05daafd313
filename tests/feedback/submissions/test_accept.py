"""From an accepted submission to a published practice that counts."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, Revision

from feedback.submissions import services, signals
from feedback.submissions.checklist import Point
from feedback.submissions.errors import MoveNotAllowed, ReasonsMissing
from feedback.submissions.models import Submission
from feedback.submissions.states import State
from membership.clients.models import TimelineEntry
from portal.core import content_checks, tree
from portal.core.models import Letter
from portal.practices import groundwork as practices
from portal.practices import review
from portal.practices.models import PracticePage
from tests.factories.feedback import (
    MONDAY,
    PROOF,
    SUBJECT,
    complete_draft,
    paper,
    photo,
    save,
    sent,
    topic,
)
from tests.factories.membership import UserFactory
from tests.factories.portal import kok_jar, practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(trees):
    return _accept(complete_draft(), how="document")


def _accept(submission, *, how=""):
    practices.lay()
    for file in (photo(place=True), paper()):
        services.add_evidence(submission_id=submission.pk, file=file, at=MONDAY)
    services.submit(submission_id=submission.pk, at=MONDAY)
    reviewer = UserFactory(is_staff=True, first_name="Чынара", last_name="Мамбетова")
    return services.accept(
        submission_id=submission.pk,
        reviewer_id=reviewer.pk,
        checked=Point.values,
        at=MONDAY,
        proof_checked_how=how,
    )


def _page(submission):
    return PracticePage.objects.get(pk=submission.page_id)


def test_nothing_is_retyped(accepted):
    page = _page(accepted)

    assert (page.live, page.locale.language_code, page.title) == (False, "ky", SUBJECT["title"])
    assert "эсептегич койдук" in page.solution
    assert page.results.get().after == 24
    assert page.costs.get().amount_tyiyn == 240_000_000
    assert page.steps.get().what == "Айыл жыйыны өттү"
    assert str(page.resolutions.get()) == "Көк-Жар айылдык кеңеши, № 7-2"
    assert page.resolutions.get().adopted_on == date(2024, 2, 9)
    assert page.territory == accepted.territory
    assert [topic.slug for topic in page.topics.all()] == ["water"]
    assert (page.contact_name, page.contact_consent) == ("Айгүл Асанова", True)
    assert page.beneficiaries == 1800
    assert (page.reviewer, page.checked_on) == (
        "Мамбетова Чынара",
        timezone.localdate(MONDAY),
    )


def test_evidence_goes_along_and_photos_lose_the_place_they_were_taken(accepted):
    proofs = {proof.kind: proof for proof in _page(accepted).evidence.all()}

    assert proofs["document"].document.file.read().startswith(b"%PDF")
    with Image.open(proofs["photo"].picture.file) as picture:
        assert not picture.getexif()
    assert proofs["photo"].checked_by == "Мамбетова Чынара"
    assert proofs["photo"].checked_how == "document"
    assert proofs["document"].document.file_size > 0
    assert proofs["document"].document.file_hash


def test_what_the_editors_used_to_ask_for_afterwards_is_asked_in_the_form(trees):
    draft = complete_draft()
    save(draft, "subject", **{**SUBJECT, "territory": kok_jar(), "topics": [topic().pk]},
         population=4000, women=2050, budget_tyiyn=1_800_000_000, passport_year=2025,
         passport_source="Социалдык паспорт")  # fmt: skip
    save(draft, "path", operator="Суу ишканасы", tariff="Кубуна 18 сом")
    law = {"norm": "«Суу жөнүндө» мыйзам", "number": "33", "adopted_on": None, "link": ""}
    save(draft, "proof", **PROOF, norms=[law], video_link="https://youtu.be/kokjar",
         authors="Асан уулу Бакыт, инженер\nАйгүл Асанова, башчы")  # fmt: skip

    page = _page(_accept(draft))

    assert (page.women, page.budget_tyiyn) == (2050, 1_800_000_000)
    assert (page.operator, page.tariff) == ("Суу ишканасы", "Кубуна 18 сом")
    assert (page.legal_basis.get().norm, page.legal_basis.get().number) == (law["norm"], "33")
    assert page.evidence.get(kind="video").link == "https://youtu.be/kokjar"
    assert page.authors == "Асан уулу Бакыт, инженер\nАйгүл Асанова, башчы"


def test_a_photo_nobody_described_holds_the_page_back_until_somebody_has(trees):
    draft = complete_draft()
    services.add_evidence(submission_id=draft.pk, file=paper("смета.pdf", size=300), at=MONDAY)

    page = _page(_accept(draft))
    silent, *papers = page.evidence.order_by("kind").reverse()
    told = [one.field for one in content_checks.findings(page) if one.stops]
    silent.title = "Каптаж"
    silent.save()
    described = content_checks.findings(_page(Submission.objects.get()))

    assert (silent.kind, told) == ("photo", ["evidence"])
    assert sorted(one.title for one in papers) == ["1-файл, смета.pdf", "2-файл, токтом.pdf"]
    assert not any(one.stops for one in described)


def test_nobody_is_said_to_have_checked_what_was_only_looked_at(trees):
    page = _page(_accept(complete_draft()))

    said = {(one.checked_how, one.checked_on, one.checked_by) for one in page.evidence.all()}
    assert said == {("", None, "")}


def test_no_author_is_named_without_consent(trees):
    submission = complete_draft()
    Submission.objects.filter(pk=submission.pk).update(contact_consent=False)
    named = _page(_accept(complete_draft())).authors

    assert named
    assert not _page(_accept(submission)).authors


def test_a_published_practice_counts_once_whatever_is_republished(accepted):
    heard = []

    def hear(**news):
        heard.append(news["submission_id"])

    signals.submission_published.connect(hear)
    try:
        page = _page(accepted)
        page.get_latest_revision().publish()
        page.refresh_from_db()
        page.save_revision().publish()
        twin = page.copy_for_translation(tree.locale("ru"), copy_parents=True)
        twin.save_revision().publish()
    finally:
        signals.submission_published.disconnect(hear)

    assert Submission.objects.get().state == State.PUBLISHED
    assert heard == [accepted.pk]
    assert TimelineEntry.objects.filter(kind="submission.published").count() == 1
    assert Letter.objects.filter(kind="published").count() == 1
    assert page.full_url in Letter.objects.get(kind="published").text


def test_unpublished_everywhere_it_counts_no_more(accepted):
    page = _page(accepted)
    page.get_latest_revision().publish()
    twin = _page(accepted).copy_for_translation(tree.locale("ru"), copy_parents=True)
    twin.save_revision().publish()

    _page(accepted).unpublish()
    still = Submission.objects.get().state
    Page.objects.get(pk=twin.pk).specific.unpublish()

    assert still == State.PUBLISHED
    assert Submission.objects.get().state == State.ACCEPTED
    assert TimelineEntry.objects.get(kind="submission.published").withdrawn_at


def test_published_again_it_counts_again_without_a_second_letter(accepted):
    page = _page(accepted)
    page.get_latest_revision().publish()
    _page(accepted).unpublish()

    _page(accepted).save_revision().publish()

    assert Submission.objects.get().state == State.PUBLISHED
    assert TimelineEntry.objects.get(kind="submission.published").withdrawn_at is None
    assert Letter.objects.filter(kind="published").count() == 1


def test_a_page_that_is_to_appear_later_is_told_of_on_its_day(accepted):
    page = _page(accepted)
    page.go_live_at = timezone.now() + timedelta(days=14)
    page.save_revision().publish()
    before = (Submission.objects.get().state, Letter.objects.filter(kind="published").count())

    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=timezone.now())
    call_command("publish_scheduled")

    assert before == (State.ACCEPTED, 0)
    assert Submission.objects.get().state == State.PUBLISHED
    assert Letter.objects.filter(kind="published").count() == 1


def test_the_step_of_the_reviewers_is_not_asked_again_of_what_they_accepted(accepted):
    page, editor = _page(accepted), UserFactory(is_staff=True)

    state = page.get_workflow().start(page, editor)
    own = practice(live=False)
    own.save_revision()
    other = own.get_workflow().start(own, editor)

    assert state.current_task_state.task.name == review.EDITOR
    taken = state.task_states.get(status="approved")
    assert (taken.task.name, taken.finished_by) == (review.METHODOLOGIST, accepted.reviewer)
    assert other.current_task_state.task.name == review.METHODOLOGIST


def test_what_was_accepted_can_go_back_to_its_author_until_readers_have_seen_it(accepted):
    page = _page(accepted)
    page.get_workflow().start(page, accepted.reviewer)
    deed = {"submission_id": accepted.pk, "reviewer_id": accepted.reviewer_id, "at": MONDAY}

    services.return_with_reasons(reasons="Сметаны кошуңуз.", checked=["place"], **deed)
    returned = Submission.objects.get()
    services.submit(submission_id=accepted.pk, at=MONDAY)
    services.accept(checked=Point.values, **deed)
    _page(Submission.objects.get()).get_latest_revision().publish()
    _page(Submission.objects.get()).unpublish()

    assert (returned.state, returned.page) == (State.RETURNED, None)
    assert "Сметаны кошуңуз." in Letter.objects.get(kind="returned").text
    assert Letter.objects.filter(kind="accepted").count() == 2
    assert PracticePage.objects.get().title == SUBJECT["title"]
    with pytest.raises(MoveNotAllowed):
        services.return_with_reasons(reasons="Дагы.", checked=[], **deed)


def test_open_points_are_accepted_only_with_a_word_to_the_author(trees):
    submission = sent()
    reviewer = UserFactory(is_staff=True)
    practices.lay()
    deed = {"submission_id": submission.pk, "reviewer_id": reviewer.pk, "at": MONDAY}

    with pytest.raises(ReasonsMissing):
        services.accept(checked=["place"], **deed)
    services.accept(checked=["place"], note="Сандарды кийин кошобуз.", **deed)

    assert "Сандарды кийин кошобуз." in Letter.objects.get(kind="accepted").text


def test_a_deleted_page_leaves_the_submission(accepted):
    _page(accepted).get_latest_revision().publish()

    _page(accepted).delete()

    kept = Submission.objects.get()
    assert (kept.state, kept.page) == (State.ACCEPTED, None)


def test_pages_that_were_no_submission_are_ignored(trees):

    services.mark_published(page_id=trees.root_page_id, at=timezone.now())

    assert not Submission.objects.exists()
