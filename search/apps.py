from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Search(rooms.Room):
    name = "search"
    label = "search"
    verbose_name = _("Search")
