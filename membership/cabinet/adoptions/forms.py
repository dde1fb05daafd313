"""A member tells of a practice in her municipality."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.choosing import choices_of
from portal.practices.adoptions.forms import StatementForm
from portal.territories.models import Territory


class TakeOverForm(StatementForm):
    """The first word about a practice; who speaks for two municipalities says for which.

    Args:
        places: municipalities whose word it may be; never empty.
    """

    territory = forms.ChoiceField(label=_("For which municipality?"))

    field_order = ("territory",)

    def __init__(self, *args: Any, places: list[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        choices = [(str(place.pk), f"{place.name}, {place.place}") for place in places]
        choices_of(self, "territory").choices = choices
        if len(places) == 1:
            del self.fields["territory"]

    @property
    def territory_id(self) -> int:
        """The municipality meant."""
        chosen = self.cleaned_data.get("territory")
        return int(chosen) if chosen else int(self.places[0].pk)
