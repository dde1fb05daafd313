from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Materials(rooms.Room):
    name = "portal.materials"
    label = "materials"
    verbose_name = _("Materials")
