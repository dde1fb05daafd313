"""What an editor may not publish of an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.pages import BasePageForm
from portal.events.rolls import Registration


class EventPageForm(BasePageForm):
    """Places that people have been promised are not taken back by a smaller number."""

    def clean_capacity(self) -> int | None:
        """Only a change is refused: at the door more people may have come than had places."""
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity is None or capacity == self.initial.get("capacity"):
            return capacity
        people: Any = Registration.objects.filter(roll__event_key=self.instance.translation_key)
        given = people.with_a_place().count()
        if capacity < given:
            raise forms.ValidationError(
                _("Places given already: %(given)s. There cannot be fewer."),
                params={"given": given},
                code="given",
            )
        return capacity
