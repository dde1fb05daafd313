"""Refusals of the client base, named by what happened."""

from portal.core.contacts import ContactMalformed

__all__ = [
    "ClientHasOtherAccount",
    "ContactMalformed",
    "ListApplied",
    "ListUnreadable",
    "NotAColleague",
    "NotASuccessor",
    "OfficeDecided",
    "ScanMissing",
]


class OfficeDecided(Exception):
    """The office is already confirmed or declined."""


class ClientHasOtherAccount(Exception):
    """The card belongs to another account."""


class NotAColleague(Exception):
    """Only somebody with a confirmed office in the same body decides on a claim there."""


class NotASuccessor(Exception):
    """An office is handed over to somebody with a confirmed office in the same body."""


class ListUnreadable(Exception):
    """The file is no list of people."""


class ListApplied(Exception):
    """The list was taken over before."""


class ScanMissing(Exception):
    """A consent on paper is entered with a picture of the paper."""
