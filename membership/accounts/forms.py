"""Signing in: what people type, read kindly; what allauth checks, said in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import ratelimit
from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.accounts import contacts, services

LABELS: dict[str, Any] = {
    "email": _("E-mail"),
    "phone": _("Phone number"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
}
HELP: dict[str, Any] = {
    "email": "",
    "phone": _("For example: 0555 123 456."),
    "password": "",
    "oldpassword": "",
    "password1": _("At least 8 characters and not only figures."),
    "password2": "",
    "code": _("Six figures from our message. They are good for 15 minutes."),
}


class Worded(forms.Form):
    """Our labels on the fields of allauth; labels stand above a field, not inside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs.update(inputmode="numeric", maxlength=20)


def contact_field() -> forms.CharField:
    """One field for an address or a number."""
    return forms.CharField(
        label=_("E-mail or phone number"),
        help_text=_("For example: aigul@mail.kg or 0555 123 456."),
        max_length=contacts.LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class ContactForm(allauth_forms.SignupForm):
    """The first step of a registration. Somebody who already has an account is signed in instead.

    A known and an unknown contact get the same page and the same message with a code, so the form
    tells nobody who is registered.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"contact": contact_field()}

    def clean_contact(self) -> contacts.Contact:
        found = contacts.read(self.cleaned_data["contact"])
        adapter = get_adapter()
        if found is None:
            raise adapter.validation_error("unreadable_contact")
        key = found.email or found.phone
        if not ratelimit.consume(adapter.request, action="request_login_code", key=key):
            raise adapter.validation_error("too_many_login_attempts")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if found := cleaned.get("contact"):
            cleaned["email"], cleaned["phone"] = found.email, found.phone
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Make an account, or send a code to the one that exists."""
        if known := self._account():
            return None, self._sign_in(request, known)
        try:
            return super().save(request), None
        except IntegrityError:  # the same form sent twice at once
            return None, self._sign_in(request, self._account())

    def _account(self) -> Any:
        if email := self.cleaned_data["email"]:
            users = filter_users_by_email(email, prefer_verified=True, for_login=True)
            return users[0] if users else None
        return get_adapter().get_user_by_phone(self.cleaned_data["phone"])

    def _sign_in(self, request: HttpRequest, user: Any) -> HttpResponse:
        LoginCodeVerificationProcess.initiate(
            request=request,
            user=user,
            email=self.cleaned_data["email"] or None,
            phone=self.cleaned_data["phone"] or None,
        )
        return HttpResponseRedirect(reverse("account_confirm_login_code"))


class LoginForm(allauth_forms.LoginForm):
    """A contact and, for those who have set one, a password. Without it a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = contact_field()
        password = forms.CharField(
            label=LABELS["password"],
            help_text=_("Leave it empty if you have none: we will send you a code."),
            required=False,
            strip=False,
            max_length=256,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.fields["password"] = password

    def clean_login(self) -> str:
        found = contacts.read(self.cleaned_data["login"])
        if found is None:
            raise get_adapter().validation_error("unreadable_contact")
        return found.email or found.phone


class CodeForm(Worded, allauth_forms.ConfirmLoginCodeForm):
    """The code that came by mail or by text message."""


class PhoneCodeForm(Worded, allauth_forms.VerifyPhoneForm):
    """The code that proves a new number."""

    def clean_code(self) -> str:
        if self.cleaned_data["code"] and self.user and self.phone:
            allauth_forms.BaseConfirmCodeForm.clean_code(self)
            services.release_contact(keep_user_id=self.user.pk, phone=self.phone)
        return str(super().clean_code())


class PhoneForm(Worded, allauth_forms.ChangePhoneForm):
    """A new number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = forms.CharField(
            label=LABELS["phone"],
            help_text=HELP["phone"],
            max_length=40,
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        )

    def clean_phone(self) -> str:
        self.cleaned_data["phone"] = get_adapter().clean_phone(self.cleaned_data["phone"])
        return str(super().clean_phone())


class EmailForm(Worded, allauth_forms.AddEmailForm):
    """A new address; it takes the place of the old one once it is proven."""


class ChangePasswordForm(Worded, allauth_forms.ChangePasswordForm):
    """From one password to another."""


class SetPasswordForm(Worded, allauth_forms.SetPasswordForm):
    """A first password."""


class ForgottenPasswordForm(Worded, allauth_forms.ResetPasswordForm):
    """Where to send the link for a new password."""


class NewPasswordForm(Worded, allauth_forms.ResetPasswordKeyForm):
    """A new password after the link was followed."""


class ReauthenticateForm(Worded, allauth_forms.ReauthenticateForm):
    """The password once more before something of weight is changed."""
