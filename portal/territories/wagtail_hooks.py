"""Registration with Wagtail's admin."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.territories import corrections
from portal.territories.viewsets import RegisterViewSetGroup


def corrected(actions: Any) -> None:
    """The word in the history for a corrected unit."""
    actions.register_action(corrections.ACTION)(corrections.Corrected)


register_snippet(RegisterViewSetGroup)
hooks.register("register_log_actions", corrected)
