"""Named questions to the tables of search."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from search.models import AskedQuery, IndexedEntry, Synonym, Wish


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Rows of words that mean the same."""

    def used(self) -> Self:
        """Keep the rows that apply to queries."""
        return self.filter(is_used=True)

    def from_register(self) -> Self:
        """Keep the rows that the register of territories writes."""
        return self.filter(origin="register")


class IndexedEntryQuerySet(models.QuerySet["IndexedEntry"]):
    """Entries as the index knows them."""

    def named(self, kind: str, entry_id: int) -> Self:
        """Keep the one entry that has this name."""
        return self.filter(kind=kind, entry_id=entry_id)

    def but(self, kind: str) -> Self:
        """Leave out the entries of a kind."""
        return self.exclude(kind=kind)


class AskedQueryQuerySet(models.QuerySet["AskedQuery"]):
    """What was asked."""

    def asked_between(self, first: date, last: date) -> Self:
        """Keep what was asked in a period; both days count."""
        return self.filter(asked_on__range=(first, last))

    def by_words(self) -> Any:
        """One row for each query, however it was typed, the most asked first."""
        return (
            self.values("key")
            .annotate(
                # capitals and letters left out come earlier: of өкмөт, Өкмөт and окмот the first
                words=models.Max("text"),
                locale=models.Min("locale"),
                times=Count("pk"),
                opened=Count("opened_rank"),
                days=Count("asked_on", distinct=True),
                most_hits=models.Max("hits"),
                nothing=Count("pk", filter=Q(hits=0)),
            )
            .order_by("-times", "key")
        )


class WishQuerySet(models.QuerySet["Wish"]):
    """Wishes to be told."""

    def open(self) -> Self:
        """Keep those that count and were not met yet."""
        return self.filter(Q(user__isnull=False) | Q(confirmed_at__isnull=False), met_at=None)

    def in_vain(self) -> Self:
        """Keep those that nothing answered when they were made."""
        return self.filter(had_answers=False)

    def unconfirmed(self) -> Self:
        """Keep those of addresses from which no link was followed."""
        return self.filter(user=None, confirmed_at=None)

    def texts(self) -> Any:
        """What is wanted, each text once, however many want it."""
        return self.order_by("text").values_list("text", flat=True).distinct()
