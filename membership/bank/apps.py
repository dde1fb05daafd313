from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Bank(rooms.Room):
    name = "membership.bank"
    label = "bank"
    verbose_name = _("Bank statements")
