"""The rows of synonyms at work: kept in memory, renewed as soon as an editor changes one."""

from __future__ import annotations

import re
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection, transaction

from portal.territories import selectors as territories
from search.language.synonyms import Phrase, Swap, Thesaurus
from search.models import Synonym, SynonymEdition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Words that say what kind of unit it is; people leave them out.
_KIND = re.compile(
    r"\b(?:айыл аймагы|айылный аймак|шаары|району|облусу|город|район|область)\b", re.IGNORECASE
)
#: Russian names of units are adjectives: Нарынская, Джалал-Абадский.
_ADJECTIVE = re.compile(r"(?<=\w\w)с(?:кая|кий|кое|кой)\b")


def alternatives_of(words: Sequence[str]) -> tuple[Swap, ...]:
    """Where the words of a query, in order, may be said otherwise.

    Any form and spelling of a word will do. Places in the query may overlap, as ``айыл өкмөтү``
    does with ``айыл``.
    """
    return _thesaurus(edition()).swaps(words) if words else ()


def edition() -> str:
    """Another one after every change of a row, so that it shows at once in every process."""
    with connection.cursor() as cursor:  # in every search: the ORM would take most of the time
        cursor.execute("SELECT name FROM search_synonymedition")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def changed() -> None:
    """Have every process read the rows again."""
    SynonymEdition.objects.update_or_create(pk=1, defaults={"name": uuid.uuid4().hex})


@transaction.atomic
def follow_register() -> int:
    """Make the rows of places what the register of territories says; returns how many are new.

    A row whose names are in the register stays as it is, so an editor's choice not to use it is
    kept.
    """
    wanted = {phrases[:2]: (kind, phrases) for kind, phrases in _rows_of_places()}
    known = {(row.kyrgyz, row.russian): row for row in Synonym.objects.all()}
    register = Synonym.Origin.REGISTER
    gone = [
        row.pk for names, row in known.items() if row.origin == register and names not in wanted
    ]
    Synonym.objects.filter(pk__in=gone).delete()
    new = [
        Synonym(
            kind=kind,
            kyrgyz=phrases[0],
            russian=phrases[1],
            others=", ".join(phrases[2:]),
            origin=register,
        )
        for names, (kind, phrases) in wanted.items()
        if names not in known
    ]
    Synonym.objects.bulk_create(new)
    if new or gone:
        changed()
    return len(new)


def _rows_of_places() -> Iterator[tuple[str, tuple[str, ...]]]:
    for names in territories.every_name():
        if phrases := _worth_a_row(_spellings(names)):
            yield Synonym.Kind.PLACE, phrases
    for earlier, later in territories.every_succession():
        old, new = _spellings(earlier), _spellings(later)
        if old[0] != new[0] and (phrases := _worth_a_row([old[0], new[0], *old[1:], *new[1:]])):
            yield Synonym.Kind.LINEAGE, phrases


def _spellings(names: Iterable[str]) -> list[str]:
    """The names without the kind of unit, Russian adjectives also as the noun they are made of."""
    bare = [" ".join(_KIND.sub(" ", name).split()) for name in names]
    return list(dict.fromkeys([*bare, *(_ADJECTIVE.sub("", name) for name in bare)]))


def _worth_a_row(phrases: list[str]) -> tuple[str, ...]:
    """The phrases, shortened to what a row holds; nothing when there is only one."""
    kept = [phrase[:200] for phrase in dict.fromkeys(phrases) if phrase]
    while len(", ".join(kept[2:])) > 500:
        kept.pop()
    return tuple(kept) if len(kept) > 1 else ()


@lru_cache(maxsize=1)
def _thesaurus(edition: str) -> Thesaurus:
    return Thesaurus(_read(row) for row in Synonym.objects.used())


def _read(row: Synonym) -> Iterator[Phrase]:
    yield Phrase(row.kyrgyz, "ky")
    yield Phrase(row.russian, "ru")
    yield from (Phrase(other) for other in row.others.split(","))
