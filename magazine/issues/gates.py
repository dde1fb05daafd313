"""Who may read what is closed: a term in force opens articles and the PDF of the issue.

Staff read what they may edit.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from magazine.issues.models import ArticlePage, IssuePage
from membership.subscriptions import selectors as subscriptions
from portal.core import access, clock
from portal.core.access import Refusal

PRODUCT = "magazine_online"


@access.guards(ArticlePage)
def guard_article(article: ArticlePage, reader: Any) -> Refusal | None:
    """A closed article asks for a term in force today."""
    today = clock.today()
    if article.is_open_on(today) or _may_read(article, reader, today):
        return None
    return Refusal(
        code="needs_term",
        reason=_("The whole article is for subscribers of the magazine."),
        opens_on=article.opens_on,
    )


def refusal_for_pdf(issue: IssuePage, reader: Any) -> Refusal | None:
    """The PDF holds every article of its issue, so one closed article closes it."""
    today = clock.today()
    closed = ArticlePage.objects.of_issue(issue).closed_on(today)
    if not closed.exists() or _may_read(issue, reader, today):
        return None
    return Refusal(
        code="needs_term", reason=_("The whole issue as a PDF is for subscribers of the magazine.")
    )


def _may_read(page: Page, reader: Any, on: date) -> bool:
    if not reader.is_authenticated:
        return False
    return subscriptions.has_access(reader, PRODUCT, on=on) or _may_edit(page, reader)


def _may_edit(page: Page, reader: Any) -> bool:
    if not reader.has_perm("wagtailadmin.access_admin"):
        return False
    return page.pk is None or bool(page.permissions_for_user(reader).can_edit())
