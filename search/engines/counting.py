"""From the number of hits in each combination of facets to the counts that a reader sees."""

from collections import defaultdict
from collections.abc import Mapping

from search.engines.base import FACETS
from search.models import FacetCombination

Values = tuple[tuple[str, ...], ...]
#: A combination never changes, so what was read once stays true in this process.
_known: dict[int, Values] = {}
_MOST_KNOWN = 200_000


def counted(
    hits: Mapping[int, int], chosen: Mapping[str, frozenset[str]]
) -> tuple[int, dict[str, dict[str, int]]]:
    """The number of hits under all choices, and the counts of each facet under all the others."""
    values = _values(hits)
    choices = [(at, chosen[name]) for at, name in enumerate(FACETS) if chosen.get(name)]
    counts: list[dict[str, int]] = [defaultdict(int) for _ in FACETS]
    total = 0
    for combination, number in hits.items():
        own = values[combination]
        missed = [at for at, wanted in choices if wanted.isdisjoint(own[at])]
        if not missed:
            total += number
            for count, names in zip(counts, own, strict=True):
                for name in names:
                    count[name] += number
        elif len(missed) == 1:
            count = counts[missed[0]]
            for name in own[missed[0]]:
                count[name] += number
    return total, {
        facet: dict(sorted(count.items(), key=lambda row: (-row[1], row[0])))
        for facet, count in zip(FACETS, counts, strict=True)
    }


def _values(combinations: Mapping[int, int]) -> Mapping[int, Values]:
    """What each combination stands for; asks the database for those not seen before."""
    missing = [pk for pk in combinations if pk not in _known]
    if len(_known) + len(missing) > _MOST_KNOWN:
        _known.clear()
        missing = list(combinations)
    fields = ("pk", "kind", "topics", "oblast", "rayon", "year", "locale", "access")
    for start in range(0, len(missing), 500):
        rows = FacetCombination.objects.filter(pk__in=missing[start : start + 500])
        for pk, kind, topics, *others in rows.values_list(*fields):
            _known[pk] = (
                (kind,),
                tuple(topics.split()),
                *((value,) if value else () for value in others),
            )
    return _known
