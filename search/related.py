"""Things of the same topics and of a neighbouring place, told by the index of search.

Entries hold only what everyone may read, so nothing closed is shown here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from search.models import IndexedEntry

#: What is offered beside a page, each kind at most so often.
KINDS = ("practice", "article", "material", "answer", "event", "news")
MOST, MOST_OF_A_KIND = 6, 3
_FETCHED = 30
_SHOWN = ("kind", "entry_id", "url", "title", "place", "published_on")


def own_row(kind: str, entry_id: int) -> tuple[list[str], list[str]] | None:
    """Topics and territories under which a thing is indexed; None while it is not."""
    rows = IndexedEntry.objects.filter(kind=kind, entry_id=entry_id)
    row: tuple[list[str], list[str]] | None = rows.values_list("topics", "territories").first()
    return row


def to(
    *, kind: str, entry_id: int, locale: str, topics: Sequence[str], territories: Sequence[str]
) -> list[dict[str, Any]]:
    """What is nearest in meaning, the nearest first. One query, whatever the size of the index.

    Shared topics count first, then the rayon before the oblast, then what is newer. Without a
    shared topic nothing is related.

    Args:
        territories: SOATE codes, the own one first and the oblast last.
    """
    if not topics:
        return []
    rows = _marked(IndexedEntry.objects.filter(locale=locale, kind__in=KINDS))
    rows = rows.exclude(kind=kind, entry_id=entry_id).filter(_any("topics_text", topics))
    ranked, order = rows.annotate(shared=_shared(topics)), ["-shared"]
    if any(territories):
        ranked, order = ranked.annotate(near=_near(territories)), ["-shared", "-near"]
    nearest = ranked.order_by(*order, "-published_on", "-entry_id").values(*_SHOWN)
    return _mixed(nearest[:_FETCHED])


def _marked(rows: "QuerySet[IndexedEntry]") -> "QuerySet[Any]":
    """Lists in JSON as text: SQLite cannot look into them."""
    return rows.annotate(
        topics_text=Cast("topics", TextField()), territories_text=Cast("territories", TextField())
    )


def _any(column: str, values: Iterable[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(**{f"{column}__contains": f'"{value}"'})
    return found


def _shared(topics: Sequence[str]) -> Any:
    """The number of topics in common."""
    return sum(
        (_one_if(_any("topics_text", [topic])) for topic in topics[1:]),
        start=_one_if(_any("topics_text", topics[:1])),
    )


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _near(territories: Sequence[str]) -> Any:
    """3 the same municipality, 2 the same rayon, 1 the same oblast, 0 elsewhere."""
    *below, oblast = territories
    rayon, own = (below[-1] if below else ""), (below[0] if len(below) > 1 else "")
    steps = [
        When(_any("territories_text", [code]), then=Value(rank))
        for rank, code in ((3, own), (2, rayon), (1, oblast))
        if code
    ]
    return Case(*steps, default=Value(0), output_field=IntegerField())


def _mixed(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first rows, no kind pushing the others out."""
    shown: list[dict[str, Any]] = []
    kinds: Counter[str] = Counter()
    for row in rows:
        if kinds[row["kind"]] < MOST_OF_A_KIND and len(shown) < MOST:
            kinds[row["kind"]] += 1
            shown.append(row)
    return shown
