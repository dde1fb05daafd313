"""A segment as one query, and why a client is in it or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When

from membership.clients.models import Client, Segment
from membership.clients.querysets import ClientQuerySet
from membership.clients.segments import own_conditions as own_conditions
from membership.clients.segments import tree, wording
from membership.clients.segments.conditions import Asked, Condition, Noted, known
from membership.clients.segments.tree import Node

_NOBODY = Q(pk__in=())
#: In days, longer than anything is remembered.
_EVER = 36_500
_TWO_DAYS = ("first", "last")
#: So many segments are asked about in one query; a database refuses longer ones in the end.
_AT_ONCE = 20


def clients(root: Node, *, on: date) -> ClientQuerySet:
    """Who is in a segment on a day, in one query; a segment that asks nothing holds nobody.

    Lists, exports and mail all come here.
    """
    return Client.objects.filter(condition(root, on=on))


def condition(root: Node, *, on: date) -> Q:
    """A segment as a condition on clients."""
    compiled = _compiled(root, on)
    return _NOBODY if compiled is None else compiled


def _compiled(node: Node, on: date, *, turned: bool = False) -> Q | None:
    if not tree.is_group(node):
        return _leaf(node, on, turned=turned)
    below = turned != (node["match"] == tree.NONE)
    compiled = (_compiled(child, on, turned=below) for child in node["of"])
    parts = [part for part in compiled if part is not None]
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part if node["match"] == tree.ALL else whole | part
    return ~whole if node["match"] == tree.NONE else whole


def _leaf(leaf: Node, on: date, *, turned: bool) -> Q:
    """One condition; to deny what is there no more lets nobody in.

    Where the condition denies it, it holds for nobody; where "none of these" does, for everybody.
    """
    asked = dict(known).get(leaf["field"])
    if asked is None:
        return ~_NOBODY if turned else _NOBODY
    holds = _asked(asked, leaf, on)
    gone = asked.gone(leaf) if (leaf["op"] in tree.DENIED) != turned else None
    if gone is None:
        return holds
    return holds | gone if turned else holds & ~gone


def _asked(asked: Condition, leaf: Node, on: date) -> Q:
    about = _about(leaf, on)
    holds = asked.ask(about)
    if leaf["op"] in tree.LAST_TIME:
        return asked.ask(replace(about, days=_EVER, first=None)) & ~holds
    if leaf["op"] == tree.SINCE:
        return asked.ask(replace(about, later=[])) & ~holds
    if leaf["op"] in tree.DENIED:
        holds = ~holds
    noted = asked.of_those_who_agreed(leaf)
    return holds & noted.agreed() if noted else holds


def _about(leaf: Node, on: date) -> Asked:
    first, last = (date.fromisoformat(leaf[day]) if day in leaf else None for day in _TWO_DAYS)
    return Asked(
        values=leaf.get("values", []),
        days=leaf.get("days", 0),
        on=on,
        times=leaf.get("times", 1),
        first=first,
        last=last,
        later=leaf.get("later", []),
        about=leaf.get("about", []),
    )


def _whether(asked: Q) -> Case:
    return Case(When(asked, then=Value(True)), default=Value(False), output_field=BooleanField())


def holding(client_id: int, segments: Sequence[Segment], *, on: date) -> set[int]:
    """The ids of the segments a client is in, of those given."""
    found: set[int] = set()
    for start in range(0, len(segments), _AT_ONCE):
        some = segments[start : start + _AT_ONCE]
        asked = {f"in_{one.pk}": _whether(condition(one.tree, on=on)) for one in some}
        row: Any = Client.objects.filter(pk=client_id).order_by().values(**asked).first() or {}
        found |= {one.pk for one in some if row.get(f"in_{one.pk}")}
    return found


def how_many(noted: Noted) -> tuple[int, int]:
    """How many people agreed that something is noted, and how many there are."""
    people = Client.objects.persons().order_by()
    return people.filter(noted.agreed()).count(), people.count()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a tree as people read it."""

    place: str
    depth: int
    is_group: bool
    match: str
    text: str
    #: Whether it holds for the client asked about; None where nobody is, or for an empty group.
    holds: bool | None = None
    #: What the base cannot know about it.
    caveat: str = ""


def described(root: Node) -> list[Line]:
    """The tree in words, a line each."""
    return _lines(root, {}, wording.caveat)


def why(root: Node, client_id: int, *, on: date) -> tuple[bool, list[Line]]:
    """Whether a client is in, and every condition with whether it holds for her; two queries."""
    leaves = tree.leaves(root)
    asked = {
        f"holds_{place}": _whether(_leaf(leaf, on, turned=turned))
        for place, (leaf, turned) in enumerate(leaves)
    }
    agreed = {
        f"agreed_{place}": _whether(_agreed(leaf)) for place, (leaf, _not) in enumerate(leaves)
    }
    row: Any = Client.objects.filter(pk=client_id).order_by().values("pk", **asked, **agreed)
    row = row.first() or {}
    holds = {id(leaf): bool(row.get(f"holds_{place}")) for place, (leaf, _not) in enumerate(leaves)}
    unknown = {
        id(leaf) for place, (leaf, _not) in enumerate(leaves) if not row.get(f"agreed_{place}")
    }

    def caveat(leaf: Node) -> str:
        return wording.unknown(leaf) if id(leaf) in unknown else ""

    return bool(tree.truth(root, lambda leaf: holds[id(leaf)])), _lines(root, holds, caveat)


def _agreed(leaf: Node) -> Q:
    """Whether the base may know of it: everybody, where no consent is needed."""
    asked = dict(known).get(leaf["field"])
    noted = asked.noted_of(leaf) if asked else None
    return noted.agreed() if noted else ~_NOBODY


def _lines(root: Node, holds: dict[int, bool], caveat: Callable[[Node], str]) -> list[Line]:
    words = wording.words(root)
    lines = []
    for depth, node in tree.walk(root):
        group = tree.is_group(node)
        known_of = tree.truth(node, lambda leaf: holds[id(leaf)]) if holds else None
        idle = group and depth and not tree.leaves(node)
        text, doubt = ("", wording.idle() if idle else "") if group else (words(node), caveat(node))
        place, match = node.get("id", ""), node.get("match", "")
        lines.append(Line(place, depth, group, match, text, known_of, doubt))
    return lines
