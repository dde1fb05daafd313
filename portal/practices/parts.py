"""The rows a practice is made of: steps, money, results, norms, proofs."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.core import office_files
from portal.core.money_field import TyiynField

#: What a file of the kit may be.
EDITABLE = frozenset({office_files.DOCX, office_files.XLSX, office_files.ODT})


class Step(Orderable):
    """What was done, when and by whom."""

    practice = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="steps")
    month = models.DateField(
        _("month"),
        null=True,
        blank=True,
        help_text=_("Any day of the month; only the month is shown."),
    )
    what = models.CharField(_("what was done"), max_length=300)
    who = models.CharField(_("by whom"), max_length=250, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("step")

    def __str__(self) -> str:
        return self.what


class Cost(Orderable):
    """Money or work that one source gave in one year."""

    class Source(models.TextChoices):
        LOCAL_BUDGET = "local_budget", _("Local budget")
        STIMULUS_GRANT = "stimulus_grant", _("Stimulus grant")
        DONOR = "donor", _("Donor")
        RESIDENTS = "residents", _("Residents' money")
        ASHAR = "ashar", _("Ashar, unpaid common work")
        OTHER = "other", _("Other source")

    practice = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="costs")
    source = models.CharField(_("source"), max_length=16, choices=Source)
    amount_tyiyn = TyiynField(_("amount, som"))
    year = models.PositiveSmallIntegerField(_("year"))
    note = models.CharField(_("what for"), max_length=250, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("cost")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__range=(1991, 2100)), name="practices_cost_year_is_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.year}"


class Result(Orderable):
    """One figure before and after, with its unit."""

    practice = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="results"
    )
    what = models.CharField(_("what is counted"), max_length=200)
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=2)
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60)

    class Meta(Orderable.Meta):
        verbose_name = _("result")

    def __str__(self) -> str:
        return self.what


class Resolution(Orderable):
    """A resolution of a local kenesh the practice stands on."""

    practice = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="resolutions"
    )
    kenesh = models.CharField(
        _("which kenesh"), max_length=200, help_text=_("For example: Ak-Suu ayil kenesh.")
    )
    number = models.CharField(_("number"), max_length=40)
    adopted_on = models.DateField(_("adopted on"))
    subject = models.CharField(_("what it is about"), max_length=400, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("resolution of a kenesh")

    def __str__(self) -> str:
        return f"{self.kenesh}, № {self.number}"

    @property
    def url(self) -> str:
        """Where it can be read: the file we keep, or else the address given."""
        return str(self.document.url) if self.document else self.link


class LegalBasis(Orderable):
    """A norm the practice stands on, beside the resolutions of the local kenesh."""

    practice = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="legal_basis"
    )
    cited = models.ForeignKey(
        "norms.Norm",
        verbose_name=_("norm of the register"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Laws and resolutions of the state. When one changes, this page is re-checked."
        ),
    )
    norm = models.CharField(
        _("norm in words"),
        max_length=400,
        blank=True,
        help_text=_(
            "What is not in the register. Resolutions of the kenesh have fields of their own."
        ),
    )
    number = models.CharField(_("number"), max_length=40, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(norm="") | models.Q(cited__isnull=False),
                name="practices_legal_basis_names_a_norm",
                violation_error_message=_("Choose a norm of the register or name it in words."),
            )
        ]

    def __str__(self) -> str:
        return self.norm or str(self.cited)


class Evidence(Orderable):
    """What proves the practice, and who looked at it."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Document")
        PHOTO = "photo", _("Photo")
        VIDEO = "video", _("Video")
        VISIT = "visit", _("Visit")
        CALL = "call", _("Phone call")

    class Check(models.TextChoices):
        DOCUMENT = "document", _("by documents")
        CALL = "call", _("by a phone call")
        VISIT = "visit", _("by a visit")

    practice = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=250)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture = models.ForeignKey(
        "core.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    checked_how = models.CharField(
        _("how it was checked"), max_length=10, choices=Check, blank=True
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=160, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("evidence")

    def __str__(self) -> str:
        return self.title


class KitFile(Orderable):
    """A file that whoever repeats the practice takes and fills in."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("Draft resolution")
        ESTIMATE = "estimate", _("Estimate")
        CONTRACT = "contract", _("Contract")
        CHECKLIST = "checklist", _("Checklist")
        OTHER = "other", _("Other file")

    practice = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="kit_files"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("DOCX, XLSX or ODT: it is there to be changed."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("file of the kit")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.document_id:
            try:
                office_files.check(self.document.file, kinds=EDITABLE, name=self.document.file.name)
            except ValidationError as error:
                raise ValidationError({"document": error}) from error
