from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Desk(rooms.Room):
    name = "feedback.desk"
    label = "desk"
    verbose_name = _("Desk")
