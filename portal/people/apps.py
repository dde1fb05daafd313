from django.utils.translation import gettext_lazy as _

from portal.core import entries, rooms


class People(rooms.Room):
    name = "portal.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        super().ready()
        from portal.people import description

        entries.sources.add("people", description)
