"""Refusals of submissions. Each is named after what happened."""


class SubmissionRefusal(Exception):
    """Anything this room declines to do."""


class MoveNotAllowed(SubmissionRefusal):
    """The transition table does not lead from this state by this deed."""


class NotEditable(SubmissionRefusal):
    """The submission is with the reviewer or decided: its author cannot change it now."""


class NotComplete(SubmissionRefusal):
    """Something the reviewer needs is missing or not understood; see ``completeness``."""


class TooManyDrafts(SubmissionRefusal):
    """The member has as many unfinished submissions as one person may keep."""


class TooManyFiles(SubmissionRefusal):
    """The submission has as many pieces of evidence as it may have."""


class OwnSubmission(SubmissionRefusal):
    """Nobody decides on her own submission."""


class ReasonsMissing(SubmissionRefusal):
    """A submission is neither returned nor declined without saying why."""
