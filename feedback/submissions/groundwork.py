"""Who of the staff may see and decide on submissions."""

from portal.core import roles


def lay() -> None:
    """Grant the rights. A second run changes nothing."""
    for role in (roles.REVIEWER, roles.CONTENT_ADMINISTRATOR):
        roles.grant(role, "submissions.view_submission", "submissions.review_submission")
    roles.grant(roles.CLIENT_ADMINISTRATOR, "submissions.view_submission")
    roles.grant(roles.CONTENT_ADMINISTRATOR, "submissions.change_reviewnorm")
