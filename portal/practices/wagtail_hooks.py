"""Registration with Wagtail's admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


def adoption_moves(actions: Any) -> None:
    """Every change of the ledger has its word in the log."""
    for deed, label in (
        ("recorded", _("entered into the ledger")),
        ("moved", _("told on")),
        ("withdrawn", _("taken out of the ledger")),
    ):
        actions.register_action(f"practices.adoption_{deed}", label, label)


hooks.register("register_log_actions", adoption_moves)
