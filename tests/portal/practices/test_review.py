"""A practice goes from the methodologist to the editor to its translation."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Task, Workflow, WorkflowTask

from portal.core import roles, tree
from portal.languages import groundwork as languages
from portal.languages.errors import NotTranslated
from portal.languages.services import compare_words
from portal.practices import review
from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def staff(role):
    user = get_user_model().objects.create_user(email=f"{len(role)}@example.kg", password="x")
    user.groups.add(roles.group(role))
    return user


def approve(state, user):
    task_state = state.current_task_state
    task_state.task.specific.on_action(task_state, user, "approve")
    state.refresh_from_db()


def test_the_workflow_is_made_once_and_stays_as_staff_left_it():
    steps = WorkflowTask.objects.filter(workflow__name=review.NAME)
    steps.get(task__name=review.METHODOLOGIST).delete()

    review.lay()

    assert Workflow.objects.filter(name=review.NAME).count() == 1
    assert [step.task.name for step in steps.order_by("sort_order")] == [
        review.EDITOR,
        review.TRANSLATION,
    ]
    assert Task.objects.filter(name=review.EDITOR).count() == 1


def test_practices_of_every_language_stand_under_it():
    for language in ("ky", "ru"):
        page = practice(language=language, live=False)
        assert page.get_workflow().name == review.NAME


def test_the_last_step_begins_with_the_draft_of_the_twin_and_ends_with_its_translation(client):
    languages.lay()
    page = practice(live=False)
    page.save_revision()
    methodologist, editor = staff(roles.REVIEWER), staff(roles.CONTENT_ADMINISTRATOR)
    state = page.get_workflow().start(page, methodologist)

    approve(state, methodologist)
    approve(state, editor)
    twin = tree.twin_of(page, "ru")
    task = state.current_task_state.task.specific
    offered = {name for name, *_more in task.get_actions(page, editor)}
    with pytest.raises(NotTranslated):
        approve(state, editor)
    client.force_login(editor)
    told = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    twin.title, twin.problem, twin.solution = "Вода пришла", "<p>Не было.</p>", "<p>Есть.</p>"
    twin.save_revision()
    compare_words(page_id=twin.pk)
    approve(state, editor)

    page.refresh_from_db()
    assert twin is not None
    assert not twin.live
    assert offered == {"reject"}
    assert "Этот шаг можно одобрить, когда копия будет переведена" in told
    assert page.live
    assert state.status == state.STATUS_APPROVED
