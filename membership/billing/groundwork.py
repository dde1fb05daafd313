"""Who of the staff may do what with money."""

from portal.core import roles

_SEEN = (
    "billing.view_invoice",
    "billing.view_payment",
    "billing.view_unallocatedpayment",
    "billing.view_dispute",
    "billing.view_reconciliation",
)


def lay() -> None:
    """Grant rights: the administrator of the client base acts, the manager reads."""
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        *_SEEN,
        "billing.change_invoice",
        "billing.add_payment",
        "billing.change_unallocatedpayment",
        "billing.change_sellerrequisites",
    )
    roles.grant(roles.MANAGER, *_SEEN)
