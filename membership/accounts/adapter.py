"""How allauth speaks to this project: letters, text messages, contacts, words."""

import uuid
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from membership.accounts import contacts, just_signed_in, onward, selectors, services
from membership.accounts.models import User
from portal.core import clock, mail, sms


class AccountAdapter(DefaultAccountAdapter):
    """Letters leave through the outbox; no answer tells which contacts are known."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to us if that is a mistake."),
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "phone_password_mismatch": _("The phone number or the password is not right."),
        "username_password_mismatch": _(
            "The e-mail, the phone number or the password is not right."
        ),
        # Both are said to somebody who has proven that it is hers.
        "email_taken": _(
            "This address has an account of its own. Sign in with it, or write to us: we can join "
            "the two."
        ),
        "phone_taken": _(
            "This number has an account of its own. Sign in with it, or write to us: we can join "
            "the two."
        ),
        "duplicate_email": _("This address is already yours."),
        "same_as_current": _("This is already your number."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This is not the code we sent. Look at the newest message."),
        "unreadable_contact": _(
            "This is neither an e-mail address nor a phone number. Check it, please."
        ),
        "invalid_phone": _("This is no phone number. For example: 0555 123 456."),
        "invalid_login": _("Type an e-mail address or a phone number."),
        "invalid_password_reset": _("This link has already been used or is too old."),
        "too_many_login_attempts": _("Too many attempts. Wait a little and begin again."),
        "rate_limited": _("Too many requests. Wait a little and try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter into the outbox in the language of the page that asked for it."""
        name = template_prefix.rsplit("/", 1)[-1]
        if "signup_url" in context:
            context = {
                **context,
                "signup_url": onward.carried_by(self.request, context["signup_url"]),
            }
        with transaction.atomic():
            mail.post(
                to=email,
                template=f"accounts/letters/{name}.txt",
                language=translation.get_language() or "ky",
                key=f"accounts.{name}.{uuid.uuid4()}",
                context={k: v for k, v in context.items() if k != "request"},
            )

    def _send_sms(self, kind: str, phone: str, text: str) -> None:
        with transaction.atomic():
            sms.post(
                to=phone,
                text=text,
                language=translation.get_language() or "ky",
                kind=f"accounts.{kind}",
                key=f"accounts.{kind}.{uuid.uuid4()}",
            )

    def send_verification_code_sms(
        self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any
    ) -> None:
        """Send a code by text message."""
        text = _(
            "%(code)s is your code for the Portal of local self-government. Tell it to nobody."
        )
        self._send_sms("code", phone, str(text) % {"code": code})

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Answer somebody who changes her number to one that has an account."""
        self._send_sms("known", phone, str(_("This number already has an account on the Portal.")))

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Answer somebody who signs in with a number that has no account."""
        text = _("This number has no account on the Portal yet. You can register: %(url)s")
        page = onward.carried_by(self.request, reverse("account_signup"))
        address = self.request.build_absolute_uri(page)
        self._send_sms("unknown", phone, str(text) % {"url": address})

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Store a number; a proven one is announced."""
        if verified:
            services.prove_phone(user_id=user.pk, phone=phone)
        else:
            user.phone, user.phone_verified = phone, False
            user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number and whether it is proven."""
        return (str(user.phone), user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Called at every sign-in by a code sent to a phone."""
        services.prove_phone(user_id=user.pk, phone=phone)
        user.refresh_from_db(fields=["phone", "phone_verified"])

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account with this number, proven or not."""
        return User.objects.filter(phone=phone).first()

    def clean_phone(self, phone: str) -> str:
        """A number as people type it, as E.164."""
        found = contacts.read(phone)
        if found is None or not found.phone:
            raise self.validation_error("invalid_phone")
        return found.phone

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Prove an address by the link in a letter."""
        with transaction.atomic():
            email, user_id = email_address.email, email_address.user_id
            services.release_contact(keep_user_id=user_id, email=email)
            if User.objects.exclude(pk=user_id).filter(email=email).exists():
                return False
            return bool(super().confirm_email(request, email_address))

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """An account keeps at least one contact."""
        if email_address.primary:
            return bool(User.objects.filter(pk=email_address.user_id, phone__isnull=False).exists())
        return bool(super().can_delete_email(email_address))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where the registration stopped; then where she wanted to go; the admin, or her room."""
        is_staff = request.user.has_perm("wagtailadmin.access_admin")
        registration = selectors.registration_of(cast(User, request.user).pk)
        if registration and not registration.is_finished and not is_staff:
            return reverse("accounts:registration")
        return onward.take(request) or reverse("wagtailadmin_home" if is_staff else "cabinet:room")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The next step of the registration."""
        return reverse("accounts:registration")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Make the account and the row in which the answers of the registration wait."""
        with transaction.atomic():
            user.email = form.cleaned_data.get("email") or None
            user.phone = form.cleaned_data.get("phone") or None
            user.set_unusable_password()
            user.save()
            language = translation.get_language() or "ky"
            services.begin_registration(user_id=user.pk, language=language, at=clock.now())
        return user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has signed in a moment ago is not asked for the same again."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return bool(required and not just_signed_in.with_everything(self.request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One key for each e-mail and each phone; allauth's own counts all phones as one."""
        return f"login:{credentials.get('email') or credentials.get('phone') or ''}".lower()
