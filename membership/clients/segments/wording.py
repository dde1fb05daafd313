"""Conditions of segments as people read them, and what the base cannot know about them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership.clients.segments import about, tree
from membership.clients.segments.conditions import BACK, Condition, known
from membership.clients.segments.tree import Node, leaves


def words(root: Node) -> Callable[[Node], str]:
    """A reader of the conditions of a tree that asks once for the names of the values of each."""
    labels: dict[str, dict[str, Any]] = {}
    titles = about.titles({one for leaf, _not in leaves(root) for one in leaf.get("about", [])})

    def read(leaf: Node) -> str:
        asked = dict(known).get(leaf["field"])
        if asked is None:
            return str(leaf["field"])
        if asked.choices and leaf["field"] not in labels:
            labels[leaf["field"]] = asked.names()
        names = labels.get(leaf["field"], {})
        if asked.rows:
            names = names | _not_offered(asked.rows(), set(leaf["values"]) - set(names))

        def called(values: list[str]) -> str:
            return ", ".join(str(names.get(value, value)) for value in values)

        values = called(leaf.get("values", []))
        if not asked.looks:
            operator = str(dict(asked.operators).get(leaf["op"], ""))
            return f"{asked.label}: {operator} {values}".strip()
        told = f"{asked.label}: {values}" if values else str(asked.label)
        told += _about(leaf, titles)
        return f"{told}, {_span(asked, leaf)}{_and_since(leaf, called)}"

    return read


def _about(leaf: Node, titles: about.Titles) -> str:
    """Of which things, any of them will do; nothing where it does not matter."""
    named = [_("“%(title)s”") % {"title": about.told(one, titles)} for one in leaf.get("about", [])]
    return _(" (about %(things)s)") % {"things": _(" or ").join(named)} if named else ""


def _not_offered(rows: QuerySet[Any], values: set[str]) -> dict[str, Any]:
    """Names for rows that are not offered for choice any more, or are not there any more."""
    if not values:
        return {}
    there = {str(row.pk): row for row in rows.filter(pk__in=values)}
    gone = _("no longer exists (No. %(number)s)")
    return {value: there.get(value, gone % {"number": value}) for value in values}


def idle() -> str:
    """Said of a group inside another that asks nothing."""
    return _("There is no condition in it yet: it does not count.")


def caveat(leaf: Node) -> str:
    """What the base cannot know, so that nobody reads too much into it."""
    asked = dict(known).get(leaf["field"])
    if asked is None or not asked.noted_of(leaf):
        return ""
    if asked.of_those_who_agreed(leaf):
        return _("This is noted only for those who agreed to it, and only they are counted here.")
    if asked.denied_of(leaf):
        return _(
            "This is noted only for those who agreed to it. Of everybody else the base does not "
            "know whether it happened, and they are counted here too."
        )
    return _("This is noted only for those who agreed to it.")


def unknown(leaf: Node) -> str:
    """The same of somebody who has not agreed."""
    asked = dict(known).get(leaf["field"])
    if asked and asked.of_those_who_agreed(leaf):
        return _(
            "This person has not agreed that it is noted. The base does not know whether it "
            "happened, so the condition does not hold."
        )
    return _(
        "This person has not agreed that it is noted: the base does not know whether it happened."
    )


def _span(asked: Condition, leaf: Node) -> str:
    op, days = leaf["op"], leaf.get("days", 0)
    if op == tree.LONG_AGO:
        told = ngettext(
            "for the last time longer than %(days)d day ago",
            "for the last time longer than %(days)d days ago",
            days,
        )
        return told % {"days": days}
    if op == tree.BEFORE:
        return _("for the last time before %(day)s") % {"day": _day(leaf["first"])}
    if asked.looks == BACK:
        return _("%(how_often)s %(when)s") % {"how_often": _how_often(leaf), "when": _when(leaf)}
    if op == tree.IS_NOT:
        told = ngettext("not within %(days)d day", "not within %(days)d days", days)
    else:
        told = ngettext("within %(days)d day", "within %(days)d days", days)
    return told % {"days": days}


def _and_since(leaf: Node, called: Callable[[list[str]], str]) -> str:
    """What came, or did not, after the last time."""
    if "later" not in leaf:
        return ""
    if leaf["op"] == tree.SINCE:
        told = _("; since the last time at least one of these happened: %(kinds)s")
    else:
        told = _("; since the last time none of these happened: %(kinds)s")
    return told % {"kinds": called(leaf["later"])}


def _how_often(leaf: Node) -> str:
    denied, times = leaf["op"] in tree.DENIED, leaf.get("times", 1)
    if times == 1:
        return _("did not happen") if denied else _("happened")
    if denied:
        told = ngettext(
            "happened fewer than %(times)d time", "happened fewer than %(times)d times", times
        )
    else:
        told = ngettext(
            "happened at least %(times)d time", "happened at least %(times)d times", times
        )
    return told % {"times": times}


def _when(leaf: Node) -> str:
    if "first" in leaf:
        return _("from %(first)s to %(last)s") % {
            "first": _day(leaf["first"]),
            "last": _day(leaf["last"]),
        }
    days = leaf.get("days", 0)
    return ngettext("in the last %(days)d day", "in the last %(days)d days", days) % {"days": days}


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "SHORT_DATE_FORMAT")
