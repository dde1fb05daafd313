from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Norms(rooms.Room):
    name = "portal.norms"
    label = "norms"
    verbose_name = _("Norms")
