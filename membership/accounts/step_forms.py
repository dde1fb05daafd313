"""The questions of a registration, one form per step; the member's room asks the same ones."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.accounts.models import ConsentText, Language
from portal.core import letters
from portal.core.audience import Category, Role
from portal.territories.forms import TerritoryField

NO_ROLE = "none"
_LONGEST_NAME = 80
#: The first local keneshes of the independent republic.
_EARLIEST_MANDATE = date(1991, 8, 31)


class PersonForm(forms.Form):
    """Her name, and her municipality found by any spelling."""

    family_name = forms.CharField(
        label=_("Family name"),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    given_name = forms.CharField(
        label=_("Given name"),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    territory = TerritoryField(
        label=_("Your ayil aimak or city"),
        help_text=_("Type it as you like: Кок-Жар, кок жар, kok-zhar."),
    )
    elsewhere = forms.BooleanField(
        label=_("I belong to no municipality, or mine is not in the list"), required=False
    )

    def clean_family_name(self) -> str:
        return _name(self.cleaned_data["family_name"])

    def clean_given_name(self) -> str:
        return _name(self.cleaned_data["given_name"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("elsewhere") and cleaned.get("territory"):
            self.add_error(
                "elsewhere", _("You have named a municipality too: untick this, or empty the name.")
            )
        elif cleaned.get("elsewhere"):
            self.errors.pop("territory", None)
            cleaned["territory"] = None
        return cleaned

    @property
    def territory_id(self) -> int | None:
        """The municipality chosen; None for people who belong to none."""
        territory = self.cleaned_data["territory"]
        return territory.pk if territory else None


def _name(typed: str) -> str:
    name = " ".join(letters.tidy(typed).split())
    if not any(letter.isalpha() for letter in name):
        raise forms.ValidationError(_("Write the name in letters."))
    return name


def first_day_in_office() -> forms.DateField:
    """Asked at registration, and again where a mandate is claimed anew."""
    return _day(
        _("In office since"), _("The day of your appointment or election, if you remember it.")
    )


def last_day_in_office() -> forms.DateField:
    """Its fellow: many serve for a term."""
    return _day(_("In office until"), _("The last day of your mandate, if it has one."))


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RoleForm(forms.Form):
    """What she does, whom she belongs to, and in which language we write to her."""

    role = forms.ChoiceField(
        label=_("What do you do in local self-government?"),
        choices=[*Role.choices, (NO_ROLE, _("I do not work in local self-government"))],
        widget=forms.RadioSelect,
    )
    mandate_starts_on = first_day_in_office()
    mandate_ends_on = last_day_in_office()
    category = forms.ChoiceField(
        label=_("To whom do you belong?"),
        required=False,
        choices=Category,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"),
        choices=Language,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        has_municipality: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        if not has_municipality:
            for name in ("role", "mandate_starts_on", "mandate_ends_on"):
                del self.fields[name]
            self.fields["category"].required = True

    def clean_mandate_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["mandate_starts_on"]
        if day and not _EARLIEST_MANDATE <= day <= self.today:
            raise forms.ValidationError(_("This day cannot be right. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") == NO_ROLE and not cleaned.get("category"):
            self.add_error("category", _("Choose the one that fits you best."))
        begun, ends = cleaned.get("mandate_starts_on"), cleaned.get("mandate_ends_on")
        if ends and ends < self.today and "mandate_ends_on" in self.changed_data:
            self.add_error(
                "mandate_ends_on", _("This day has passed. Name an office you hold today.")
            )
        elif begun and ends and ends < begun:
            self.add_error("mandate_ends_on", _("The last day cannot be before the first."))
        return cleaned

    @property
    def chosen_role(self) -> str:
        """One of ``Role``, or empty."""
        chosen = str(self.cleaned_data.get("role") or NO_ROLE)
        return "" if chosen == NO_ROLE else chosen


class ConsentsForm(forms.Form):
    """One box per text, none ticked for her."""

    def __init__(self, data: Any = None, *, texts: list[ConsentText]) -> None:
        super().__init__(data)
        self.texts = texts
        for text in texts:
            self.fields[f"text_{text.pk}"] = forms.BooleanField(label=text.name, required=False)

    @property
    def services(self) -> list[tuple[str, list[tuple[Any, ConsentText]]]]:
        """Name of the service with the boxes and texts of its channels."""
        grouped: dict[str, list[tuple[Any, ConsentText]]] = {}
        for text in self.texts:
            grouped.setdefault(text.get_service_display(), []).append(
                (self[f"text_{text.pk}"], text)
            )
        return list(grouped.items())

    @property
    def agreed(self) -> list[int]:
        """Primary keys of the texts she ticked."""
        return [text.pk for text in self.texts if self.cleaned_data[f"text_{text.pk}"]]
