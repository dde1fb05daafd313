from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Outreach(rooms.Room):
    name = "membership.outreach"
    label = "outreach"
    verbose_name = _("Campaigns")
