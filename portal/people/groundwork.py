"""Who may keep the pages of people."""

from portal.core import roles


def lay() -> None:
    """The content administrator keeps them."""
    deeds = ("view", "add", "change", "delete")
    roles.grant(roles.CONTENT_ADMINISTRATOR, *(f"people.{deed}_person" for deed in deeds))
