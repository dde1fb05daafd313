"""Lists narrowed by links."""

from portal.core.narrowing import Wanted


def test_a_folded_facet_names_what_was_chosen():
    wanted = Wanted.read({"level": "basic"}, {"level": ["basic", "expert"]})

    facet = wanted.facet("Level", "level", [("basic", "Easy"), ("expert", "Hard")], {"expert": 2})

    assert facet.chosen == "Easy"
    assert wanted.without("level").facet("Level", "level", [("basic", "Easy")], {}).chosen == ""
