"""Refusals about accounts, named by what happened."""


class TextInUse(Exception):
    """Somebody has answered this consent text; a new version takes its place instead."""


class MunicipalityMissing(Exception):
    """Somebody who serves in a municipality has not said in which."""
