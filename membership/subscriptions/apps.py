from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Subscriptions(rooms.Room):
    name = "membership.subscriptions"
    label = "subscriptions"
    verbose_name = _("Subscriptions")
