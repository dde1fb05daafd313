from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Organisations(rooms.Room):
    name = "membership.organisations"
    label = "organisations"
    verbose_name = _("Organisations")
