"""Refusals, named by what happened."""


class AlreadyDecided(Exception):
    """Somebody decided this check before."""


class NothingChanged(Exception):
    """The norm has this status since this day already."""
