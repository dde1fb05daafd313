"""Accounts as staff make and change them: an e-mail address, a phone number, or both."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import LocalePreferencesForm
from wagtail.admin.localization import get_available_admin_languages
from wagtail.users import forms as wagtail_forms

from membership.accounts.models import User
from portal.core import letters

FIELDS = {
    "username",
    "email",
    "phone",
    "language",
    "first_name",
    "last_name",
    "is_superuser",
    "groups",
}


class ContactsForm(forms.ModelForm["User"]):
    """What the two forms share. The username is hidden: nobody types it."""

    separate_username_field = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].disabled = True
        self.fields["email"].required = False
        self.fields["phone"].help_text = _("At least one of e-mail and phone.")

    def clean_email(self) -> str | None:
        """Lower case, as everywhere."""
        email = self.cleaned_data["email"]
        return letters.tidy(email).lower() if email else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("email") and not cleaned.get("phone") and not self.errors:
            self.add_error("email", _("Give an e-mail address or a phone number."))
        return cleaned


class UserCreationForm(ContactsForm, wagtail_forms.UserCreationForm):
    """A new account; without a password its owner signs in with a code."""

    password_required = False

    class Meta(wagtail_forms.UserCreationForm.Meta):
        model = User
        fields = FIELDS


class AdminLanguageForm(LocalePreferencesForm):
    """The language of the admin: one of ours, the first unless another was chosen.

    Wagtail also offers "the server's language", which is the site's and not the admin's.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["preferred_language"]
        language.choices = [choice for choice in language.choices if choice[0]]
        if not self.initial.get("preferred_language"):
            self.initial["preferred_language"] = get_available_admin_languages()[0][0]


class UserEditForm(ContactsForm, wagtail_forms.UserEditForm):
    """An account that exists."""

    class Meta(wagtail_forms.UserEditForm.Meta):
        model = User
        fields = FIELDS | {"is_active"}
