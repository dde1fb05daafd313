"""Why a change of plan, a choice for the next term or a cancellation is refused, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from membership.billing.errors import NoAccountInCurrency, SellerUnknown
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    CountedOtherwise,
    MoveNotAllowed,
    NextTermOrdered,
    NoSeatLeft,
    NotChangeable,
    NotForThisSubscriber,
    NothingToRenew,
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
    CountedOtherwise: _("This plan is counted in another way: in issues, or in months."),
    NextTermOrdered: _(
        "The next term is ordered already. To choose another plan for it, cancel its invoice first."
    ),
    NothingToRenew: _("Nobody renews this access: it is closed, or somebody else pays for it."),
    SellerUnknown: _("First enter the publisher's bank details in the settings."),
    NoAccountInCurrency: _("The publisher has no account in this currency."),
    NoSeatLeft: _("More seats are given than the plan has: take some back first."),
    MoveNotAllowed: _("This access is closed already."),
}
