from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Accounts(rooms.Room):
    name = "membership.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
