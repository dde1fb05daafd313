from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from portal.core import converters, rooms


class Core(rooms.Room):
    name = "portal.core"
    label = "core"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        super().ready()
        from portal.core import admin_words

        admin_words.put_off()
        register_converter(converters.RowId, "row")
