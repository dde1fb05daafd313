"""Who of the staff may do what with lines of the bank."""

from portal.core import roles

_ALIASES = ("bank.view_payeralias", "bank.delete_payeralias")
_SEEN = ("bank.view_bankline", "bank.view_statement")


def lay() -> None:
    """Grant rights: the administrator of the client base decides, the manager reads."""
    roles.grant(roles.CLIENT_ADMINISTRATOR, *_SEEN, "bank.change_bankline", "bank.add_statement",
                *_ALIASES)  # fmt: skip
    roles.grant(roles.MANAGER, *_SEEN)
