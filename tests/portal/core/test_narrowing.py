"""Lists narrowed by links."""

from portal.core.narrowing import Wanted


def test_a_folded_facet_names_what_was_chosen():
    wanted = Wanted.read({"level": "basic"}, {"level": ["basic", "expert"]})

    facet = wanted.facet("Level", "level", [("basic", "Easy"), ("expert", "Hard")], {"expert": 2})

    assert facet.chosen == "Easy"
    assert wanted.without("level").facet("Level", "level", [("basic", "Easy")], {}).chosen == ""


def test_what_is_not_known_is_named_once_and_short():
    known = {"level": ["basic"], "kind": ["guide"]}

    wanted = Wanted.read({"level": "nope", "kind": "x" * 500}, known)

    assert wanted.unknown == ("nope", "x" * 40)
    assert not wanted
    assert Wanted.read({"level": "basic", "kind": ""}, known).unknown == ()
