"""Days in the lists of the admin, written as on its cards: 03.03.2026."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """The day of a moment in Bishkek, or a day; nothing where there is none.

    Not how long ago it was: next to other days nobody can compare that, and no file says it so.
    """

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        if not value:
            return ""
        return f"{localtime(value) if isinstance(value, datetime) else value:%d.%m.%Y}"
