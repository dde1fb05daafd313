"""Who of the staff may do what in the client base."""

from membership.clients import services
from membership.clients.models import Client, Standing
from portal.core import clock, roles

_SEE = (
    "clients.view_client",
    "clients.view_matrix",
    "clients.view_office",
    "clients.view_duplicatesuspicion",
    "clients.view_task",
    "clients.view_segment",
)
_WORK = (
    "clients.add_client",
    "clients.change_client",
    "clients.change_office",
    "clients.change_duplicatesuspicion",
    "clients.add_clienttag",
    "clients.change_officenorm",
    "clients.erase_client",
    "clients.view_signuplist",
    "clients.add_signuplist",
    "clients.add_task",
    "clients.change_task",
    "clients.add_sheetimport",
    "clients.add_sheetexport",
    "clients.export_personal",
    "clients.add_segment",
    "clients.change_segment",
)


def lay() -> None:
    """The administrator works in the base, the manager reads it and its log of access."""
    roles.grant(roles.CLIENT_ADMINISTRATOR, *_SEE, *_WORK)
    roles.grant(roles.MANAGER, *_SEE, "clients.view_accesstrace")
    if Client.objects.exists() and not Standing.objects.exists():
        services.check_standings(clock.today())
