"""An issue or an article changed: the PDF of the issue follows."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from magazine.issues import selectors, services
from magazine.issues.models import ArticlePage, IssuePage
from portal.core import clock


@receiver(page_published, sender=IssuePage, dispatch_uid="issues.print_issue")
def print_issue(*, instance: IssuePage, **_: Any) -> None:
    """A published issue is printed, and counted by subscriptions that last a number of issues.

    One that is to appear later sends the signal twice, first when nobody can read it yet.
    """
    if instance.live:
        services.reprint(issue=instance, at=clock.now())
        services.count_in_subscriptions(issue=instance, at=clock.now())


@receiver(
    [page_published, page_unpublished], sender=ArticlePage, dispatch_uid="issues.print_issue_again"
)
def print_issue_again(*, instance: ArticlePage, **_: Any) -> None:
    """An article that appears, changes or goes away changes its issue."""
    services.reprint(issue=selectors.issue_of(instance), at=clock.now())


@receiver(page_published, sender=ArticlePage, dispatch_uid="issues.share_place")
def share_place(*, instance: ArticlePage, **_: Any) -> None:
    """What one language tells of a place, all do. What is to appear later tells nothing yet."""
    if instance.live:
        services.share_place(article=instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="issues.restricted")
def print_without_restricted(*, instance: PageViewRestriction, **_: Any) -> None:
    """An article that is closed to some, or no longer, leaves or enters the printed issue."""
    article = ArticlePage.objects.filter(pk=instance.page_id).first()
    if article:
        services.reprint(issue=selectors.issue_of(article), at=clock.now())
