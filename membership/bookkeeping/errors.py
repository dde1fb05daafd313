"""Refusals of bookkeeping. Each is named after what happened."""


class BookkeepingRefusal(Exception):
    """Anything bookkeeping declines to do."""


class NothingToAccept(BookkeepingRefusal):
    """The invoice is not paid, or nothing was opened for it, so no period can be accepted."""


class PeriodOverlaps(BookkeepingRefusal):
    """An act for a part of this period stands already, or the period lies outside the term."""


class StillToCome(BookkeepingRefusal):
    """What would be accepted has not been rendered yet."""


class NoIssueSince(BookkeepingRefusal):
    """No issue came out since the last act."""


class PaperSigned(BookkeepingRefusal):
    """A paper that came back signed is not replaced by itself: staff declare it void first."""


class NotVoidable(BookkeepingRefusal):
    """The paper is void already, or tells of money that moved."""
