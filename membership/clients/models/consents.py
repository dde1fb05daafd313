"""What clients agreed to, in the words shown."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.clients import purposes
from membership.clients.models.people import Client
from membership.clients.querysets import ConsentQuerySet
from portal.core.audience import Channel, Service
from portal.core.uploads import private_storage


class Consent(models.Model):
    """What a client agreed to, in the very words shown. Rows are never deleted or reworded."""

    class How(models.TextChoices):
        FORM = "form", _("On the site")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        SPOKEN = "spoken", _("By word of mouth")
        LINK = "link", _("By a link in a letter")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    #: One of ``clients.purposes``: rooms above add theirs.
    purpose = models.CharField(_("purpose"), max_length=24)
    service = models.CharField(_("service"), max_length=10, choices=Service, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language"), max_length=2, choices=Client.Language)
    text = models.TextField(_("text"))
    given_at = models.DateTimeField(_("given"))
    how = models.CharField(_("how"), max_length=8, choices=How, default=How.FORM)
    #: The signed paper. Lies in the private storage.
    scan = models.FileField(
        _("scan of the paper"), storage=private_storage, upload_to="consents/%Y/%m", blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["service", "channel", "-given_at", "-id"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose", "service", "channel", "version"],
                condition=Q(withdrawn_at=None),
                name="clients_consent_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="clients_consent_withdrawn_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.service} {self.channel}"

    def get_purpose_display(self) -> str:
        """The purpose in words; the code where no room knows it any more."""
        return str(dict(purposes.choices()).get(self.purpose, self.purpose))
