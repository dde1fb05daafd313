"""Practices sent in by members: the text, the evidence, and how the review went."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from feedback.submissions import states
from feedback.submissions.checklist import Point
from feedback.submissions.querysets import EvidenceQuerySet, SubmissionQuerySet
from feedback.submissions.states import Deed, State
from portal.core import letters
from portal.core.money_field import TyiynField
from portal.core.uploads import PAPERS, PICTURES, private_storage


@register_setting(icon="time")
class ReviewNorm(BaseGenericSetting):
    """How soon an author is promised an answer. A change touches only what comes in later."""

    review_within_days = models.PositiveSmallIntegerField(
        _("working days for the review of a practice"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )

    panels = [FieldPanel("review_within_days")]

    class Meta:
        verbose_name = _("review of submissions")


class CostSource(models.TextChoices):
    """Who paid for a practice."""

    LOCAL_BUDGET = "local_budget", _("Local budget")
    STIMULUS_GRANT = "stimulus_grant", _("Stimulus grant")
    DONOR = "donor", _("Donor or project")
    RESIDENTS = "residents", _("Residents' money")
    ASHAR = "ashar", _("Ashar (unpaid common work)")
    OTHER = "other", _("Another source")


class Outcome(models.TextChoices):
    """What has become of a practice."""

    WORKS = "works", _("It is in use")
    STOPPED = "stopped", _("It stopped")
    FAILED = "failed", _("It did not work out")


class Submission(models.Model):
    """One practice told by a member. Changed through the services of this room alone."""

    State = State

    class Language(models.TextChoices):
        KYRGYZ = "ky", _("Kyrgyz")
        RUSSIAN = "ru", _("Russian")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    #: Empty as long as the author has no card in the client base.
    client = models.ForeignKey(
        "clients.Client",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("client"),
    )
    number = models.CharField(_("number"), max_length=20, unique=True, null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    language = models.CharField(_("language of the text"), max_length=2, choices=Language)

    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.CharField(_("in short"), max_length=300, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    #: The practice of another municipality that she took over and changed.
    origin = models.ForeignKey(
        "practices.PracticePage",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("grew out of"),
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    budget_tyiyn = TyiynField(_("budget of the year"), null=True, blank=True)
    passport_year = models.PositiveSmallIntegerField(
        _("year of the figures"), null=True, blank=True
    )
    passport_source = models.CharField(_("source of the figures"), max_length=250, blank=True)
    topics = models.ManyToManyField(
        "topics.Topic", blank=True, related_name="+", verbose_name=_("topics")
    )
    started_on = models.DateField(_("begun"), null=True, blank=True)
    finished_on = models.DateField(_("finished"), null=True, blank=True)
    outcome = models.CharField(
        _("whether it lives on"), max_length=8, choices=Outcome, default=Outcome.WORKS
    )
    problem = models.TextField(_("the problem"), blank=True)
    aim = models.TextField(_("the aim"), blank=True)
    solution = models.TextField(_("what was done"), blank=True)
    sustainability = models.TextField(_("how it keeps going"), blank=True)
    operator = models.CharField(_("who runs it today"), max_length=200, blank=True)
    tariff = models.CharField(_("who pays how much"), max_length=200, blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    conditions = models.TextField(_("what is needed to repeat it"), blank=True)
    #: Rows as the form gives them: ``what, before, after, unit``.
    results = models.JSONField(_("results in numbers"), default=list, blank=True)
    beneficiaries = models.PositiveIntegerField(_("people it helps"), null=True, blank=True)
    beneficiaries_women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    beneficiaries_children = models.PositiveIntegerField(
        _("of them children"), null=True, blank=True
    )
    beneficiaries_disabled = models.PositiveIntegerField(
        _("of them people with disabilities"), null=True, blank=True
    )
    #: ``source`` (a CostSource), ``amount`` (int, tyiyn), ``year`` (int), ``note``.
    costs = models.JSONField(_("costs by source"), default=list, blank=True)
    #: Of the kenesh: ``kenesh``, ``number``, ``adopted_on`` (ISO), ``subject``, ``link``.
    resolutions = models.JSONField(_("resolutions of the kenesh"), default=list, blank=True)
    #: Of the state: ``norm``, ``number``, ``adopted_on`` (ISO or None), ``link``.
    norms = models.JSONField(_("legal basis"), default=list, blank=True)
    video_link = models.URLField(_("video"), max_length=500, blank=True)
    #: One on each line, as they want to be named.
    authors = models.TextField(_("authors"), blank=True)
    #: ``month`` (the first day of it, ISO), ``what``, ``who``.
    steps = models.JSONField(_("steps"), default=list, blank=True)
    contact_name = models.CharField(_("whom to ask"), max_length=120, blank=True)
    contact_office = models.CharField(_("office of this person"), max_length=200, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_consent = models.BooleanField(_("the contact may be published"), default=False)
    #: By step: what was typed and could not be understood yet, field name to the values as sent.
    unfinished = models.JSONField(default=dict, blank=True, editable=False)
    #: Steps that she has saved herself; what was filled in for her makes no page ready.
    saved_steps = models.JSONField(default=list, blank=True, editable=False)

    submitted_at = models.DateTimeField(_("first sent in"), null=True, editable=False)
    due_on = models.DateField(_("answer promised by"), null=True, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    #: The practice page made of it, in the language of the text.
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    #: Number and title, folded; written by ``save``.
    search_key = models.CharField(max_length=300, editable=False, default="")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-saved_at", "-id"]
        default_permissions = ("view",)
        permissions = [("review_submission", _("Can decide on submissions"))]
        indexes = [
            models.Index(fields=["owner", "-saved_at"], name="submissions_of_owner"),
            models.Index(fields=["client"], name="submissions_of_client"),
            models.Index(
                fields=["due_on"],
                condition=Q(state=State.SUBMITTED),
                name="submissions_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=False, submitted_at__isnull=False)
                | Q(number=None, submitted_at=None, state__in=[State.DRAFT, State.WITHDRAWN]),
                name="submissions_number_when_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DRAFT) | Q(number=None),
                name="submissions_draft_has_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | Q(due_on__isnull=False),
                name="submissions_review_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None)
                | Q(finished_on=None)
                | Q(finished_on__gte=F("started_on")),
                name="submissions_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key of the search beside what it is made of."""
        self.search_key = letters.search_key(f"{self.number or ''} {self.title}")[:300]
        super().save(*args, **kwargs)

    @property
    def is_editable(self) -> bool:
        """The author may change it."""
        return self.state in states.EDITABLE

    @property
    def badge(self) -> str:
        """The kind of badge that shows its state."""
        return states.BADGES[State(self.state)]

    @property
    def name(self) -> str:
        """The title, or words for a text without one yet."""
        return self.title or str(_("Practice without a title yet"))

    def allows(self, deed: Deed) -> bool:
        """The transition table leads on by ``deed``."""
        return (self.state, deed) in states.TRANSITIONS

    def is_unseen(self) -> bool:
        """The page made of it, if there is one, has not been on the site in any language."""
        if self.page is None:
            return True
        twins = self.page.get_translations(inclusive=True)
        return not twins.exclude(first_published_at=None).exists()

    def last_round(self) -> "ReviewRound | None":
        """The latest review, decided or not."""
        return self.rounds.order_by("-position").first()


class EvidenceFile(models.Model):
    """A photo or a paper that proves the practice. Lies in the private storage."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="evidence")
    file = models.FileField(storage=private_storage, upload_to="submissions/%Y/%m", max_length=200)
    #: As it was called on her computer; shown, never used as a path.
    name = models.CharField(_("name of the file"), max_length=200)
    #: What a photo shows, or what a paper is; read out to those who do not see it.
    title = models.CharField(_("what it shows"), max_length=200, blank=True)
    #: Found in the content itself.
    content_type = models.CharField(max_length=60)
    bytes = models.PositiveIntegerField()
    #: The same file sent twice is kept once.
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sha256"], name="submissions_evidence_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=sorted(PICTURES | PAPERS)),
                name="submissions_evidence_is_photo_or_pdf",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """A photo; otherwise a paper."""
        return self.content_type in PICTURES

    @property
    def kind(self) -> str:
        """``jpeg``, ``png``, ``pdf`` …"""
        return self.content_type.rpartition("/")[2]


class ReviewRound(models.Model):
    """One time the text was with the reviewer, from the sending to the decision."""

    class Decision(models.TextChoices):
        RETURNED = "returned", _("Returned for correction")
        ACCEPTED = "accepted", pgettext_lazy("of a practice", "Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn by the author")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reasons = models.TextField(_("reasons"), blank=True)
    #: Codes of ``checklist.Point`` the reviewer ticked.
    checked = models.JSONField(default=list)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("round of review")
        verbose_name_plural = _("rounds of review")
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="submissions_round_once"
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(decided_at=None),
                name="submissions_one_open_round",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="")
                | Q(decided_at__isnull=False) & ~Q(decision=""),
                name="submissions_round_decided_with_moment",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["returned", "declined"]) | ~Q(reasons=""),
                name="submissions_refusal_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.position} {self.decision}".strip()

    def open_points(self) -> list[Any]:
        """What the reviewer left unticked, in words; nothing when she did not use the checklist."""
        if not self.checked:
            return []
        return [point.label for point in Point if point.value not in self.checked]
