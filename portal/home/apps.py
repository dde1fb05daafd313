from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Home(rooms.Room):
    name = "portal.home"
    label = "home"
    verbose_name = _("Home")
