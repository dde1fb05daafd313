"""Named questions to issues and articles."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from magazine.issues.models import IssuePage


class IssueQuerySet(PageQuerySet):
    """Issues; one page for each language."""

    def in_language(self, language: str) -> "IssueQuerySet":
        """Keep the faces in one language."""
        return self._same(self.filter(locale__language_code=language))

    def numbered_within(self, first: int, last: int) -> "IssueQuerySet":
        """Keep those with a through number from ``first`` to ``last``."""
        return self._same(self.filter(first_through__lte=last, last_through__gte=first))

    def newest_first(self) -> "IssueQuerySet":
        """In the order of their numbers, the current one first."""
        return self._same(self.order_by("-last_through"))

    def _same(self, found: Any) -> "IssueQuerySet":
        return cast("IssueQuerySet", found)


class ArticleQuerySet(PageQuerySet):
    """Articles; one page for each language."""

    def of_issue(self, issue: "IssuePage") -> "ArticleQuerySet":
        """Keep the published articles of an issue, as they stand in it."""
        return self._same(self.child_of(issue).live().order_by("first_page", "path"))

    def in_language(self, language: str) -> "ArticleQuerySet":
        """Keep the faces in one language."""
        return self._same(self.filter(locale__language_code=language))

    def newest_first(self) -> "ArticleQuerySet":
        """From the current issue back; inside an issue in the order of its pages."""
        from magazine.issues.models import IssuePage

        above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - self.model.steplen)
        number = IssuePage.objects.filter(path=above).values("last_through")[:1]
        numbered = self.annotate(issue_number=Subquery(number))
        return self._same(numbered.order_by("-issue_number", "first_page", "path"))

    def closed_on(self, day: date) -> "ArticleQuerySet":
        """Keep what only subscribers may read in full on ``day``."""
        is_open = Q(access="open") | Q(access="open_from", opens_on__lte=day)
        return self._same(self.exclude(is_open))

    def _same(self, found: Any) -> "ArticleQuerySet":
        return cast("ArticleQuerySet", found)
