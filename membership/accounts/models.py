"""People who can sign in."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from membership.accounts.managers import UserManager


def new_username() -> str:
    """A name nobody sees or types; Django needs one."""
    return uuid.uuid4().hex


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """An account: an e-mail address, a phone number, or both; each belongs to one account."""

    class Language(models.TextChoices):
        KYRGYZ = "ky", _("Kyrgyz")
        RUSSIAN = "ru", _("Russian")
        ENGLISH = "en", _("English")

    username = models.CharField(max_length=150, unique=True, default=new_username)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)  # type: ignore[assignment]
    phone = PhoneNumberField(_("phone"), unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False, editable=False)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.KYRGYZ
    )

    REQUIRED_FIELDS = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False),
                name="accounts_user_has_a_contact",
            ),
            models.CheckConstraint(
                condition=~models.Q(email="") & ~models.Q(phone=""),
                name="accounts_user_no_empty_contact",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or str(self.email or self.phone)
