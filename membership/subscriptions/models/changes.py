"""What happens to terms while they run: issues counted or left out, days added, letters sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.terms import Term


class CountedIssue(models.Model):
    """An issue that came out, counted once however often it is published."""

    #: ``2026-07``: year and first month.
    key = models.CharField(max_length=7, unique=True)
    #: A double issue may count as one or as two, as the editor decides.
    counts = models.PositiveSmallIntegerField(_("counts as"), default=1)
    published_on = models.DateField(_("published"))
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("counted issue")
        verbose_name_plural = _("counted issues")
        ordering = ["-key"]

    def __str__(self) -> str:
        return self.key


class SkippedIssue(models.Model):
    """A month without an issue: whoever paid by the month gets another month."""

    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    why = models.CharField(_("why"), max_length=300)
    skipped_at = models.DateTimeField(_("entered"))
    skipped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("skipped issue")
        verbose_name_plural = _("skipped issues")
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["year", "month"], name="subscriptions_skipped_once"),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12)), name="subscriptions_skipped_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


class Prolongation(models.Model):
    """Days added to a term, and why."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="prolongations")
    skipped = models.ForeignKey(
        SkippedIssue, models.PROTECT, null=True, blank=True, related_name="prolongations"
    )
    pause = models.ForeignKey(
        "subscriptions.PrintPause",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="prolongations",
    )
    before = models.DateField(_("ended on"))
    after = models.DateField(_("ends on"))
    why = models.CharField(_("why"), max_length=300)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("prolongation")
        verbose_name_plural = _("prolongations")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "skipped"], name="subscriptions_prolonged_once_a_skip"
            ),
            models.CheckConstraint(
                condition=Q(after__gt=F("before")), name="subscriptions_prolonged_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class PrintPause(models.Model):
    """A holiday of a printed subscription: nothing is posted, nothing is lost."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="pauses")
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"))
    why = models.CharField(_("why"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("pause of the post")
        verbose_name_plural = _("pauses of the post")
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="subscriptions_pause_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"


class Reminder(models.Model):
    """A letter about the end of a term: each step once."""

    class Step(models.TextChoices):
        DAYS_30 = "30", _("30 days before")
        DAYS_7 = "7", _("7 days before")
        DAYS_1 = "1", _("the day before")
        AFTER_7 = "-7", _("7 days after")
        ISSUES_2 = "i2", _("2 issues left")
        ISSUES_1 = "i1", _("1 issue left")
        ISSUES_0 = "i0", _("no issue left")

    term = models.ForeignKey(Term, models.CASCADE, related_name="reminders")
    step = models.CharField(_("step"), max_length=3, choices=Step)
    #: The last day the letter spoke of: a prolonged term is reminded of its new end.
    about = models.CharField(max_length=10)
    at = models.DateTimeField(_("when"))
    #: False when nobody could be written to.
    was_sent = models.BooleanField(_("sent"), default=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "step", "about"], name="subscriptions_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_step_display()
