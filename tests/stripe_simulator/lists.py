"""Lists: newest first, by pages between two ids, narrowed by fields and by the time of creation."""

from tests.stripe_simulator import errors
from tests.stripe_simulator.api import Call
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.store import Resource


def page(call: Call, members: list[Resource]) -> Resource:
    """The part of a list that was asked for."""
    limit = call.params.integer("limit", least=1, most=100) or 10
    after, before = call.params.text("starting_after"), call.params.text("ending_before")
    if after and before:
        raise errors.invalid(
            "You cannot parameterize both ending_before and starting_after.", "starting_after"
        )
    if after:
        members = members[_place(members, after, "starting_after") + 1 :]
    elif before:
        members = members[: _place(members, before, "ending_before")]
        return _list(call, members[-limit:], more=len(members) > limit)
    return _list(call, members[:limit], more=len(members) > limit)


def _list(call: Call, members: list[Resource], *, more: bool) -> Resource:
    return {"object": "list", "data": members, "has_more": more, "url": call.path}


def _place(members: list[Resource], object_id: str, param: str) -> int:
    for place, member in enumerate(members):
        if member["id"] == object_id:
            return place
    raise errors.no_such("object", object_id, param, 400)


def matching(call: Call, kind: str, *texts: str, flags: tuple[str, ...] = ()) -> Resource:
    """The list of a kind, narrowed by the filters of this kind that were given."""
    given = {name: value for name in texts if (value := call.params.text(name)) is not None}
    members = call.world.store.newest_first(kind, **given)
    for name in flags:
        if (flag := call.params.boolean(name)) is not None:
            members = [member for member in members if member[name] is flag]
    return page(call, _created_within(call.params, members))


def _created_within(params: Params, members: list[Resource]) -> list[Resource]:
    if "created" not in params:
        return members
    limits = params.section("created")
    above, from_ = limits.integer("gt"), limits.integer("gte")
    below, until = limits.integer("lt"), limits.integer("lte")
    return [
        member
        for member in members
        if (above is None or member["created"] > above)
        and (from_ is None or member["created"] >= from_)
        and (below is None or member["created"] < below)
        and (until is None or member["created"] <= until)
    ]
