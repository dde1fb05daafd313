"""Named questions to practices."""

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from portal.practices.parts import Cost, Result

if TYPE_CHECKING:
    from portal.practices.adoptions.querysets import AdoptionQuerySet

_RESULT = ("what", "before", "after", "unit")


class PracticePageQuerySet(PageQuerySet):
    """Practices of the library."""

    def open_in(self, language: str) -> "PracticePageQuerySet":
        """Keep the published practices of a language."""
        return self._same(self.live().filter(locale__language_code=language))

    def inside(self, territory_ids: list[int]) -> "PracticePageQuerySet":
        """Keep the practices of these territories."""
        return self._same(self.filter(territory__in=territory_ids))

    def newest_first(self) -> "PracticePageQuerySet":
        """Put the latest published first."""
        return self._same(self.order_by("-first_published_at", "-pk"))

    def adopted(self) -> "PracticePageQuerySet":
        """Keep the practices that some other municipality adapts or uses."""
        return self._same(self.filter(Exists(_ledger().adopted())))

    def with_adoptions(self) -> "PracticePageQuerySet":
        """Bring ``adopted_by``: how many municipalities adapt or use each practice."""
        numbers = _ledger().adopted().order_by().values("practice_key")
        number = Subquery(numbers.annotate(number=Count("pk")).values("number"))
        return self._same(self.annotate(adopted_by=Coalesce(number, 0)))

    def with_facts(self) -> "PracticePageQuerySet":
        """Bring what a row of a list shows, in one query: place, sign, money, first result."""
        costs = Cost.objects.filter(practice=OuterRef("pk")).order_by().values("practice")
        results = Result.objects.filter(practice=OuterRef("pk")).order_by("sort_order", "pk")
        links = self.model.topics.through.objects.filter(practicepage=OuterRef("pk"))
        return self._same(
            self.annotate(
                total_tyiyn=Subquery(costs.annotate(sum=Sum("amount_tyiyn")).values("sum")),
                first_sign=Subquery(links.order_by("topic__position").values("topic__sign")[:1]),
                **{f"result_{name}": Subquery(results.values(name)[:1]) for name in _RESULT},
            ).select_related("territory__parent__parent", "locale", "facts")
        )

    def _same(self, rows: Any) -> "PracticePageQuerySet":
        return cast("PracticePageQuerySet", rows)


def _ledger() -> "AdoptionQuerySet":
    """The adoptions of the practice of the outer query."""
    from portal.practices.adoptions.models import Adoption

    return Adoption.objects.of_practice(OuterRef("translation_key"))


PracticePageManager = PageManager.from_queryset(PracticePageQuerySet)
