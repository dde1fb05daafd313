"""Spreadsheets that come into the base and go out of it."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from membership.clients.models.people import Client
from portal.core.uploads import private_storage


class SheetImport(models.Model):
    """An uploaded spreadsheet on its way into the base."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be named")
        READING = "reading", _("Being read")
        READY = "ready", _("Waits for your word")
        APPLYING = "applying", _("Being taken over")
        APPLIED = "applied", _("Taken over")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        FAILED = "failed", _("Could not be read")

    file = models.FileField(storage=private_storage, upload_to="client-sheets/in/", blank=True)
    name = models.CharField(_("file"), max_length=200)
    header = models.JSONField(default=list)
    #: By column what stands first under its heading; goes with the file.
    samples = models.JSONField(default=list)
    #: Number of a column to the field it fills.
    mapping = models.JSONField(default=dict)
    #: Words of the column of tags that are no tag; go with the file.
    unknown_tags = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UPLOADED)
    has_merged_cells = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    #: Cards of new lines have the numbers after it, in the order of the lines.
    ids_after = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=40, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    read_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(_("taken over"), null=True)
    #: When the timelines and the traces of the cards followed: a moment after it was taken over.
    noted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(_("taken back"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("spreadsheet taken in")
        verbose_name_plural = _("spreadsheets taken in")

    def __str__(self) -> str:
        return self.name


class SheetLine(models.Model):
    """A line of an uploaded spreadsheet, judged. Forgotten with the sheet."""

    class Verdict(models.TextChoices):
        NEW = "new", _("New")
        CHANGE = "change", _("Changes a card")
        SAME = "same", _("Nothing new")
        CONFLICT = "conflict", _("Unclear")
        REFUSED = "refused", pgettext_lazy("lines", "Refused")

    #: The order of the lines begins with it: no index of its own. Lines are written a hundred
    #: thousand at a time: what they point to is checked by the reader, not by the database.
    sheet = models.ForeignKey(
        SheetImport,
        on_delete=models.CASCADE,
        related_name="lines",
        db_constraint=False,
        db_index=False,
    )
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    #: What a sheet has no column for is not written, but filled by the database: see ``importing``.
    reasons = models.CharField(max_length=120, blank=True, db_default="")
    #: The card it changes.
    client = models.ForeignKey(
        Client,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=12, blank=True)
    family_name = models.CharField(max_length=80, blank=True, db_default="")
    given_name = models.CharField(max_length=80, blank=True, db_default="")
    patronymic = models.CharField(max_length=80, blank=True, db_default="")
    title = models.CharField(max_length=250, blank=True, db_default="")
    name = models.CharField(max_length=250, blank=True)
    search_key = models.CharField(max_length=250, blank=True)
    sort_key = models.CharField(max_length=250, blank=True)
    position = models.CharField(max_length=160, blank=True, db_default="")
    category = models.CharField(max_length=12, blank=True, db_default="")
    language = models.CharField(max_length=2, blank=True, db_default="")
    territory_id = models.BigIntegerField(null=True)
    postal_code = models.CharField(max_length=10, blank=True, db_default="")
    postal_address = models.CharField(max_length=400, blank=True, db_default="")
    email = models.CharField(max_length=254, blank=True, db_default="")
    phone = models.CharField(max_length=40, blank=True, db_default="")
    #: Of a changed card: field to what stood there and what will. Else nothing.
    changes = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    #: The numbers of tags that the card is given; else nothing.
    tags = models.JSONField(null=True)
    #: Words of the column of tags that are no tag.
    unknown_tags = models.CharField(max_length=200, blank=True, db_default="")
    #: Of an unclear or refused line: what was written in it. Else nothing.
    cells = models.JSONField(null=True)

    class Meta:
        verbose_name = _("line of a spreadsheet")
        verbose_name_plural = _("lines of spreadsheets")
        indexes = [
            models.Index(fields=["sheet", "verdict", "number"], name="clients_sheet_lines_order"),
            # Most lines are about no card yet.
            models.Index(
                fields=["client"],
                condition=models.Q(client__isnull=False),
                name="clients_sheet_lines_card",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.number}"

    @property
    def words(self) -> list[Any]:
        """Why it is unclear or refused, in words."""
        from membership.clients.sheets.words import REASONS

        return [REASONS.get(code, code) for code in self.reasons.split()]


class SheetExport(models.Model):
    """A list of clients made into a file for one member of staff, kept for a week."""

    columns = models.JSONField(default=list)
    #: The address of the list, as the filters of the screen read it.
    query = models.CharField(max_length=2000, blank=True)
    form = models.CharField(max_length=4)
    #: Of the headings and of the words in it: that of the screen it was asked for on.
    language = models.CharField(max_length=2, default="ru")
    rows = models.PositiveIntegerField(null=True)
    file = models.FileField(storage=private_storage, upload_to="client-sheets/out/", blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    made_at = models.DateTimeField(_("made"), null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("spreadsheet given out")
        verbose_name_plural = _("spreadsheets given out")
        permissions = [("export_personal", "Can take personal data out as a file")]

    def __str__(self) -> str:
        return f"{self.asked_at:%d.%m.%Y}"
