"""Second steps and passkeys, in our words."""

from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

from membership.accounts.forms import Worded


class AppForm(ActivateTOTPForm):
    """The app with codes is turned on by a code it shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")


class KeyForm(Worded, allauth_forms.AddWebAuthnForm):
    """A new key or passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        if field := self.fields.get("passwordless"):
            field.label = _("Let me in with this key alone (passkey)")
            field.help_text = _("It then asks for your fingerprint, face or PIN, and no code.")
