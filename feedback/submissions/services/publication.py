"""What becomes of an accepted submission on the site. Wagtail publishes, this room takes note."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from feedback.submissions import letters, signals, timeline
from feedback.submissions.models import Submission
from feedback.submissions.services.moves import move
from feedback.submissions.states import Deed, State
from portal.practices.adoptions import selectors as adoptions


@transaction.atomic
def mark_published(*, page_id: int, at: datetime) -> None:
    """Note that the practice made of a submission is on the site, in whatever language.

    Republishing and further languages change nothing. Pages that were no submission are ignored,
    and so are pages that are to appear later: Wagtail announces them once more on their day.
    """
    page = Page.objects.get(pk=page_id)
    if not page.live:
        return
    for submission in _made_into(page):
        if submission.state == State.ACCEPTED:
            move(submission, Deed.PUBLISH, at=at, by_user_id=None, page=page_id)
            letters.published(submission, page)
            signals.submission_published.send(
                Submission, submission_id=submission.pk, page_id=page_id, published_at=at
            )


@transaction.atomic
def mark_unpublished(*, page_id: int, at: datetime) -> None:
    """Note that the practice is off the site once no language of it is left there."""
    page = Page.objects.get(pk=page_id)
    others = Page.objects.filter(translation_key=page.translation_key, live=True)
    if others.exclude(pk=page_id).exists():
        return
    for submission in _made_into(page):
        if submission.state == State.PUBLISHED:
            move(submission, Deed.UNPUBLISH, at=at, by_user_id=None, page=page_id)
            timeline.unpublished(submission, at=at)


@transaction.atomic
def tell_of_adoption(*, step_id: int, at: datetime) -> None:
    """Tell the author that another municipality takes her practice over, and when it is in use.

    Practices that were no submission are ignored. Repeated, nobody is told twice.
    """
    told = adoptions.told(step_id)
    if not (told.is_first or told.is_in_use):
        return
    for submission in Submission.objects.made_into(told.practice_key):
        timeline.taken_over(submission, told.adoption_id, told.territory.name, at=at)
        letters.taken_over(submission, told.adoption_id)


def _made_into(page: Page) -> list[Submission]:
    found = Submission.objects.select_for_update(of=("self",))
    return list(found.made_into(page.translation_key))
