"""Days of acts, and units of the register chosen in the admin by any spelling, without scripts.

The name is typed, the form comes back with what was found as boxes to tick; what is ticked stays.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.territories import selectors
from portal.territories.models import Territory

_LONGEST_ID = 12
_MOST = 60


def _ids(values: list[str]) -> list[int]:
    found = [int(one) for one in values if one.isdecimal() and len(one) <= _LONGEST_ID]
    return list(dict.fromkeys(found))[:_MOST]


class DayField(forms.DateField):
    """A day that has come, typed as 01.05.2026 or 2026-05-01.

    Plain text on purpose: the calendar of the admin puts today in the place of what it does not
    understand.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d.%m.%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                format="%d.%m.%Y", attrs={"placeholder": "01.05.2026", "autocomplete": "off"}
            ),
            error_messages={"invalid": _("Write a day of the calendar, such as 01.05.2026.")},
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        """Refuse a day to come: the register tells what holds today."""
        super().validate(value)
        if value and value > clock.today():
            raise ValidationError(
                _("This day is still to come. Enter the act on the day it takes effect, or later.")
            )


class UnitsWidget(forms.Widget):
    """A field for the name with a button, and the units found and chosen below it."""

    template_name = "territories/widgets/units.html"
    many = True
    #: Only units of these levels are offered; empty: of all.
    levels: tuple[str, ...] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[int]:
        self.query = str(data.get(f"{name}_find") or "").strip()
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return _ids([str(one) for one in values])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = _ids([str(one) for one in value or []])
        query = getattr(self, "query", "")
        units = Territory.objects.going_on().with_place().in_bulk(chosen)
        found = selectors.find(query, registrable=False) if query else []
        free = Territory.objects.going_on().filter(pk__in=[unit.pk for unit in found])
        if self.levels:
            free = free.filter(level__in=self.levels)
        allowed = set(free.values_list("pk", flat=True))
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context |= {
            "many": self.many,
            "query": query,
            "chosen": [units[pk] for pk in chosen if pk in units],
            "found": [one for one in found if one.pk in allowed and one.pk not in chosen],
        }
        return context


class UnitWidget(UnitsWidget):
    """The same for one unit."""

    many = False


class UnitsField(forms.Field):
    """Gives the ids of units that go on; where ``levels`` are named, of these alone."""

    widget = UnitsWidget
    default_error_messages = {
        "required": _("Find the unit by its name and tick it."),
        "ended": _("One of the units has ended. Choose again."),
        "level": _("This unit has no parts of that kind. Choose another one."),
    }

    def __init__(self, *, levels: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.levels = self.widget.levels = levels

    def clean(self, value: Any) -> list[int]:
        """The units ticked, in their order."""
        ids: list[int] = value or []
        if not ids and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if Territory.objects.going_on().filter(pk__in=ids).count() != len(ids):
            raise ValidationError(self.error_messages["ended"], code="ended")
        if self.levels and Territory.objects.filter(pk__in=ids).exclude(level__in=self.levels):
            raise ValidationError(self.error_messages["level"], code="level")
        return ids


class UnitField(UnitsField):
    """Gives the id of one unit that goes on, or None."""

    widget = UnitWidget

    def clean(self, value: Any) -> Any:
        """The last unit ticked: choosing another one replaces it."""
        ids = super().clean((value or [])[-1:])
        return ids[0] if ids else None
