"""Who of the staff may do what with campaigns."""

from portal.core import roles


def lay() -> None:
    """Grant rights: the administrator of the client base works through them, the manager reads."""
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        "outreach.view_campaign",
        "outreach.add_campaign",
        "outreach.change_campaign",
    )
    roles.grant(roles.MANAGER, "outreach.view_campaign")
