"""The states of a submission and the one table of ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.submissions.errors import MoveNotAllowed


class State(models.TextChoices):
    """Where a submission stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In review")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", pgettext_lazy("of a practice", "Accepted")
    DECLINED = "declined", _("Declined")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Deed(models.TextChoices):
    """What moves a submission."""

    SUBMIT = "submit", _("sent in")
    RETURN = "return", _("returned with reasons")
    ACCEPT = "accept", _("accepted")
    DECLINE = "decline", _("declined")
    WITHDRAW = "withdraw", _("withdrawn")
    PUBLISH = "publish", _("published")
    UNPUBLISH = "unpublish", _("taken off the site")


TRANSITIONS: dict[tuple[str, str], State] = {
    (State.DRAFT, Deed.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Deed.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Deed.RETURN): State.RETURNED,
    (State.ACCEPTED, Deed.RETURN): State.RETURNED,
    (State.SUBMITTED, Deed.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Deed.DECLINE): State.DECLINED,
    (State.DRAFT, Deed.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Deed.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Deed.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Deed.PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Deed.UNPUBLISH): State.ACCEPTED,
}

#: Its author may change it.
EDITABLE = (State.DRAFT, State.RETURNED)
#: It has come in at least once and was not taken back.
RECEIVED = (State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.DECLINED, State.PUBLISHED)
#: How a badge shows it.
BADGES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "wait",
    State.RETURNED: "warn",
    State.ACCEPTED: "ok",
    State.DECLINED: "quiet",
    State.PUBLISHED: "ok",
    State.WITHDRAWN: "quiet",
}


def after(state: str, deed: str) -> State:
    """Where ``deed`` leads from ``state``.

    Raises:
        MoveNotAllowed: it leads nowhere.
    """
    try:
        return TRANSITIONS[state, deed]
    except KeyError:
        raise MoveNotAllowed(state, deed) from None
