"""Who may work on the board of languages."""

from portal.core import roles


def lay() -> None:
    """Grant the rights. A second run changes nothing."""
    roles.grant(
        roles.CONTENT_ADMINISTRATOR,
        "languages.view_translationstate",
        "languages.change_translationstate",
    )
    roles.grant(roles.REVIEWER, "languages.view_translationstate")
