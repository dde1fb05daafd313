from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class OpenData(rooms.Room):
    name = "portal.opendata"
    label = "opendata"
    verbose_name = _("Open data")
