from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Billing(rooms.Room):
    name = "membership.billing"
    label = "billing"
    verbose_name = _("Payments")
