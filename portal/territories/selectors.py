"""Answers about places: found by any spelling, named with what they are part of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from portal.core import letters
from portal.territories import lineage as kin
from portal.territories.models import Succession, Territory, Universe
from portal.territories.querysets import MUNICIPAL_LEVELS, TerritoryQuerySet

#: Below this likeness a misspelt name is another name.
_ALIKE = 0.8
_LONGEST_QUERY = 120


def find(query: str, *, limit: int = 20, registrable: bool = True) -> list[Territory]:
    """Territories whose name is spelt somewhat like ``query``, the closest first.

    Names repeat, so a query may go on with the rayon or oblast: ``кок жар кочкор``.

    Args:
        registrable: only municipalities a person may choose; in place of a unit with a known
            successor stands the successor.
    """
    words = letters.place_key(query[:_LONGEST_QUERY]).split()
    if not words:
        return []
    every = Territory.objects.with_place()
    scope = every.municipalities() if registrable else every
    found = _matching(scope, words) or _resembling(scope, words)
    return (_living(found) if registrable else found)[:limit]


def only_match(query: str) -> Territory | None:
    """The one municipality that fits what was typed, or None when there are several or none."""
    words = letters.place_key(query[:_LONGEST_QUERY]).split()
    found = _matching(Territory.objects.with_place().registrable(), words) if words else []
    return found[0] if len(found) == 1 else None


def _matching(scope: TerritoryQuerySet, words: list[str]) -> list[Territory]:
    maybe = Q()
    for word in words:
        maybe |= Q(search_key__contains=f" {word}")
    ranked = []
    for territory in scope.filter(maybe):
        rank = _rank(territory, words)
        if rank is not None:
            territory.found_by = _earlier_name(territory, words)
            ranked.append((rank, territory.sort_key, territory.pk, territory))
    return [territory for *_order, territory in sorted(ranked, key=lambda row: row[:3])]


def _earlier_name(territory: Territory, words: list[str]) -> str:
    """The earlier or other name that fits, where none of the names of today does."""
    above = _words_above(territory)

    def fits(name: str) -> bool:
        return _rank_name(letters.place_key(name), words, above) is not None

    if any(map(fits, (territory.name_ky, territory.name_ru, territory.name_en))):
        return ""
    return next(filter(fits, _all_names(territory)[2:]), "")


def _rank(territory: Territory, words: list[str]) -> int | None:
    """0 for the name itself, more for what is farther; None when a word fits nowhere."""
    above = _words_above(territory)
    best = None
    for name in _names(territory):
        rank = _rank_name(name, words, above)
        if rank is not None and (best is None or rank < best):
            best = rank
    return best


def _rank_name(name: str, words: list[str], above: list[str]) -> int | None:
    asked, own = " ".join(words), name.split()
    if asked == name:
        return 0
    if name.startswith(asked):
        return 1
    fitting = [word for word in words if _begins_one_of(word, own)]
    others = [word for word in words if word not in fitting]
    if not fitting or not all(_begins_one_of(word, above) for word in others):
        return None
    return (3 if set(own).issubset(fitting) else 4) if others else 2


def _begins_one_of(word: str, words: list[str]) -> bool:
    return any(one.startswith(word) for one in words)


def _names(territory: Territory) -> list[str]:
    return [name.strip() for name in territory.search_key.split("|")]


def _words_above(territory: Territory) -> list[str]:
    words: list[str] = []
    above = territory.parent
    while above is not None:
        words += above.search_key.replace("|", " ").split()
        above = above.parent
    return words


def _resembling(scope: TerritoryQuerySet, words: list[str]) -> list[Territory]:
    asked = " ".join(words)
    if len(asked) < 4:
        return []
    likeness = [
        (max(SequenceMatcher(None, asked, name).ratio() for name in _names(territory)), territory)
        for territory in scope
    ]
    near = [(ratio, territory) for ratio, territory in likeness if ratio >= _ALIKE]
    return [
        territory for _ratio, territory in sorted(near, key=lambda row: (-row[0], row[1].sort_key))
    ]


def _living(found: list[Territory]) -> list[Territory]:
    """Put the units of today in the place of those that are no more, and say what was found."""
    heirs = kin.heirs_with_place(found)
    living: dict[int, Territory] = {}
    for territory in found:
        if territory.pk not in heirs:
            living.setdefault(territory.pk, territory)
            continue
        for heir in sorted(heirs[territory.pk], key=lambda one: one.sort_key):
            if heir.pk not in living:
                heir.found_as = territory
                living[heir.pk] = heir
    return list(living.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as it is offered in a form."""

    id: int
    name: str
    #: What it is part of: "Кочкор району, Нарын облусу".
    place: str
    #: A word on what became of the unit, or an empty string.
    note: str


def describe(territory: Territory) -> Place:
    """How ``territory`` is offered in the language of the page."""
    note = ""
    if territory.found_as is not None:
        note = _("%(name)s became part of it.") % {"name": territory.found_as.name}
    elif territory.found_by:
        note = _("Earlier or other name: %(name)s.") % {"name": territory.found_by}
    elif territory.in_force_until is not None:
        note = _(
            "In the register of before the merger of 2024; the administrator brings it up to date."
        )
    return Place(id=territory.pk, name=territory.name, place=territory.place, note=note)


def became(territory: Territory) -> list[Succession]:
    """What became of a unit, with the units of today named; nothing for a unit in force."""
    if territory.in_force_until is None:
        return []
    rows = Succession.objects.filter(predecessor=territory)
    return list(rows.select_related("successor__parent__parent").order_by("happened_on", "pk"))


def became_of_each(ids: Iterable[int]) -> dict[int, list[Succession]]:
    """By unit, what the register says followed it. One query."""
    rows = Succession.objects.filter(predecessor__in=list(ids)).select_related("successor")
    found: dict[int, list[Succession]] = {}
    for row in rows.order_by("happened_on", "pk"):
        found.setdefault(row.predecessor_id, []).append(row)
    return found


def successors() -> TerritoryQuerySet:
    """Units of today in which others went on, with the units above them."""
    return Territory.objects.current().filter(came_from__isnull=False).distinct().with_place()


def lineage(territory: Territory) -> str:
    """One sentence on what the unit is today; empty for a unit in force."""
    if territory.in_force_until is None:
        return ""
    steps = became(territory)
    if not steps:
        return _("The unit as it was before the merger of 2024; its successor is not known yet.")
    heirs = [row.successor for row in steps]
    if any(heir.in_force_until is not None for heir in heirs):
        heirs = list(Territory.objects.with_place().filter(pk__in=kin.today([territory.pk])))
    names = ", ".join(_with_place(heir) for heir in heirs)
    day = steps[0].happened_on
    words = {
        Succession.Kind.MERGED: _("Merged. Today this is part of: %(names)s."),
        Succession.Kind.ABSORBED: _("Taken in by a city. Today this is part of: %(names)s."),
        Succession.Kind.SPLIT: _("Divided. Today in its place: %(names)s."),
        Succession.Kind.RENAMED: _("Renamed. Today’s name: %(names)s."),
        Succession.Kind.DISSOLVED: _("Dissolved. Today in its place: %(names)s."),
    }
    told = words[Succession.Kind(steps[0].kind)] % {"names": names}
    return f"{day.year}: {told}" if day else told


def _with_place(territory: Territory) -> str:
    """The name with what it is part of; a city of the republic is part of nothing."""
    return f"{territory.name} ({territory.place})" if territory.place else territory.name


def path_names(territory: Territory, language: str) -> list[str]:
    """The names of the unit and of all above it, the own one first."""
    here: Territory | None = territory
    names = []
    while here is not None:
        names.append(here.name_in(language))
        here = here.parent
    return names


def units(ids: Iterable[int]) -> list[Territory]:
    """The units with these ids, those that ended included."""
    return list(Territory.objects.filter(pk__in=list(ids)).with_place())


def is_municipality(territory: Territory) -> bool:
    """The unit has a kenesh and an office of its own."""
    return territory.level in MUNICIPAL_LEVELS


def municipalities() -> TerritoryQuerySet:
    """Cities and ayil aimaks without a known successor, with the units above them."""
    return Territory.objects.registrable().with_place()


def municipal_levels() -> list[tuple[str, Any]]:
    """The levels with a local self-government of their own, with their names."""
    return [(code, label) for code, label in Territory.Level.choices if code in MUNICIPAL_LEVELS]


def oblasts() -> list[Territory]:
    """Seven oblasts and the two capitals, in the order of the Kyrgyz alphabet."""
    return list(Territory.objects.oblasts_and_capitals())


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the first two levels, as light as lists and maps need it."""

    pk: int
    soate: str | None
    parent_id: int | None
    name: str

    @property
    def slug(self) -> str:
        """How it stands in an address; units without a code yet go by their id."""
        return self.soate or str(self.pk)


def oblasts_and_areas() -> list[Unit]:
    """Oblasts and capitals, rayons and cities of oblast significance, by name. One query."""
    language = translation.get_language() or "ky"
    name = f"name_{language if language in {'ky', 'ru'} else 'en'}"
    rows = Territory.objects.oblasts_and_areas().values_list("pk", "soate", "parent_id", name)
    return [Unit(*row) for row in rows]


def oblast_of(territory: Territory) -> Territory:
    """The oblast or capital that ``territory`` is part of, or itself."""
    while territory.parent is not None:
        territory = territory.parent
    return territory


def universe(on: date) -> Universe | None:
    """The number of municipalities known for ``on``: the latest row not after it, else any."""
    known = Universe.objects.filter(as_of__lte=on).first()
    return known or Universe.objects.last()


def by_soate(code: str) -> Territory:
    """The territory with this code.

    Raises:
        Territory.DoesNotExist: the register has no such code.
    """
    return Territory.objects.with_place().get(soate=code)


def names_of(codes: list[str], language: str) -> dict[str, str]:
    """Names by SOATE code in ``language``; unknown codes are left out."""
    found = Territory.objects.filter(soate__in=codes)
    return {one.soate: one.name_in(language) for one in found if one.soate}


def every_name() -> Iterator[tuple[str, ...]]:
    """The names of every unit: Kyrgyz, Russian, then earlier and other ones."""
    for territory in Territory.objects.order_by("pk").iterator():
        yield _all_names(territory)


def every_succession() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The names of each unit that was merged or renamed, with those of what it became.

    Units that a city absorbed or that were split are no other name of what followed.
    """
    followed = Succession.objects.filter(
        kind__in=[Succession.Kind.MERGED, Succession.Kind.RENAMED]
    ).select_related("predecessor", "successor")
    for row in followed.order_by("pk"):
        yield _all_names(row.predecessor), _all_names(row.successor)


def _all_names(territory: Territory) -> tuple[str, ...]:
    others = (name.strip() for name in territory.former_names.split(","))
    return (territory.name_ky, territory.name_ru, *filter(None, others))


def as_rows(found: list[Territory]) -> list[dict[str, Any]]:
    """What the enhanced chooser receives as JSON."""
    return [
        {"id": place.id, "name": place.name, "place": place.place, "note": place.note}
        for place in map(describe, found)
    ]
