from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Partners(rooms.Room):
    name = "portal.partners"
    label = "partners"
    verbose_name = _("Partners")
