"""Refusals of this room."""


class TwinExists(Exception):
    """The item has a page in that language already."""


class MayNotTranslate(Exception):
    """This member of staff may not make or change the page."""


class NotTranslated(Exception):
    """The step of the translation is not done while the twin is an untouched copy."""
