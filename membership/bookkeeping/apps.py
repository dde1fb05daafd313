from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Bookkeeping(rooms.Room):
    name = "membership.bookkeeping"
    label = "bookkeeping"
    verbose_name = _("Bookkeeping")
