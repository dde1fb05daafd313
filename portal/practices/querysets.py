"""Named questions to practices."""

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from portal.practices.parts import Result

if TYPE_CHECKING:
    from portal.practices.adoptions.querysets import AdoptionQuerySet

_RESULT = ("what", "before", "after", "unit")
_ROW = (
    *("title", "slug", "url_path", "path", "depth", "translation_key", "locale__language_code"),
    *("outcome", "started_on", "finished_on", "population"),
    *("facts__population", "facts__cost_tyiyn", "facts__adopted_count"),
    *(
        f"{unit}{name}"
        for unit in ("territory__", "territory__parent__", "territory__parent__parent__")
        for name in ("name_ky", "name_ru", "name_en", "parent")
    ),
)


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

    def with_facts(self, *more: str) -> "PracticePageQuerySet":
        """Bring what a row of a list shows, in one query, and leave the long texts behind.

        Args:
            more: names of fields a list needs beyond that.
        """
        return self._same(
            self.annotate_row()
            .select_related("territory__parent__parent", "locale", "facts")
            .only(*_ROW, *more)
        )

    def annotate_row(self) -> "PracticePageQuerySet":
        """Bring ``first_sign`` and ``first_result`` (what, before, after, unit)."""
        results = Result.objects.filter(practice=OuterRef("pk")).order_by("sort_order", "pk")
        links = self.model.topics.through.objects.filter(practicepage=OuterRef("pk"))
        row = JSONObject(**{name: name for name in _RESULT})
        return self._same(
            self.annotate(
                first_sign=Subquery(links.order_by("topic__position").values("topic__sign")[:1]),
                first_result=Subquery(results.values(row=row)[:1]),
            )
        )

    def _same(self, rows: Any) -> "PracticePageQuerySet":
        return cast("PracticePageQuerySet", rows)


def _ledger() -> "AdoptionQuerySet":
    """The adoptions of the practice of the outer query."""
    from portal.practices.adoptions.models import Adoption

    return Adoption.objects.of_practice(OuterRef("translation_key"))


PracticePageManager = PageManager.from_queryset(PracticePageQuerySet)
