"""Refusals of the client base, named by what happened."""

from portal.core.contacts import ContactMalformed

__all__ = [
    "CardsDiffer",
    "ClientHasOtherAccount",
    "ConsentGivenBefore",
    "ContactMalformed",
    "ListApplied",
    "ListUnnamed",
    "ListUnreadable",
    "MandateNotShortened",
    "MergeCannotBeUndone",
    "MergeUndecided",
    "MergeUndone",
    "NotAColleague",
    "NotASuccessor",
    "OfficeDecided",
    "ScanMissing",
    "SheetNotReady",
    "SheetStale",
    "TaskDone",
]


class OfficeDecided(Exception):
    """The office is already confirmed or declined."""


class ClientHasOtherAccount(Exception):
    """The card belongs to another account."""


class MandateNotShortened(Exception):
    """Its holder may bring the end of a mandate forward; a longer one is claimed anew."""


class NotAColleague(Exception):
    """Only somebody with a confirmed office in the same body decides on a claim there."""


class NotASuccessor(Exception):
    """An office is handed over to somebody with a confirmed office in the same body."""


class ListUnreadable(Exception):
    """The file is no list of people; as a text it is the code of the trouble, if there is one."""


class ListTooLong(Exception):
    """More people than one list may have: as many as the only argument says."""


class ListUnnamed(Exception):
    """Nobody has said in which column of the list the names stand."""


class ListApplied(Exception):
    """The list was taken over before."""


class ConsentGivenBefore(Exception):
    """The client agrees to this text already; ``args[0]`` is the moment."""


class ConsentBeforeItsText(Exception):
    """Nobody agreed to words that did not exist; the only argument is their first day."""


class ScanMissing(Exception):
    """A consent on paper is entered with a picture of the paper."""


class TaskDone(Exception):
    """The task is done already."""


class CardsDiffer(Exception):
    """A person and an organisation are never one client."""


class MergeUndecided(Exception):
    """A room points to cards with a key of its own and has not said what a merge does with it."""


class MergeUndone(Exception):
    """The cards are two again already."""


class MergeCannotBeUndone(Exception):
    """The card was merged again since, or something it stood on is gone."""


class SheetNotReady(Exception):
    """The spreadsheet is not in the state for this deed."""


class SheetStale(Exception):
    """The preview is older than a day: the base may have changed since."""


class SegmentMalformed(Exception):
    """A segment was asked to become something that cannot be compiled."""


class ContactProven(Exception):
    """A client has shown that an address or number is hers: staff do not correct it."""


class NameTaken(Exception):
    """There is a tag, or among her saved lists a list, of this name."""


class ListsFull(Exception):
    """Somebody keeps as many lists as one may."""


class TagInUse(Exception):
    """Segments or saved lists ask for a tag."""


class TooMany(Exception):
    """More clients than one deed takes at once."""


class DeedNotTakenBack(Exception):
    """A deed on many clients was taken back before, or is older than thirty days."""


class KindUnknown(Exception):
    """An entry of the timeline of a kind that no room has named: a mistake of the programmer."""
