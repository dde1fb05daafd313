"""Reactions to facts from below."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_unpublished, task_submitted

from feedback.submissions import services
from membership.clients import services as clients
from membership.clients.signals import client_opened, office_handed_over
from portal.core import clock
from portal.practices.signals import adoption_moved, adoption_recorded


@receiver(client_opened, dispatch_uid="submissions.attach_to_client")
def attach_to_client(*, client_id: int, user_id: int, **_: Any) -> None:
    """What she sent in before she had a card belongs onto it."""
    services.attach_to_client(user_id=user_id, client_id=client_id)


@receiver(office_handed_over, dispatch_uid="submissions.take_over_drafts")
def take_over_drafts(
    *,
    office_id: int,
    from_user_id: int | None,
    to_user_id: int | None,
    to_client_id: int,
    territory_id: int | None,
    **_: Any,
) -> None:
    """Texts in hand about the municipality go to the successor."""
    if from_user_id and to_user_id and territory_id:
        drafts = services.take_over_drafts(
            from_user_id=from_user_id,
            to_user_id=to_user_id,
            to_client_id=to_client_id,
            territory_id=territory_id,
        )
        clients.note_along(office_id=office_id, kind="drafts", row_ids=drafts)


@receiver(page_published, dispatch_uid="submissions.mark_published")
def mark_published(*, instance: Page, **_: Any) -> None:
    """The practice made of a submission may have appeared."""
    services.mark_published(page_id=instance.pk, at=clock.now())


@receiver(page_unpublished, dispatch_uid="submissions.mark_unpublished")
def mark_unpublished(*, instance: Page, **_: Any) -> None:
    """Or gone away."""
    services.mark_unpublished(page_id=instance.pk, at=clock.now())


@receiver(task_submitted, dispatch_uid="submissions.take_step")
def take_step(*, instance: TaskState, **_: Any) -> None:
    """A step of a workflow begins; the reviewers may have taken it already."""
    services.take_step(instance)


@receiver([adoption_recorded, adoption_moved], dispatch_uid="submissions.tell_of_adoption")
def tell_of_adoption(*, step_id: int, told_at: datetime, **_: Any) -> None:
    """The author hears who follows her practice."""
    services.tell_of_adoption(step_id=step_id, at=told_at)
