"""The ledger: one current row for a practice and a municipality, and every word told about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.practices.adoptions.querysets import AdoptionQuerySet
from portal.practices.adoptions.states import BADGES, State


class Told(models.Model):
    """What is told about an adoption at one time, and by whom."""

    State = State

    class Source(models.TextChoices):
        MEMBER = "member", _("Told by a member")
        HEARD = "heard", _("Heard by an editor")

    class Language(models.TextChoices):
        KYRGYZ = "ky", _("Kyrgyz")
        RUSSIAN = "ru", _("Russian")

    state = models.CharField(_("state"), max_length=10, choices=State)
    since_on = models.DateField(_("since"))
    language = models.CharField(_("language of the text"), max_length=2, choices=Language)
    changed = models.TextField(_("what was changed"), max_length=2000, blank=True)
    result = models.TextField(_("the result"), max_length=2000, blank=True)
    reason = models.TextField(_("why it stopped"), max_length=2000, blank=True)
    picture = models.ForeignKey(
        "core.Picture",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.CharField(_("how we know"), max_length=6, choices=Source)
    #: The member who told it, or the editor who heard it; empty once the account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    #: Personal data of a third person: shown to staff alone.
    heard_from = models.CharField(_("heard from"), max_length=200, blank=True)
    note = models.TextField(_("note for colleagues"), max_length=2000, blank=True)
    told_at = models.DateTimeField(_("told"))

    class Meta:
        abstract = True

    @property
    def badge(self) -> str:
        """The kind of badge that shows the state."""
        return BADGES[State(self.state)]


class Adoption(Told):
    """A practice in another municipality, as last told. Changed through the services alone."""

    #: The translation key of the practice: its twins in all languages have one ledger.
    practice_key = models.UUIDField(_("practice"), editable=False)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_sample = models.BooleanField(_("sample content"), default=False)
    recorded_at = models.DateTimeField(_("in the ledger since"))
    withdrawn_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-told_at", "-id"]
        default_permissions = ("add", "change", "view")
        indexes = [
            models.Index(
                fields=["practice_key", "state"],
                condition=Q(withdrawn_at=None),
                name="practices_adoption_counts",
            ),
            models.Index(fields=["territory"], name="practices_adoption_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["practice_key", "territory"],
                condition=Q(withdrawn_at=None),
                name="practices_one_current_adoption",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.STOPPED) | ~Q(reason=""),
                name="practices_adoption_stopped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(source="heard") | ~Q(heard_from=""),
                name="practices_adoption_heard_from_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.get_state_display()}"


class AdoptionStep(Told):
    """One thing told about an adoption, in its order. Rows are added, never changed."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("step of an adoption")
        verbose_name_plural = _("steps of adoptions")
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["adoption", "position"], name="practices_adoption_step_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.adoption_id}/{self.position} {self.state}"
