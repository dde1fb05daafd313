"""The clients an address of the list stands for: what a file or a deed on many is about."""

from typing import Any

from django.http import QueryDict

from membership.clients import listing
from membership.clients.filters import ClientFilterSet
from portal.core import clock

#: Nobody marks more rows by hand.
_MOST_MARKED = 500
#: What of an address says nothing about whom it is of.
PASSING = ("p", "ordering", "view", "csrfmiddlewaretoken", "deed")


def of_query(query: str) -> Any:
    """The clients of an address: its filters, the words typed, the rows marked by hand."""
    wanted = QueryDict(query)
    clients = listing.clients(clock.today())
    if text := wanted.get("q", "").strip():
        clients = clients.matching(text[:120])
    if "ids" in wanted:
        clients = clients.filter(pk__in=_numbers(wanted.getlist("ids")))
    narrowed = ClientFilterSet(wanted, queryset=clients, request=None)
    return narrowed.qs.order_by("sort_key", "pk") if narrowed.is_valid() else clients.none()


def _numbers(typed: list[str]) -> list[int]:
    return [
        int(one)
        for one in typed[:_MOST_MARKED]
        if one.isascii() and one.isdigit() and len(one) < 10
    ]


def in_its_order(wanted: QueryDict) -> str:
    """An address of the list with the order of its rows, ready to be kept under a name."""
    return without_passing(wanted, passing=tuple(one for one in PASSING if one != "ordering"))


def without_passing(wanted: QueryDict, passing: tuple[str, ...] = PASSING) -> str:
    """An address of the list without what changes from page to page."""
    kept = wanted.copy()
    for name in passing:
        kept.pop(name, None)
    for name in [name for name, values in kept.lists() if not any(values)]:
        kept.pop(name)
    return kept.urlencode()[:2000]
