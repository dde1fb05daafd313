"""People who can sign in, what they said when they registered, and the texts they agree to."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from membership.accounts.errors import TextInUse
from membership.accounts.managers import UserManager
from membership.accounts.querysets import ConsentTextQuerySet
from portal.core.audience import Category, Channel, Role, Service


def new_username() -> str:
    """A name nobody sees or types; Django needs one."""
    return uuid.uuid4().hex


class Language(models.TextChoices):
    KYRGYZ = "ky", _("Kyrgyz")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """An account: an e-mail address, a phone number, or both; each belongs to one account."""

    Language = Language

    username = models.CharField(max_length=150, unique=True, default=new_username)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)  # type: ignore[assignment]
    phone = PhoneNumberField(_("phone"), unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False, editable=False)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.KYRGYZ
    )

    #: Asked by ``createsuperuser``; people may do without.
    REQUIRED_FIELDS = ["email"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
                name="accounts_user_has_a_contact",
            ),
            models.CheckConstraint(
                condition=~Q(email="") & ~Q(phone=""),
                name="accounts_user_no_empty_contact",
            ),
        ]

    def get_full_name(self) -> str:
        """Family name first, as on papers and in the client base."""
        return f"{self.last_name} {self.first_name}".strip()

    def __str__(self) -> str:
        return self.get_full_name() or str(self.email or self.phone)

    def clean(self) -> None:
        """Django writes an absent address as an empty text."""
        super().clean()
        self.email = self.email or None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Forms and allauth write an absent contact as an empty text; the database wants NULL."""
        self.email = self.email or None
        self.phone = self.phone or None
        super().save(*args, **kwargs)


class ConsentText(models.Model):
    """What a person agrees to, word for word. Once answered it is never reworded."""

    class Purpose(models.TextChoices):
        INFORMING = "informing", _("Being told news")
        #: Of a service, on no channel.
        STATISTICS = "statistics", _("Being counted with my audience")
        READING = "reading", _("Noting what I read on my card")

    purpose = models.CharField(
        _("purpose"), max_length=24, choices=Purpose, default=Purpose.INFORMING
    )
    service = models.CharField(_("service"), max_length=10, choices=Service)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    version = models.CharField(
        _("version"), max_length=20, help_text=_("Shown with the text: 1.0, 2026-11.")
    )
    text_ky = models.TextField(_("text in Kyrgyz"), max_length=2000)
    text_ru = models.TextField(_("text in Russian"), max_length=2000)
    in_force_from = models.DateField(_("in force from"))

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "service", "channel", "-in_force_from", "-id"]
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "service", "channel", "version"],
                name="accounts_consent_text_version_once",
            ),
            models.UniqueConstraint(
                fields=["purpose", "service", "channel", "in_force_from"],
                name="accounts_consent_text_one_per_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_service_display()} · {self.name} · {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to reword what somebody has agreed to.

        Raises:
            TextInUse: there are answers to this text.
        """
        if self.pk and self.answers.exists():
            raise TextInUse(self.pk)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The channel, or what it is for where no channel is meant."""
        return self.get_channel_display() if self.channel else self.get_purpose_display()

    def text_in(self, language: str) -> str:
        """The words in ``language``; Russian where the site speaks neither Kyrgyz nor Russian."""
        return self.text_ky if language == Language.KYRGYZ else self.text_ru

    @property
    def text(self) -> str:
        """The words in the language of the page."""
        return self.text_in(translation.get_language() or "ky")


class Registration(models.Model):
    """What a person said about herself. Waits here; the client base reads it once she is proven."""

    class Step(models.TextChoices):
        PERSON = "person", _("Name and municipality")
        ROLE = "role", _("Role and language")
        CONSENTS = "consents", _("Consents")
        DONE = "done", _("Done")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="registration")
    #: The first step not answered yet.
    step = models.CharField(_("next step"), max_length=10, choices=Step, default=Step.PERSON)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    #: Empty: she serves in no body of local self-government.
    role = models.CharField(_("role"), max_length=16, choices=Role, blank=True)
    #: Empty until the step of the role is answered.
    category = models.CharField(_("category"), max_length=12, choices=Category, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    mandate_starts_on = models.DateField(_("in office since"), null=True, blank=True)
    mandate_ends_on = models.DateField(_("in office until"), null=True, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                condition=Q(step="done", finished_at__isnull=False)
                | (~Q(step="done") & Q(finished_at=None)),
                name="accounts_registration_done_when_finished",
            ),
            models.CheckConstraint(
                condition=Q(role="") | Q(territory__isnull=False, category="lsg"),
                name="accounts_registration_role_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(mandate_starts_on=None)
                | Q(mandate_ends_on=None)
                | Q(mandate_ends_on__gte=models.F("mandate_starts_on")),
                name="accounts_registration_mandate_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def office(self) -> tuple[str, date | None, date | None]:
        """As what she serves, since when, until when."""
        return self.role, self.mandate_starts_on, self.mandate_ends_on

    @property
    def is_finished(self) -> bool:
        """True when every step is answered."""
        return self.step == self.Step.DONE


class ConsentAnswer(models.Model):
    """Yes or no to one text, on the day it was shown."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="consent_answers"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="answers")
    agreed = models.BooleanField()
    #: The language in which the text was shown.
    language = models.CharField(max_length=2, choices=Language)
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer about consent")
        verbose_name_plural = _("answers about consent")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "text"], name="accounts_consent_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.agreed}"
