"""When a norm changes, every page that cites it says so until somebody has checked it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from feedback.desk import groundwork as desk
from feedback.desk.models import AnswerIndexPage, AnswerNorm, AnswerPage
from portal.core import tree
from portal.norms import services, words
from portal.norms.errors import AlreadyDecided, NothingChanged
from portal.norms.models import Change, Recheck, Status
from portal.practices.models import LegalBasis
from tests.factories.membership import UserFactory
from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

MORNING = datetime(2026, 11, 3, 4, tzinfo=UTC)
NOTICE = "бул барак кайрадан текшерилип жатат"


def citing(law, *, go_live_at=None, **fields):
    page = practice(live=False, **fields)
    page.legal_basis = [LegalBasis(cited=law)]
    page.go_live_at = go_live_at
    return tree.publish(page)


def answer(law, language="ky", **fields):
    desk.lay()
    page = AnswerPage(
        title="Тарифти ким бекитет?",
        slug="tarif",
        live=False,
        question="Ким?",
        answer="<p>Кеңеш.</p>",
        answered_on=date(2026, 1, 1),
        valid_as_of=date(2026, 1, 1),
    )
    page.cites = [AnswerNorm(norm=law)]
    index = AnswerIndexPage.objects.get(locale__language_code=language)
    return tree.publish(tree.plant(index, page, language=language))


def change(law, status=Status.CHANGED, on=date(2026, 11, 1), **fields):
    return services.mark(norm_id=law.pk, status=status, happened_on=on, at=MORNING, **fields)


def decide(recheck, **fields):
    by = fields.pop("by", None) or UserFactory()
    return services.decide(
        recheck_id=recheck.pk,
        decision=Recheck.Decision.STILL_VALID,
        reason="Текшерилди",
        by_user_id=by.pk,
        at=MORNING,
        **fields,
    )


def shown(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_norm_in_force_stands_in_the_legal_basis_without_a_notice(client, law):
    page = shown(client, citing(law))

    assert "«Суу жөнүндө» мыйзам" in page
    assert "№ 33" in page
    assert NOTICE not in page.lower()


@pytest.mark.parametrize("cite", [citing, answer])
def test_a_changed_norm_puts_a_dated_notice_on_every_page_that_cites_it(client, law, cite):
    page = cite(law)

    change(law, note_ky="Тариф жөнүндө берене жаңырды.", note_ru="Новая статья о тарифе.")

    text = shown(client, page)
    assert NOTICE in text.lower()
    assert "2026-жылдын 1-ноябры" in text
    assert "Тариф жөнүндө берене жаңырды." in text
    assert "Новая статья" not in text


def test_a_void_norm_is_told_apart_from_a_changed_one(client, law):
    page = citing(law)

    change(law, Status.VOID)

    assert "күчүн жоготкон" in shown(client, page)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("law", "Закон о воде № 33 изменен"), ("government", "Закон о воде № 33 изменено")],
)
def test_the_notice_agrees_with_the_kind_of_norm(law, kind, said):
    law.kind = kind
    law.title_ru = "Закон о воде"

    with override("ru"):
        told = words.notice(Change(norm=law, status=Status.CHANGED, happened_on=date(2026, 11, 1)))

    assert told == f"{said} 1 ноября 2026 года, эта страница перепроверяется."


def test_other_pages_are_left_alone(client, law):
    citing(law)
    other = practice()

    change(law)

    assert NOTICE not in shown(client, other).lower()
    assert Recheck.objects.count() == 1


def test_only_a_check_ends_the_notice_and_the_history_stays(client, law):
    page, editor = citing(law), UserFactory()
    change(law)

    decide(page_check(page), by=editor)

    assert NOTICE not in shown(client, page).lower()
    kept = Recheck.objects.get(page=page)
    assert (kept.decided_by, kept.decided_at, kept.reason) == (editor, MORNING, "Текшерилди")


def test_a_norm_in_force_again_ends_no_check(client, law):
    page = citing(law)
    change(law)

    change(law, Status.IN_FORCE, on=date(2026, 11, 2))

    assert NOTICE in shown(client, page).lower()
    assert law.changes.count() == 2


def test_republishing_ends_no_check_and_opens_no_second_one(client, law):
    page = citing(law)
    change(law)

    tree.publish(page)

    assert Recheck.objects.filter(page=page).count() == 1
    decide(page_check(page))
    tree.publish(page)
    assert not Recheck.objects.waiting().exists()


def test_a_page_published_later_that_cites_a_changed_norm_is_to_be_checked(law):
    change(law)

    page = citing(law)

    assert page_check(page).change.norm == law


def test_a_page_that_is_to_appear_later_is_checked_on_its_day(law):
    change(law)

    citing(law, go_live_at=timezone.now() + timedelta(days=3))

    assert not Recheck.objects.exists()


def test_a_later_change_asks_for_another_check(law):
    page = citing(law)
    change(law)
    decide(page_check(page))

    change(law, Status.VOID, on=date(2026, 12, 1))

    assert Recheck.objects.waiting().count() == 1


def test_one_check_may_hold_for_the_twin_in_the_other_language(law):
    page = citing(law)
    citing(law, language="ru", twin=page, territory=page.territory, slug="voda")
    stranger = citing(law)
    change(law)

    decided = decide(page_check(page), with_twins=True)

    assert len(decided) == 2
    assert Recheck.objects.waiting().get().page_id == stranger.pk


def test_a_check_is_decided_once(law):
    page = citing(law)
    change(law)
    check = page_check(page)
    decide(check)

    with pytest.raises(AlreadyDecided):
        decide(check)


def test_the_same_change_twice_is_refused(law):
    change(law)

    with pytest.raises(NothingChanged):
        change(law)


def test_a_deleted_page_leaves_its_history_and_no_work(law):
    page = citing(law)
    change(law)
    page.delete()

    assert Recheck.objects.get().page_title == page.title
    assert not Recheck.objects.waiting().exists()


def test_kept_pages_are_forgotten_when_a_norm_changes_and_when_a_check_ends(
    law, django_capture_on_commit_callbacks, monkeypatch
):
    page = citing(law)
    forgotten = []
    monkeypatch.setattr("portal.core.pagecache.forget_all", lambda: forgotten.append(1))

    with django_capture_on_commit_callbacks(execute=True):
        change(law)
    assert forgotten
    forgotten.clear()

    with django_capture_on_commit_callbacks(execute=True):
        decide(page_check(page))
    assert forgotten


def test_a_line_of_the_legal_basis_names_a_norm_in_one_way_or_the_other(law):
    page = practice()

    with pytest.raises(ValidationError):
        LegalBasis(practice=page).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalBasis.objects.create(practice=page)
    LegalBasis(practice=page, norm="Кеңештин токтому").full_clean()
    LegalBasis(practice=page, cited=law).full_clean()


def test_a_practice_with_a_notice_keeps_its_ceiling(client, law, django_assert_max_num_queries):
    page = citing(law)
    change(law)
    for cache in caches.all():
        cache.clear()

    with django_assert_max_num_queries(17):
        client.get(page.url)


def page_check(page):
    return Recheck.objects.waiting().get(page=page)


@pytest.fixture
def admin(client):
    client.force_login(
        get_user_model().objects.create_superuser(email="admin@example.kg", password="x")
    )
    return client


def test_staff_mark_a_norm_and_find_the_page_in_the_queue(admin, law):
    page = citing(law)

    answered = admin.post(
        f"/admin/snippets/norms/norm/mark/{law.pk}/",
        {"status": "changed", "happened_on": "2026-11-01", "note_ky": "", "note_ru": ""},
    )

    assert answered.status_code == 302
    queue = admin.get("/admin/rechecks/", {"state": "waiting"}).content.decode()
    assert page.title in queue
    assert page.title in admin.get(answered.url).content.decode()


def test_staff_take_a_check_and_end_it_with_a_reason(admin, law):
    page = citing(law)
    change(law)
    address = f"/admin/rechecks/{page_check(page).pk}/"

    admin.post(address, {"take": "1"})
    refused = admin.post(address, {"decision": "corrected", "reason": ""})
    ended = admin.post(address, {"decision": "corrected", "reason": "Шилтеме жаңырды"})

    check = Recheck.objects.get(page=page)
    assert (refused.status_code, ended.status_code) == (422, 302)
    assert (check.taken_by.email, check.decision) == ("admin@example.kg", "corrected")
    assert "Шилтеме жаңырды" in admin.get(address).content.decode()


def test_the_queue_costs_the_same_however_long_it_is(admin, law, django_assert_max_num_queries):
    for _number in range(4):
        citing(law)
    change(law)

    with django_assert_max_num_queries(25):
        response = admin.get("/admin/rechecks/")

    assert response.status_code == 200


def test_the_status_of_a_norm_is_not_edited_by_hand(admin, law):
    form = admin.get(f"/admin/snippets/norms/norm/edit/{law.pk}/").context["form"]

    assert "status" not in form.fields


def test_who_may_not_is_turned_away(client, law):
    user = UserFactory()
    client.force_login(user)

    answered = client.get(f"/admin/snippets/norms/norm/mark/{law.pk}/")

    assert answered.status_code in {302, 403}


def test_back_in_force_is_told_as_it_is_and_the_form_leads_to_the_status(law, client):
    citing(law)
    change(law)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = reverse("norms:mark", args=[law.pk])
    answers = {"status": Status.IN_FORCE, "happened_on": "2026-11-02"}

    told = client.post(address, answers, follow=True).content.decode()

    with override("ru"):
        assert gettext("Recorded. No published page cites this norm.") not in told
    assert address in client.get(reverse("norms:edit", args=[law.pk])).content.decode()
    assert "date-time-chooser.js" in client.get(address).content.decode()


def test_a_note_is_written_in_both_languages_or_in_none(admin, law):
    address = reverse("norms:mark", args=[law.pk])
    answers = {"status": Status.CHANGED, "happened_on": "2026-11-02", "note_ru": "Новый тариф"}

    refused = admin.post(address, answers)
    noted = law.changes.count()
    admin.post(address, {**answers, "note_ky": "Жаңы тариф"})

    assert "Напишите примечание и по-кыргызски" in refused.content.decode()
    assert "Новый тариф" in refused.content.decode()
    assert (noted, law.changes.count()) == (0, 1)


def test_the_queue_begins_with_what_waits_the_languages_of_a_page_together(admin, law):
    page, other = citing(law, title="Биринчи"), citing(law, title="Экинчи")
    citing(law, language="ru", twin=page, territory=page.territory, slug="voda", title="Первая")
    change(law)
    decide(page_check(other))

    waiting = [row.page_title for row in admin.get("/admin/rechecks/").context["object_list"]]
    decided = admin.get("/admin/rechecks/", {"state": "decided"}).context["object_list"]
    every = admin.get("/admin/rechecks/", {"state": ""}).context["object_list"]

    assert waiting == ["Биринчи", "Первая"]
    assert [row.page_title for row in decided] == ["Экинчи"]
    assert len(every) == 3
