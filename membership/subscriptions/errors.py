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
