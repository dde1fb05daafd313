"""Who keeps the norms and checks the pages that cite them."""

from portal.core import roles


def lay() -> None:
    """Grant the rights."""
    deeds = ("add", "change", "view")
    editor = roles.CONTENT_ADMINISTRATOR
    roles.grant(editor, *(f"norms.{deed}_norm" for deed in deeds))
    for role in (editor, roles.REVIEWER):
        roles.grant(role, "norms.view_recheck", "norms.change_recheck")
    roles.grant(roles.REVIEWER, "norms.view_norm")
