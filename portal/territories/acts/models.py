"""An act and its lines. Written by ``acts.services`` alone; never edited, only taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.core.uploads import PAPERS, PICTURES, UploadCheck, private_storage


class ActQuerySet(models.QuerySet["Act"]):
    """Acts."""

    def in_effect(self) -> "ActQuerySet":
        """Drop the acts that were taken back."""
        return self.filter(undone_at=None)

    def entered_with(self, act_id: int) -> "ActQuerySet":
        """Keep those in effect that one person entered in the same go as this one, itself too."""
        one = Act.objects.get(pk=act_id)
        return self.in_effect().filter(made_at=one.made_at, made_by=one.made_by_id)


class Act(models.Model):
    """One decision of the state about units, with the document that says so."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merger")
        SPLIT = "split", _("Division")
        DISSOLVE = "dissolve", _("Dissolution")
        RENAME = "rename", _("Renaming")
        MOVE = "move", _("Passing to another rayon or oblast")
        RECLASSIFY = "reclassify", _("Change of kind")
        FOUND = "found", _("Founding")
        CONFIRM = "confirm", _("Goes on after the merger of 2024")
        RECODE = "recode", _("Another SOATE code")

    kind = models.CharField(_("kind of act"), max_length=12, choices=Kind)
    happened_on = models.DateField(
        _("in effect from"), help_text=_("The first day on which the new order holds.")
    )
    number = models.CharField(_("number of the document"), max_length=60)
    dated_on = models.DateField(_("date of the document"))
    title = models.CharField(_("title of the document"), max_length=250, blank=True)
    link = models.URLField(_("link to the document"), max_length=500, blank=True)
    file = models.FileField(
        _("scan of the document"),
        upload_to="acts/",
        storage=private_storage,
        blank=True,
        validators=[UploadCheck(PAPERS | PICTURES, megabytes=20)],
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("entered"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("taken back"), null=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on territories")
        verbose_name_plural = _("acts on territories")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="territories_act_has_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%d.%m.%Y}"

    @property
    def document(self) -> str:
        """How the document is cited."""
        cited = _("%(title)s No. %(number)s of %(day)s") % {
            "title": self.title or _("Document"),
            "number": self.number,
            "day": f"{self.dated_on:%d.%m.%Y}",
        }
        return str(cited)


class ActLine(models.Model):
    """What one act did to one unit. ``was`` holds what the act changed, as it stood before."""

    class Role(models.TextChoices):
        ENDED = "ended", _("ended")
        BEGUN = "begun", _("founded")
        CHANGED = "changed", _("goes on, changed")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="lines")
    #: Empty once the act that founded the unit is taken back.
    unit = models.ForeignKey(
        "territories.Territory", null=True, on_delete=models.SET_NULL, related_name="act_lines"
    )
    role = models.CharField(max_length=8, choices=Role)
    #: The names right after the act, for a history that outlives the unit.
    name_ky = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    was = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["act", "unit"], name="territories_one_line_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_ky if translation.get_language() == "ky" else self.name_ru


class Classifier(models.Model):
    """A classifier as it was sent in; what differs is asked of the register of today."""

    name = models.CharField(max_length=250)
    rows = models.JSONField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("classifier")
        verbose_name_plural = _("classifiers")
        ordering = ["-sent_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
