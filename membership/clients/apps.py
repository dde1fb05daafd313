from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Clients(rooms.Room):
    name = "membership.clients"
    label = "clients"
    verbose_name = _("Client base")
