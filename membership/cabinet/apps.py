from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Cabinet(rooms.Room):
    name = "membership.cabinet"
    label = "cabinet"
    verbose_name = _("Member's room")
