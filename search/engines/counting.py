"""From the facets of each hit to the counts that a reader sees."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, cast

from search.engines.base import FACETS
from search.models import FacetCombination

#: Facets that are counted together: a few hundred bundles are counted in C, then taken apart.
_BUNDLES = (("kind", "locale", "access", "year"), ("oblast", "rayon"), ("topic",))
_FIELDS = ("kind", "locale", "access", "year", "oblast", "rayon", "topics")


@dataclass(frozen=True, slots=True, eq=False)
class _Bundle:
    """Values of some facets of a hit, in their order; of topics there may be several.

    Compared by identity, so that counting looks at no string.
    """

    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Value:
    """One value of one facet, compared by identity too."""

    facet: str
    code: str


class _Combination(NamedTuple):
    """What a hit is counted under: its bundles, and all values one by one."""

    what: _Bundle
    where: _Bundle
    topics: _Bundle
    values: tuple[_Value, ...]


_VALUES = attrgetter("values")
#: So few hits are as many bundles: then their values are counted one by one.
_FEW = 500
#: A combination never changes, so what was read once stays true in this process.
_known: dict[int, _Combination] = {}
_MOST_KNOWN = 200_000
_BATCH = 500


def narrowed(
    combinations: Sequence[int], chosen: Mapping[str, frozenset[str]]
) -> tuple[list[bool] | None, dict[str, dict[str, int]]]:
    """For each hit whether all choices keep it, and the counts of each facet under the others.

    None instead of the first where nothing is chosen: every hit is kept.

    Args:
        combinations: the combination of facets of each hit. There may be as many as hits, so
            everything here goes over them in steps of C.
    """
    try:
        hits = [_known[pk] for pk in combinations]
    except KeyError:
        known = _bundles(combinations)
        hits = [known[pk] for pk in combinations]
    choices = {name: chosen[name] for name in FACETS if chosen.get(name)}
    missed = _missed(hits, choices)
    kept = [row for row, bits in zip(hits, missed, strict=True) if not bits] if choices else hits
    counted = _counts(kept)
    for at, name in enumerate(choices):
        own = (0, 1 << at)
        others = [row for row, bits in zip(hits, missed, strict=True) if bits in own]
        counted[name] = _counts(others)[name]
    facets = {name: counted[name] for name in FACETS}
    return ([not bits for bits in missed] if choices else None), facets


def _missed(hits: list[_Combination], choices: Mapping[str, frozenset[str]]) -> list[int]:
    """For each hit a bit for every choice that it does not meet."""
    missed = [0] * len(hits)
    for at, (name, wanted) in enumerate(choices.items()):
        which, place = _PLACES[name]
        column = cast(list[_Bundle], [row[which] for row in hits])
        met = {bundle for bundle in set(column) if not wanted.isdisjoint(bundle.values[place])}
        bit = 1 << at
        missed = [
            bits if bundle in met else bits | bit
            for bits, bundle in zip(missed, column, strict=True)
        ]
    return missed


_PLACES = {
    name: (which, place)
    for which, bundle in enumerate(_BUNDLES)
    for place, name in enumerate(bundle)
}


def _counts(hits: list[_Combination]) -> dict[str, dict[str, int]]:
    """How often each value of each facet is met; what is unknown is not counted."""
    counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    if len(hits) <= _FEW:
        for value, times in Counter(chain.from_iterable(map(_VALUES, hits))).items():
            counts[value.facet][value.code] = times
        return counts
    for names, column in zip(_BUNDLES, zip(*hits, strict=True), strict=False):
        for bundle, times in Counter(column).items():
            for name, values in zip(names, bundle.values, strict=True):
                count = counts[name]
                for value in values:
                    count[value] = count.get(value, 0) + times
    return counts


def _bundles(combinations: Sequence[int]) -> Mapping[int, _Combination]:
    """What each combination stands for; asks the database for those not seen before."""
    missing = set(combinations).difference(_known)
    if len(_known) + len(missing) > _MOST_KNOWN:
        _known.clear()
        missing = set(combinations)
    for pk, kind, locale, access, year, oblast, rayon, topics in _read(sorted(missing)):
        bundles = (
            _bundle(kind, locale, access, year),
            _bundle(oblast, rayon),
            _same((tuple(topics.split()),)),
        )
        _known[pk] = _Combination(*bundles, _values(*bundles))
    return _known


def _values(*bundles: _Bundle) -> tuple[_Value, ...]:
    return tuple(
        _value(facet, code)
        for names, bundle in zip(_BUNDLES, bundles, strict=True)
        for facet, codes in zip(names, bundle.values, strict=True)
        for code in codes
    )


@lru_cache(maxsize=50_000)
def _value(facet: str, code: str) -> _Value:
    return _Value(facet, code)


def _bundle(*values: str) -> _Bundle:
    return _same(tuple((value,) if value else () for value in values))


@lru_cache(maxsize=50_000)
def _same(values: tuple[tuple[str, ...], ...]) -> _Bundle:
    """One object for equal values; a second one would be counted beside it, and rightly."""
    return _Bundle(values)


def _read(missing: list[int]) -> Iterator[tuple[int, str, str, str, str, str, str, str]]:
    rows = FacetCombination.objects.values_list("pk", *_FIELDS)
    if len(missing) > 10 * _BATCH:  # a new process: one reading of the table is cheaper
        yield from rows.iterator()
        return
    for start in range(0, len(missing), _BATCH):
        yield from rows.filter(pk__in=missing[start : start + _BATCH])
