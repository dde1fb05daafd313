from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Languages(rooms.Room):
    name = "portal.languages"
    label = "languages"
    verbose_name = _("Languages")
