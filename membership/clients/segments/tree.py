"""The shape of a segment: groups of conditions in groups.

A group is ``{"match": "all" | "any" | "none", "of": [...]}``; a condition is
``{"field": name, "op": "is" | "is_not" | "long_ago", "values": [text], "days": number}`` or, with
``"between" | "not_between" | "before"``, has the days ``"first"`` and ``"last"`` in place of a
number. It may have ``"times"``, how often at least, and ``"agreed"``: what is noted with consent
alone is denied of those who agreed, not of everybody. Without these it is once, and everybody.
It may have ``"about"``, what the entries are about, as ``segments.about`` tells it: any of these.
With ``"since" | "not_since"`` it has ``"later"``, the values that came, or did not come, after the
last of the others.

Every node but the root has an ``"id"``, new with each change of it, by which it is found: what
somebody saw before a change is found no more, and never another node in its place. The root is
found by the empty text.
"""

import secrets
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from membership.clients.errors import SegmentMalformed

Node = dict[str, Any]

ALL, ANY, NONE = "all", "any", "none"
IS, IS_NOT, LONG_AGO = "is", "is_not", "long_ago"
BETWEEN, NOT_BETWEEN, BEFORE = "between", "not_between", "before"
SINCE, NOT_SINCE = "since", "not_since"
#: Ways to ask that it did not happen, and that the last time is long ago.
DENIED, LAST_TIME = (IS_NOT, NOT_BETWEEN), (LONG_AGO, BEFORE)
#: Deeper or longer trees are nobody's clicking, and a database refuses them in the end.
DEEPEST, MOST_CONDITIONS = 6, 60


def empty() -> Node:
    """A segment that nobody is in yet."""
    return {"match": ALL, "of": []}


def is_group(node: Node) -> bool:
    """Whether a node holds others."""
    return "of" in node


def leaves(node: Node, *, turned: bool = False) -> list[tuple[Node, bool]]:
    """The conditions of a tree from left to right, each with whether "none of these" turns it."""
    if not is_group(node):
        return [(node, turned)]
    below = turned != (node["match"] == NONE)
    return [one for child in node["of"] for one in leaves(child, turned=below)]


def asks_for(root: Node, field: str, value: str) -> bool:
    """Whether any condition names a value of a field."""
    return any(
        leaf["field"] == field and value in leaf.get("values", []) for leaf, _turned in leaves(root)
    )


def exchanged(root: Node, field: str, old: str, new: str) -> Node:
    """The tree with one value of a field in place of another, once in each condition."""
    changed = deepcopy(root)
    for _depth, node in walk(changed):
        if node.get("field") == field and old in node.get("values", []):
            values = (new if one == old else one for one in node["values"])
            node.update(named(node) | {"values": list(dict.fromkeys(values))})
    return changed


def denied(leaf: Node) -> list[str]:
    """The values of a condition of which it says that they did not happen."""
    if leaf["op"] == NOT_SINCE:
        return list(leaf.get("later", []))
    return list(leaf.get("values", [])) if leaf["op"] in DENIED else []


def walk(node: Node, depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Every node with its depth, groups before what they hold."""
    yield depth, node
    for child in node.get("of", []):
        yield from walk(child, depth + 1)


def at(tree: Node, place: str) -> Node:
    """The node of a place.

    Raises:
        SegmentMalformed: it is not there any more, or was changed.
    """
    for _depth, node in walk(tree):
        if node.get("id", "") == place:
            return node
    raise SegmentMalformed(place)


def named(node: Node) -> Node:
    """The same node, as it is now."""
    return node | {"id": secrets.token_hex(4)}


def with_child(tree: Node, place: str, child: Node) -> Node:
    """The tree with one node more, last in the group of ``place``.

    Raises:
        SegmentMalformed: no group is there, or the tree would grow too large.
    """
    changed = deepcopy(tree)
    group = at(changed, place)
    if not is_group(group):
        raise SegmentMalformed(place)
    group["of"].append(named(child))
    if len(list(walk(changed))) > MOST_CONDITIONS:
        raise SegmentMalformed(place)
    if max(depth for depth, _node in walk(changed)) > DEEPEST:
        raise SegmentMalformed(place)
    return changed


def replaced(tree: Node, place: str, node: Node) -> Node:
    """The tree with another node at ``place``; a group keeps what it holds."""
    changed = deepcopy(tree)
    old = at(changed, place)
    if is_group(old) != is_group(node):
        raise SegmentMalformed(place)
    held = {"of": old["of"]} if is_group(old) else {}
    old.clear()
    old.update((named(node) if place else node) | held)
    return changed


def without(tree: Node, place: str) -> Node:
    """The tree without the node of ``place``; the root itself stays."""
    changed = deepcopy(tree)
    gone = at(changed, place)
    for _depth, node in walk(changed):
        if any(child is gone for child in node.get("of", [])):
            node["of"] = [child for child in node["of"] if child is not gone]
            return changed
    raise SegmentMalformed(place)


def truth(node: Node, holds: Callable[[Node], bool]) -> bool | None:
    """Whether a tree holds, given which conditions do; None for a group that asks nothing."""
    if not is_group(node):
        return holds(node)
    known = [one for child in node["of"] if (one := truth(child, holds)) is not None]
    if not known:
        return None
    return {ALL: all(known), ANY: any(known)}.get(node["match"], not any(known))
