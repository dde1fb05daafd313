from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class News(rooms.Room):
    name = "portal.news"
    label = "news"
    verbose_name = _("News")
