"""Who may keep the list of partners."""

from portal.core import roles


def lay() -> None:
    """The content administrator keeps organisations and projects."""
    for model in ("organisation", "project"):
        roles.grant(
            roles.CONTENT_ADMINISTRATOR,
            *(f"partners.{deed}_{model}" for deed in ("view", "add", "change", "delete")),
        )
