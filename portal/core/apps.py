from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Core(rooms.Room):
    name = "portal.core"
    label = "core"
    verbose_name = _("Foundation")
