"""Refusals of events, named by what happened."""


class RegistrationClosed(Exception):
    """The event takes no registrations, is called off, or has begun."""


class TooLate(Exception):
    """The event has begun: a place can no longer be given back."""


class SheetUnreadable(ValueError):
    """The file is no spreadsheet we can read, is too large, or has no column with names.

    It says why as ``portal.core.sheets`` does: ``encoding``, ``quotes 17``; or nothing.
    """


class SheetTooLong(SheetUnreadable):
    """More lines than one list may have; none is left out in silence."""


class SheetApplied(Exception):
    """The sheet was taken over before."""


class TooEarly(Exception):
    """Nobody was at an event whose day has not come."""
