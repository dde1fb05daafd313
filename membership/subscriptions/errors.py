"""Refusals of subscriptions."""


class SubscriptionRefusal(Exception):
    """Anything subscriptions declines to do."""


class PlanNotOffered(SubscriptionRefusal):
    """The plan is not sold on that day."""


class MoveNotAllowed(SubscriptionRefusal):
    """The table of moves does not lead from this state to that one."""


class BasisWithoutReason(SubscriptionRefusal):
    """A term that nobody pays for needs words that say why."""


class AddressMissing(SubscriptionRefusal):
    """A printed magazine needs a place to go to."""


class NotSoldIn(SubscriptionRefusal):
    """The plan has no price in that currency."""


class CopiesDisagree(SubscriptionRefusal):
    """The copies of the recipients are not the copies that are paid for."""


class OfficeNotConfirmed(SubscriptionRefusal):
    """Only whoever holds a checked office orders for others in the name of its body."""


class TooManyNamed(SubscriptionRefusal):
    """One invoice is for so many bodies and no more."""


class NotInRegister(SubscriptionRefusal):
    """The register has no such body, or it was dissolved."""


class NobodyNamed(SubscriptionRefusal):
    """An order needs a subscriber, and each of them once."""


class NotChangeable(SubscriptionRefusal):
    """Only a paid term by the month that runs can go on under another plan."""


class SamePlan(SubscriptionRefusal):
    """The term runs under this plan already."""


class SumHasMoved(SubscriptionRefusal):
    """Between preview and deed the sum became another one: it is shown anew."""


class QuotaUsedUp(SubscriptionRefusal):
    """Everything a sponsor pays for is given away, or its days are over."""


class NoSeatLeft(SubscriptionRefusal):
    """All seats of the subscription are given."""


class SeatNotYours(SubscriptionRefusal):
    """Somebody else sits on it, or it was taken back."""


class SeatOfAnotherAddress(SubscriptionRefusal):
    """The seat is offered to an address that the account has not proven to be its own."""


class NotPrinted(SubscriptionRefusal):
    """Only what goes by post can be paused."""


class NothingToRenew(SubscriptionRefusal):
    """The plan is not sold any more, or nobody ordered the term."""


class NotForThisSubscriber(SubscriptionRefusal):
    """The plan is for people only, or for organisations only."""


class CountedOtherwise(SubscriptionRefusal):
    """A term in months is followed by months, one in issues by issues."""


class NextTermOrdered(SubscriptionRefusal):
    """The next term is ordered or open already: its plan is that of its order."""


class PauseOutside(SubscriptionRefusal):
    """The days lie outside the term, or overlap another pause."""


class IssueCameOut(SubscriptionRefusal):
    """A month is said to have no issue, and one came out."""
