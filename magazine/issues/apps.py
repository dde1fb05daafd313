from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Issues(rooms.Room):
    name = "magazine.issues"
    label = "issues"
    verbose_name = _("Issues")
