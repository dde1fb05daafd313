"""Refusals, named by what happened."""


class UnknownChoice(Exception):
    """There is no such topic or oblast."""
