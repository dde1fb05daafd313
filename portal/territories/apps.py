from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Territories(rooms.Room):
    name = "portal.territories"
    label = "territories"
    verbose_name = _("Territories")
