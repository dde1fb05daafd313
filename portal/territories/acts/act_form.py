"""What every act says, whatever its kind: its day and its document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.territories.acts.fields import DayField, UnitsField
from portal.territories.acts.models import Act
from portal.territories.acts.services import Document, Entry, NewUnit
from portal.territories.models import Territory


class ActForm(forms.Form):
    """What every act has: its day and its document."""

    kind: Act.Kind
    #: What it does, in one sentence for whoever chooses among the kinds.
    means: Any = ""
    #: Fields whose units the act touches.
    touching: tuple[str, ...] = ("units",)
    #: Units end by it, and others follow them.
    ends = False

    on = DayField(
        label=_("In effect from"),
        help_text=_("The first day on which the new order holds."),
    )
    number = forms.CharField(label=_("Number of the document"), max_length=60)
    dated_on = DayField(label=_("Date of the document"))
    title = forms.CharField(label=_("Title of the document"), max_length=250, required=False)
    link = forms.URLField(
        label=_("Link to the document"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("A scan can be attached to the act once it is entered."),
    )

    def touched_ids(self) -> list[int]:
        """The units the act concerns, of a valid form."""
        found: list[int] = []
        for name in self.touching:
            value = self.cleaned_data.get(name)
            found += value if isinstance(value, list) else [value] if value else []
        return list(dict.fromkeys(found))

    def clean_number(self) -> str:
        """The number alone: the sign stands before it wherever the document is named."""
        number = str(self.cleaned_data["number"]).removeprefix("№").strip()
        if not number:
            raise ValidationError(self.fields["number"].error_messages["required"])
        return number

    def said(self) -> list[tuple[Any, str]]:
        """What was chosen for this kind of act, as label and words, of a valid form."""
        own = [name for name in self.fields if name not in ActForm.base_fields]
        chosen = [(self.fields[name], self.cleaned_data[name]) for name in own]
        return [(field.label, _words(field, value)) for field, value in chosen if value]

    def document(self) -> Document:
        """The paper behind the act."""
        data = self.cleaned_data
        return Document(data["number"], data["dated_on"], data["title"], data["link"])

    def enter(self, entry: Entry) -> Act:
        """Enter the act; raises ActRefused."""
        raise NotImplementedError

    def _new(self, prefix: str, level: str, parent_id: int | None) -> NewUnit:
        data = self.cleaned_data
        return NewUnit(
            name_ky=data[f"{prefix}name_ky"],
            name_ru=data[f"{prefix}name_ru"],
            name_en=data[f"{prefix}name_en"],
            level=level,
            parent_id=parent_id,
            soate=data[f"{prefix}soate"] or None,
        )

    def _require(self, *names: str) -> None:
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("Fill this in."), code="required"))


def _words(field: forms.Field, value: Any) -> str:
    """What a field says, for whoever is to confirm it."""
    if isinstance(field, UnitsField):
        units = Territory.objects.in_bulk(value if isinstance(value, list) else [value])
        return ", ".join(unit.name for unit in units.values())
    if isinstance(field, forms.ChoiceField):
        labels: Any = field.choices
        return str(dict(labels)[value])
    return str(_("yes")) if value is True else str(value)
