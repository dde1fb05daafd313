"""The facets of the library in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.core.navigation import OWN_NAMES, Place
from portal.practices import bands
from portal.practices.models import PracticeFacts, PracticePage
from portal.practices.shelf import Shelf
from portal.practices.wanted import Option
from portal.territories.selectors import Unit


def titles() -> dict[str, str]:
    """What each facet is called."""
    return {
        "topic": _("Topic"),
        "oblast": _("Oblast"),
        "rayon": _("Rayon or city"),
        "size": _("Size of the municipality"),
        "cost": _("What it cost"),
        "outcome": _("Outcome"),
        "year": _("Year"),
        "language": _("Can be read in"),
        "proof": _("Evidence"),
        "adopted": _("Taken over by others"),
    }


def options(
    shelf: Shelf, topics: Iterable[Place], units: Iterable[Unit]
) -> dict[str, list[Option]]:
    """Everything a reader may choose, in the order it is shown."""
    units = list(units)
    sizes, costs, adopted = bands.size_names(), bands.cost_names(), bands.adopted_names()
    years = sorted(shelf.bits["year"], reverse=True)
    return {
        "topic": [Option(one.key, one.key, one.name) for one in topics],
        "oblast": [_unit(one) for one in units if one.parent_id is None],
        "rayon": [_unit(one) for one in units if one.parent_id is not None],
        "size": [Option(name, name, sizes[name]) for name in bands.SIZES],
        "cost": [Option(name, name, costs[name]) for name in bands.COSTS],
        "outcome": [Option(value, value, label) for value, label in _outcomes()],
        "year": [Option(year, *_year(year)) for year in years],
        "language": [Option(code, code, name, code) for code, name in OWN_NAMES.items()],
        "proof": [Option(value, value, str(name)) for value, name in PracticeFacts.Proof.choices],
        "adopted": [Option(name, name, adopted[name]) for name in bands.ADOPTED],
    }


def _outcomes() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in PracticePage.Outcome.choices]


def _unit(unit: Unit) -> Option:
    return Option(unit.pk, unit.slug, unit.name)


def _year(year: int) -> tuple[str, str]:
    return (str(year), str(year)) if year else ("unknown", _("not known"))
