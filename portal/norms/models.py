"""Norms, their changes, and the checks each change asks of the pages that cite it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.norms.querysets import RecheckQuerySet


class Status(models.TextChoices):
    """Whether a norm can be relied on."""

    IN_FORCE = "in_force", _("In force")
    CHANGED = "changed", _("In force with changes")
    VOID = "void", _("No longer in force")


class Norm(index.Indexed, models.Model):
    """A norm of the state. Its status moves only through ``services.mark``."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        CODE = "code", _("Code of law")
        GOVERNMENT = "government", _("Government resolution")
        KENESH = "kenesh", _("Kenesh resolution")

    slug = models.SlugField(
        _("short name"), max_length=60, unique=True, help_text=_("Names it in the open data.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.LAW)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=400)
    title_ru = models.CharField(_("title in Russian"), max_length=400)
    number = models.CharField(_("number"), max_length=40, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.IN_FORCE, editable=False
    )
    #: The day of the change that gave the present status; empty while nothing changed.
    status_since = models.DateField(_("status since"), null=True, editable=False)

    search_fields = [
        index.SearchField("title_ky"),
        index.SearchField("title_ru"),
        index.SearchField("number"),
        index.AutocompleteField("title_ky"),
        index.AutocompleteField("title_ru"),
        index.AutocompleteField("number"),
        index.FilterField("status"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("norm")
        verbose_name_plural = _("norms")
        ordering = ["title_ky", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.IN_FORCE) | Q(status_since__isnull=False),
                name="norms_a_change_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} № {self.number}" if self.number else self.title

    @property
    def title(self) -> str:
        """The title in the language of the page, in Russian where that is not Kyrgyz."""
        return self.title_in(translation.get_language() or "ky")

    @property
    def is_resolution(self) -> bool:
        """A resolution of whatever body; otherwise a law or a code."""
        return self.kind in {self.Kind.GOVERNMENT, self.Kind.KENESH}

    def title_in(self, language: str) -> str:
        """The title in Kyrgyz for ``"ky"``, else in Russian."""
        return self.title_ky if language == "ky" else self.title_ru


class Change(models.Model):
    """What happened to a norm on a day. Never edited: a mistake is put right by another row."""

    norm = models.ForeignKey(
        Norm, verbose_name=_("norm"), on_delete=models.CASCADE, related_name="changes"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    happened_on = models.DateField(_("happened on"))
    note_ky = models.CharField(_("note in Kyrgyz"), max_length=300, blank=True)
    note_ru = models.CharField(_("note in Russian"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a norm")
        verbose_name_plural = _("changes of norms")
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.norm}: {self.get_status_display()}, {self.happened_on:%d.%m.%Y}"

    @property
    def note(self) -> str:
        """The note in the language of the page."""
        return self.note_ky if translation.get_language() == "ky" else self.note_ru


class Recheck(models.Model):
    """One page that cites a norm, to be checked because of one change; kept as history."""

    class Decision(models.TextChoices):
        STILL_VALID = "still_valid", _("still valid as it stands")
        CORRECTED = "corrected", _("page corrected")

    change = models.ForeignKey(
        Change, verbose_name=_("change"), on_delete=models.CASCADE, related_name="rechecks"
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    #: As it was called when the check was opened: pages are renamed and deleted.
    page_title = models.CharField(_("title of the page"), max_length=255)
    opened_at = models.DateTimeField(_("waits since"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who checks"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    reason = models.CharField(_("what was found"), max_length=500, blank=True)

    objects = RecheckQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page to check again")
        verbose_name_plural = _("pages to check again")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "page"], name="norms_one_check_per_change"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="")
                | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="norms_decided_with_a_decision",
            ),
        ]
        indexes = [models.Index(fields=["page", "decided_at"], name="norms_of_a_page")]

    def __str__(self) -> str:
        return self.page_title
