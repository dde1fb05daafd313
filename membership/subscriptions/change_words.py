"""Why a change of plan or a cancellation is refused, for readers and for staff."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from membership.billing.errors import NoAccountInCurrency, SellerUnknown
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    MoveNotAllowed,
    NoSeatLeft,
    NotChangeable,
    NotForThisSubscriber,
    NotSoldIn,
    PlanNotOffered,
    SamePlan,
    SumHasMoved,
)

REFUSALS: dict[type[Exception], Any] = {
    SumHasMoved: _("The sum has changed since it was shown. Please look at it again."),
    NotChangeable: _(
        "Only a paid subscription by the month that is open can change its plan, and only one "
        "change at a time."
    ),
    PlanNotOffered: _("This plan is not sold any more."),
    SamePlan: _("The subscription runs under this plan already."),
    NotSoldIn: _("This plan has no price in the currency of the order."),
    NotForThisSubscriber: _("This plan is for people only, or for organisations only."),
    AddressMissing: _("The plan is printed, and no postal address is known."),
    CopiesDisagree: _("The plan has fewer copies than there are recipients."),
    SellerUnknown: _("First enter the publisher's bank details in the settings."),
    NoAccountInCurrency: _("The publisher has no account in this currency."),
    NoSeatLeft: _("More seats are given than the plan has: take some back first."),
    MoveNotAllowed: _("This access is closed already."),
}
