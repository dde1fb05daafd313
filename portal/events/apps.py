from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Events(rooms.Room):
    name = "portal.events"
    label = "events"
    verbose_name = _("Events")
