"""The shape of a segment: groups of conditions in groups.

A group is ``{"match": "all" | "any" | "none", "of": [...]}``; a condition is
``{"field": name, "op": "is" | "is_not" | "long_ago", "values": [text], "days": number}``. A place
in the tree is a path of indexes, ``"0.2"``; the root is the empty path.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from membership.clients.errors import SegmentMalformed

Node = dict[str, Any]

ALL, ANY, NONE = "all", "any", "none"
IS, IS_NOT, LONG_AGO = "is", "is_not", "long_ago"
#: Deeper or longer trees are nobody's clicking, and a database refuses them in the end.
DEEPEST, MOST_CONDITIONS = 6, 60


def empty() -> Node:
    """A segment that nobody is in yet."""
    return {"match": ALL, "of": []}


def is_group(node: Node) -> bool:
    """Whether a node holds others."""
    return "of" in node


def leaves(node: Node) -> list[Node]:
    """The conditions of a tree from left to right."""
    if not is_group(node):
        return [node]
    return [leaf for child in node["of"] for leaf in leaves(child)]


def walk(node: Node, path: str = "", depth: int = 0) -> Iterator[tuple[str, int, Node]]:
    """Every node with its path and depth, groups before what they hold."""
    yield path, depth, node
    for place, child in enumerate(node.get("of", [])):
        yield from walk(child, f"{path}.{place}" if path else str(place), depth + 1)


def at(tree: Node, path: str) -> Node:
    """The node of a path.

    Raises:
        SegmentMalformed: there is none.
    """
    node = tree
    for step in filter(None, path.split(".")):
        children = node.get("of", [])
        if not step.isascii() or not step.isdigit() or len(step) > 4 or int(step) >= len(children):
            raise SegmentMalformed(path)
        node = children[int(step)]
    return node


def with_child(tree: Node, path: str, child: Node) -> Node:
    """The tree with one node more, last in the group of ``path``.

    Raises:
        SegmentMalformed: no group is there, or the tree would grow too large.
    """
    changed = deepcopy(tree)
    group = at(changed, path)
    if not is_group(group):
        raise SegmentMalformed(path)
    group["of"].append(child)
    if len(list(walk(changed))) > MOST_CONDITIONS:
        raise SegmentMalformed(path)
    if max(depth for _path, depth, _node in walk(changed)) > DEEPEST:
        raise SegmentMalformed(path)
    return changed


def replaced(tree: Node, path: str, node: Node) -> Node:
    """The tree with another node at ``path``; a group keeps what it holds."""
    changed = deepcopy(tree)
    old = at(changed, path)
    if is_group(old) != is_group(node):
        raise SegmentMalformed(path)
    held = {"of": old["of"]} if is_group(old) else {}
    old.clear()
    old.update(node | held)
    return changed


def without(tree: Node, path: str) -> Node:
    """The tree without the node of ``path``; the root itself stays."""
    changed = deepcopy(tree)
    at(changed, path)
    above, _dot, last = path.rpartition(".")
    if not path:
        raise SegmentMalformed(path)
    del at(changed, above)["of"][int(last)]
    return changed


def truth(node: Node, holds: Callable[[Node], bool]) -> bool | None:
    """Whether a tree holds, given which conditions do; None for a group that asks nothing."""
    if not is_group(node):
        return holds(node)
    known = [one for child in node["of"] if (one := truth(child, holds)) is not None]
    if not known:
        return None
    return {ALL: all(known), ANY: any(known)}.get(node["match"], not any(known))
