"""Who of the staff may do what with papers and books."""

from portal.core import roles

_SEEN = ("bookkeeping.view_paper", "billing.view_entry")


def lay() -> None:
    """Grant rights: the administrator of the client base acts, the manager reads."""
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        *_SEEN,
        "bookkeeping.add_paper",
        "bookkeeping.change_paper",
        "billing.view_taxrate",
        "billing.add_taxrate",
        "billing.change_taxrate",
        "billing.delete_taxrate",
    )
    roles.grant(roles.MANAGER, *_SEEN)
