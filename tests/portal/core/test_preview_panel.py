"""What an editor types is shown beside the form, inside the admin and nowhere else."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.core import roles
from tests.factories.portal import grow_sections, news_item

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def sections(trees):
    grow_sections()


@pytest.fixture
def preview(client):
    user = get_user_model().objects.create_user(email="content@example.kg", password="x")
    user.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))
    client.force_login(user)
    page = news_item()
    page.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return client.get(address)


def test_only_the_own_admin_may_frame_a_preview(preview):
    assert preview.status_code == 200
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"


def test_public_pages_stay_out_of_every_frame(client):
    response = client.get(news_item().url)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "userbar.js" not in response.content.decode()


def test_a_page_sent_for_review_is_approved_by_a_content_administrator(client):
    page = news_item()
    page.unpublish()
    page.save_revision()
    author = get_user_model().objects.create_superuser(email="admin@example.kg", password="x")
    editor = get_user_model().objects.create_user(email="content@example.kg", password="x")
    editor.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))

    state = page.get_workflow().start(page, author)
    task = state.current_task_state.task.specific
    assert "approve" in [action[0] for action in task.get_actions(page, editor)]
    task.on_action(state.current_task_state, editor, "approve")

    page.refresh_from_db()
    assert page.live


def test_the_preview_brings_the_script_of_the_content_checks(preview):
    page = news_item()

    response = page.make_preview_request(
        original_request=preview.wsgi_request, extra_request_attrs={"in_preview_panel": True}
    )

    assert "userbar.js" in response.content.decode()
