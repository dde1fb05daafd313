"""What staff write, decide and look at."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client


class Note(models.Model):
    """What a member of staff wants the next one to know about a client."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]


class DuplicateSuspicion(models.Model):
    """Two cards that may be one client. People decide; nothing is merged silently."""

    class Reason(models.TextChoices):
        BOTH = "both", _("same name, and e-mail or phone")
        CONTACT = "contact", _("same e-mail or phone")
        NAME = "name", _("same name and municipality")
        ALIKE = "alike", _("name written almost alike, same municipality")
        NOWHERE = "nowhere", _("same full name, municipality unknown")
        BODY = "body", _("same organisation of the register")

    class Certainty(models.IntegerChoices):
        """How sure the rules are; the queue begins with the surest."""

        CERTAIN = 3, _("almost certain")
        LIKELY = 2, _("likely")
        POSSIBLE = 1, _("possible")

    first = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    certainty = models.PositiveSmallIntegerField(
        _("certainty"), choices=Certainty, default=Certainty.POSSIBLE
    )
    raised_at = models.DateTimeField(_("raised"))
    dismissed_at = models.DateTimeField(_("found different"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["raised_at", "id"]
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="clients_duplicate_pair_ordered"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="clients_duplicate_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class AccessTrace(models.Model):
    """Who of the staff saw or changed whose personal data, and when. Never edited."""

    class Deed(models.TextChoices):
        SEEN = "seen", _("looked at the card")
        CREATED = "created", _("entered the client")
        CHANGED = "changed", _("changed the card")
        OFFICE = "office", _("decided on an office")
        NOTE = "note", _("wrote a note")
        ERASED = "erased", _("erased a person")
        MERGED = "merged", _("merged two cards, or made them two again")
        EXPORTED = "exported", _("took the data out as a file")
        IMPORTED = "imported", _("changed the card from a spreadsheet")
        TOGETHER = "together", _("changed the card together with others")
        INVITED = "invited", _("invited to the Portal")
        FILE = "file", _("added, opened or removed a file")

    #: Kept when the card is erased: the trace then says only that there was one.
    client = models.ForeignKey(Client, on_delete=models.SET_NULL, null=True, related_name="traces")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    deed = models.CharField(_("what"), max_length=8, choices=Deed)
    at = models.DateTimeField(_("when"))
    #: Of a change: ``[field, before, after]`` for each; of contacts the kind alone. Goes with the
    #: person when she is erased.
    details = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("trace of access")
        verbose_name_plural = _("access log")
        indexes = [models.Index(fields=["-at", "-id"], name="clients_trace_newest")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.deed} {self.client_id}"
