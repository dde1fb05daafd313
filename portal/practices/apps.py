from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Practices(rooms.Room):
    name = "portal.practices"
    label = "practices"
    verbose_name = _("Practices")
