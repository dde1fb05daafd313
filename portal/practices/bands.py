"""The bands of the facets: how large, how dear, how often taken over."""

from bisect import bisect_left
from itertools import pairwise

from django.utils.translation import gettext as _

from portal.core import money
from portal.core.templatetags.look_tags import number

#: Upper ends in people, the end included. Before the merger of 2024 most ayil aimaks had fewer than
#: ten thousand people, after it some have more than fifty.
_SIZES = (5_000, 10_000, 20_000, 50_000)
#: Upper ends in som. The budget of an ayil aimak is some million to some tens of millions a year.
_COSTS = (500_000, 2_000_000, 10_000_000)
_SOM = 100

SIZES = (*(f"to-{end}" for end in _SIZES), f"over-{_SIZES[-1]}", "unknown")
COSTS = ("none", *(f"to-{end}" for end in _COSTS), f"over-{_COSTS[-1]}", "unknown")
ADOPTED = ("several", "some", "never")
#: From how many municipalities on a practice counts as taken over by several.
_SEVERAL = 3


def size(population: int | None) -> str:
    """The band of a municipality with so many people."""
    return "unknown" if population is None else SIZES[bisect_left(_SIZES, population)]


def cost(tyiyn: int | None) -> str:
    """The band of what a practice cost in all."""
    if tyiyn is None:
        return "unknown"
    if tyiyn == 0:
        return "none"
    return COSTS[1 + bisect_left([end * _SOM for end in _COSTS], tyiyn)]


def adopted(count: int) -> str:
    """Taken over by several municipalities, by one or two, or by none as far as is known."""
    if count == 0:
        return "never"
    return "several" if count >= _SEVERAL else "some"


def size_names() -> dict[str, str]:
    """What each band of size is called."""
    words = (
        _("up to %(end)s people"),
        _("%(start)s to %(end)s people"),
        _("more than %(end)s people"),
    )
    return {**_between(SIZES[:-1], _SIZES, words), "unknown": _("not known")}


def cost_names() -> dict[str, str]:
    """What each band of cost is called."""
    words = (_("up to %(end)s som"), _("%(start)s to %(end)s som"), _("more than %(end)s som"))
    return {
        "none": _("without money"),
        **_between(COSTS[1:-1], _COSTS, words),
        "unknown": _("not stated"),
    }


def adopted_names() -> dict[str, str]:
    """What each class of adoption is called."""
    return {
        "several": _("by three municipalities or more"),
        "some": _("by one or two municipalities"),
        "never": _("not yet, as far as we know"),
    }


def _between(
    names: tuple[str, ...], ends: tuple[int, ...], words: tuple[str, str, str]
) -> dict[str, str]:
    """The bands in words: one up to the first end, those between the ends, one above the last."""
    first, middle, last = words
    shown = [number(end) for end in ends]
    found = [
        first % {"end": shown[0]},
        *(middle % {"start": start, "end": end} for start, end in pairwise(shown)),
        last % {"end": shown[-1]},
    ]
    return dict(zip(names, found, strict=True))


def per_head(tyiyn: int | None, people: int | None) -> str:
    """ "1 580 som" for each resident, whole som; empty when either is not known."""
    if not tyiyn or not people:
        return ""
    som = round(tyiyn / people / _SOM)
    return str(money.Money(max(som, 1) * _SOM))
