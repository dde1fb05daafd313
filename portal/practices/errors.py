"""Refusals of practices. Each is named after what happened."""


class PracticeRefusal(Exception):
    """Anything this room declines to do."""


class PracticeNotOpen(PracticeRefusal):
    """No published practice has this key."""


class OwnPractice(PracticeRefusal):
    """A municipality does not take over what it did first."""


class AlreadyRecorded(PracticeRefusal):
    """The municipality is in the ledger of this practice; its entry is moved, not doubled."""


class MoveNotAllowed(PracticeRefusal):
    """The state does not lead to the one wanted."""


class ReasonMissing(PracticeRefusal):
    """Nobody stops without saying why: that is what others learn from."""


class SourceMissing(PracticeRefusal):
    """An editor enters what she heard only with the person she heard it from."""


class WrongDay(PracticeRefusal):
    """The day lies in the future or before the last thing told."""


class AdoptionClosed(PracticeRefusal):
    """The entry was taken out of the ledger as a mistake."""


class NotInUse(PracticeRefusal):
    """Only what is in use becomes a practice of its own."""


class AlreadyDescribed(PracticeRefusal):
    """The municipality has a page of its own that grew out of this practice."""


class AlreadyPublished(PracticeRefusal):
    """Readers have seen the page: it is unpublished, not thrown away as a draft."""
