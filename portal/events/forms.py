"""What people and staff type about events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core import contacts, letters
from portal.core.contacts import ContactMalformed


class _PersonForm(forms.Form):
    """A name and how to reach whoever has it."""

    name = forms.CharField(
        label=_("Family name and given name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("As in 0555 123 456."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    organisation = forms.CharField(
        label=_("Organisation and position"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self) -> str:
        """A name has letters."""
        name = " ".join(letters.tidy(self.cleaned_data["name"]).split())
        if not any(sign.isalpha() for sign in name):
            raise forms.ValidationError(_("Write the name in letters."))
        return name

    def clean_email(self) -> str:
        """An address in its one spelling."""
        return self._normal(contacts.EMAIL, _("Write an e-mail address such as name@mail.kg."))

    def clean_phone(self) -> str:
        """A number in its one spelling."""
        return self._normal(contacts.PHONE, _("Write a phone number such as 0555 123 456."))

    def _normal(self, channel: str, refusal: Any) -> str:
        value = self.cleaned_data[channel]
        if not value.strip():
            return ""
        try:
            return contacts.normal(channel, value)
        except ContactMalformed as error:
            raise forms.ValidationError(refusal) from error


class GuestForm(_PersonForm):
    """Somebody without an account registers: one contact is enough."""

    agrees = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Without your agreement we may not keep your name.")},
    )

    def __init__(self, *args: Any, terms: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].help_text = terms

    def clean(self) -> dict[str, Any]:
        """Somewhere the answer must go."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (self.errors.get("email") or self.errors.get("phone")) and not (
            cleaned.get("email") or cleaned.get("phone")
        ):
            self.add_error("email", _("Give an e-mail address or a phone number."))
        return cleaned


class ByHandForm(_PersonForm):
    """Staff put somebody on the roll; the telephone must not offer their own name for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class SheetForm(forms.Form):
    """A paper list, typed off."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "XLSX or CSV. The first line names the columns: name, phone, e-mail, organisation."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
