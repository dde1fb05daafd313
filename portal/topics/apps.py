from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Topics(rooms.Room):
    name = "portal.topics"
    label = "topics"
    verbose_name = _("Topics")
