"""An issue or an article changed: the PDF of the issue follows."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from magazine.issues import selectors, services
from magazine.issues.models import ArticlePage, IssuePage
from portal.core import clock


@receiver(page_published, sender=IssuePage, dispatch_uid="issues.print_issue")
def print_issue(*, instance: IssuePage, **_: Any) -> None:
    """A published issue is printed."""
    services.ask_for_pdf(issue_id=instance.pk, at=clock.now())


@receiver(
    [page_published, page_unpublished], sender=ArticlePage, dispatch_uid="issues.print_issue_again"
)
def print_issue_again(*, instance: ArticlePage, **_: Any) -> None:
    """An article that appears, changes or goes away changes its issue."""
    services.ask_for_pdf(issue_id=selectors.issue_of(instance).pk, at=clock.now())
