"""What entries of the timeline are about: a page, a file, a letter, an event.

In a condition a thing is ``"page:17"``: the word of its kind and what the kind tells it by. An
entry is known by its ``subject``, never by its words: these are as they were on that day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left, Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from portal.core import letters
from portal.core.registry import Registry

#: So many of each kind are offered for one word.
MOST = 20
#: The subject of an entry that counts once a day, without the day: ``page:17``.
UNDATED = "undated"
_DAY = len(":2026-03-01")
_LONGEST_NUMBER = 9

Titles = dict[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """One kind of things that entries are about."""

    label: Any
    #: In which kinds of entries it stands.
    kinds: frozenset[str]
    #: Those whose title has the words typed, in any spelling: ``MOST`` at most, the latest first.
    called: Callable[[str], Titles]
    #: What those that are there are called.
    titles: Callable[[list[str]], Titles]
    #: The entries about any of them: a condition on their ``subject``, or on ``UNDATED``.
    among: Callable[[list[str]], Q]
    #: Of these one may be deleted while a segment asks for it; None where nothing is looked up.
    rows: Callable[[], "QuerySet[Any]"] | None = None


things: Registry[Thing] = Registry("thing that entries are about")


def of_rows(
    label: Any,
    kinds: Iterable[str],
    *,
    rows: Callable[[], "QuerySet[Any]"],
    among: Callable[[list[str]], Q],
    title: str = "title",
    told: Callable[[Any], str] = str,
    twin: str = "pk",
) -> Thing:
    """Things that are rows of one table, found by their titles.

    Args:
        title: the column, or the annotation of ``rows``, that has it.
        told: how a row is shown.
        twin: of rows that have the same here one is enough.
    """
    same = attrgetter(twin)

    def called(words: str) -> Titles:
        found = rows().filter(spelled(title, words)).order_by("-pk")[: 2 * MOST]
        one_each = {same(row): row for row in found}
        return {str(row.pk): told(row) for row in list(one_each.values())[:MOST]}

    def titles(ids: list[str]) -> Titles:
        there = rows().filter(pk__in=numbers(ids)).order_by() if numbers(ids) else ()
        return {str(row.pk): told(row) for row in there}

    return Thing(label, frozenset(kinds), called, titles, among, rows)


def spelled(field: str, words: str) -> Q:
    """Rows whose text has all these words, in any spelling."""
    return Q(*(Q(**{f"{field}__regex": one}) for one in letters.patterns(words)))


def subjects(word: str, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """``page:17`` of each row, to look for among the subjects of entries."""
    named = Concat(Value(f"{word}:"), Cast("pk", CharField()))
    return rows.order_by().values(named=named)


def numbers(ids: Iterable[str]) -> list[int]:
    """Those that may be numbers of rows."""
    return [
        int(one) for one in ids if one.isascii() and one.isdigit() and len(one) <= _LONGEST_NUMBER
    ]


def narrowed(entries: "QuerySet[Any]", about: list[str]) -> "QuerySet[Any]":
    """The entries about any of these things; all of them where none is named."""
    if not about:
        return entries
    wanted = Q(pk__in=())
    for thing, ids in _by_kind(about):
        wanted |= thing.among(ids)
    undated = {UNDATED: Left("subject", Length("subject") - _DAY)}
    found: QuerySet[Any] = entries.alias(**undated).filter(wanted)
    return found


def gone(about: list[str]) -> Q | None:
    """Whether any of these is there no more; None where none of them can go."""
    missing = None
    for thing, ids in _by_kind(about):
        if thing.rows is None:
            continue
        there = thing.rows().filter(pk__in=numbers(ids)).order_by().values(one=Value(1))
        number = there.annotate(number=Count("pk")).values("number")
        some = ~Q(Exact(Coalesce(Subquery(number), 0), len(set(ids))))
        missing = some if missing is None else missing | some
    return missing


def found(words: str, kinds: Iterable[str]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """What is called so, under the name of each kind of things; of the kinds of entries alone."""
    wanted, offered = set(kinds), []
    for word, thing in things if letters.patterns(words) else ():
        if not wanted or wanted & thing.kinds:
            named = [(f"{word}:{one}", title) for one, title in thing.called(words).items()]
            offered.append((thing.label, named))
    return [(label, named) for label, named in offered if named]


def titles(about: Iterable[str]) -> Titles:
    """What those are called that are there. One query for each kind of things."""
    named: Titles = {}
    for word, ids in _ids_by_word(about).items():
        thing = dict(things).get(word)
        named |= (
            {f"{word}:{one}": title for one, title in thing.titles(ids).items()} if thing else {}
        )
    return named


def told(one: str, named: Titles) -> str:
    """The title of a thing, or that it is there no more."""
    missing = _("no longer exists (No. %(number)s)")
    return named.get(one) or missing % {"number": one.partition(":")[2]}


def not_about(kinds: Iterable[str], about: Iterable[str]) -> list[str]:
    """The kinds of entries that are about none of these things."""
    covered: set[str] = set()
    for thing, _ids in _by_kind(about):
        covered |= thing.kinds
    return [kind for kind in kinds if kind not in covered]


def not_in(kinds: Iterable[str], about: Iterable[str]) -> list[str]:
    """The things that no entry of these kinds is about."""
    wanted, known = set(kinds), dict(things)
    return [
        one
        for one in about
        if (thing := known.get(one.partition(":")[0])) is None or not wanted & thing.kinds
    ]


def _by_kind(about: Iterable[str]) -> Iterator[tuple[Thing, list[str]]]:
    known = dict(things)
    for word, ids in _ids_by_word(about).items():
        if word in known:
            yield known[word], ids


def _ids_by_word(about: Iterable[str]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    for one in about:
        word, _colon, rest = one.partition(":")
        ids[word].append(rest)
    return ids
