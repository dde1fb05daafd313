"""From the facets of each hit to the counts that a reader sees."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from search.engines.base import FACETS
from search.models import FacetCombination

Values = tuple[str | tuple[str, ...], ...]
#: A combination never changes, so what was read once stays true in this process.
_known: dict[int, Values] = {}
_MOST_KNOWN = 200_000
_BATCH = 500
_TOPIC = FACETS.index("topic")


def narrowed(
    combinations: Sequence[int], chosen: Mapping[str, frozenset[str]]
) -> tuple[list[bool], dict[str, dict[str, int]]]:
    """For each hit whether all choices keep it, and the counts of each facet under the others.

    Args:
        combinations: the combination of facets of each hit. There may be as many as hits, so
            everything here goes over them in steps of C.
    """
    known = _values(combinations)
    values = [known[pk] for pk in combinations]
    choices = {at: chosen[name] for at, name in enumerate(FACETS) if chosen.get(name)}
    missed = _missed(values, choices)
    kept = (
        values
        if missed is None
        else [v for v, bits in zip(values, missed, strict=True) if not bits]
    )
    facets = {}
    for at, name in enumerate(FACETS):
        counted = kept
        if missed is not None and at in choices:
            own = (0, 1 << at)
            counted = [v for v, bits in zip(values, missed, strict=True) if bits in own]
        facets[name] = _counts(counted, at)
    return [True] * len(values) if missed is None else [not bits for bits in missed], facets


def _missed(values: list[Values], choices: Mapping[int, frozenset[str]]) -> list[int] | None:
    """For each hit a bit for every choice that it does not meet; None where nothing is chosen."""
    if not choices:
        return None
    missed = [0] * len(values)
    for at, wanted in choices.items():
        bit = 1 << at
        if at == _TOPIC:
            own = [0 if not wanted.isdisjoint(v[at]) else bit for v in values]
        else:
            own = [0 if v[at] in wanted else bit for v in values]
        missed = [bits | more for bits, more in zip(missed, own, strict=True)]
    return missed


def _counts(values: list[Values], at: int) -> dict[str, int]:
    """The most frequent value first; what is unknown is not counted."""
    column = map(itemgetter(at), values)
    count: Counter[str] = Counter(chain.from_iterable(column) if at == _TOPIC else column)
    count.pop("", None)
    return dict(sorted(count.items(), key=lambda row: (-row[1], row[0])))


def _values(combinations: Sequence[int]) -> Mapping[int, Values]:
    """What each combination stands for; asks the database for those not seen before."""
    missing = set(combinations).difference(_known)
    if len(_known) + len(missing) > _MOST_KNOWN:
        _known.clear()
        missing = set(combinations)
    for pk, kind, topics, *others in _read(sorted(missing)):
        _known[pk] = (kind, tuple(topics.split()), *others)
    return _known


def _read(missing: list[int]) -> Iterator[tuple[int, str, str, str, str, str, str, str]]:
    fields = ("pk", "kind", "topics", "oblast", "rayon", "year", "locale", "access")
    rows = FacetCombination.objects.values_list(*fields)
    if len(missing) > 10 * _BATCH:  # a new process: one reading of the table is cheaper
        yield from rows.iterator()
        return
    for start in range(0, len(missing), _BATCH):
        yield from rows.filter(pk__in=missing[start : start + _BATCH])
