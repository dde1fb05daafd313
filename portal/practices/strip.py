"""For one municipality: what others like it did, on the first page of those who serve in it."""

from dataclasses import dataclass, replace

from portal.core import pagecache
from portal.core.pages import kind_mark
from portal.practices import likeness, mine, rows, shelf
from portal.territories import lineage

SHOWN = 3
_kept = pagecache.Shelf("strip")


@dataclass(frozen=True, slots=True)
class Strip:
    """The municipality and what is nearest to it."""

    place: str
    rows: list[rows.Row]


def of(territory_id: int, language: str) -> Strip | None:
    """The practices of the municipalities most like this one, with the reasons; none of its own.

    Kept until the library changes; two queries otherwise.
    """
    key = f"{territory_id} {language}"
    found: Strip | None = _kept.find(key)
    if found is None and (found := _made(territory_id, language)):
        marks = {kind_mark("practice", code) for code in ("ky", "ru")}
        _kept.keep(key, found, marks, since=pagecache.generation())
    return found


def _made(territory_id: int, language: str) -> Strip | None:
    own = lineage.family([territory_id])
    place, books = mine.place(lineage.one_of_today(territory_id)), shelf.of(language)
    if place is None:
        return None
    others = [at for at, one in enumerate(books.traits) if one.territory_id not in own]
    others.sort(key=lambda at: -likeness.between(place.traits, books.traits[at]).points)
    nearest = others[:SHOWN]
    ids = [books.page_ids[at] for at in nearest]
    found = rows.of_pages(ids, reading=language, oblasts={})
    told = [
        replace(found[page_id], note=mine.reasons(place, books.traits[at]))
        for at, page_id in zip(nearest, ids, strict=True)
        if page_id in found
    ]
    return Strip(place=place.territory.name, rows=told) if told else None
