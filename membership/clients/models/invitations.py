"""People from lists on paper: invited, until they say that it is them."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client
from membership.clients.querysets import InvitationQuerySet

#: So often at most is one person invited, whatever lists she stands on.
MOST_SENT = 2
#: And the second time no sooner than so many days after the first.
AGAIN_AFTER_DAYS = 7


class SignupList(models.Model):
    """A list of those who were at a training, from the reading of it to the taking over.

    The rows are personal data: they are emptied when taken over, and after a week.
    """

    title = models.CharField(
        _("what it is the list of"), max_length=200, help_text=_("Named in the invitation.")
    )
    title_other = models.CharField(_("the same in the other language"), max_length=200, blank=True)
    roll = models.ForeignKey(
        "events.Roll",
        verbose_name=_("event of the Portal"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    held_on = models.DateField(_("day"), null=True, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality of the people"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    category = models.CharField(_("category"), max_length=12, blank=True)
    language = models.CharField(
        _("language of the invitations"),
        max_length=2,
        choices=[("ky", _("Kyrgyz")), ("ru", _("Russian"))],
    )
    #: As ``people_lists.Line`` writes itself.
    rows = models.JSONField(default=list, editable=False)
    #: Of a file: headings and numbered lines as they stand in it, and by the number of a column
    #: the field it fills. They go when the rows do.
    table = models.JSONField(default=dict, editable=False)
    mapping = models.JSONField(default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("entered"))
    applied_at = models.DateTimeField(_("taken over"), null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> dict[str, str]:
        """What it is the list of, by language code."""
        other = "ru" if self.language == "ky" else "ky"
        named = {self.language: self.title, other: self.title_other}
        return {language: title for language, title in named.items() if title}


class Invitation(models.Model):
    """That somebody from a list was asked to confirm. Until she does, she gets nothing else."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="invitation")
    source = models.ForeignKey(
        SignupList, on_delete=models.SET_NULL, null=True, related_name="invitations"
    )
    #: What she signed the list of, by language code.
    about = models.JSONField(default=dict)
    sent_times = models.PositiveSmallIntegerField(_("times sent"), default=0)
    last_sent_at = models.DateTimeField(_("last sent"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_times__lte=MOST_SENT), name="clients_invited_twice_at_most"
            ),
            models.CheckConstraint(
                condition=Q(sent_times=0, last_sent_at=None)
                | Q(sent_times__gt=0, last_sent_at__isnull=False),
                name="clients_invitation_sent_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | Q(last_sent_at=None)
                | Q(confirmed_at__gte=F("last_sent_at")),
                name="clients_invitation_confirmed_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.sent_times}"

    @property
    def is_of_list(self) -> bool:
        """Whether a list brought her; else staff invited somebody they knew."""
        return bool(self.about)

    def next_on(self, today: date) -> date | None:
        """From which day on it may be sent again; None when it never may."""
        if self.confirmed_at or self.sent_times >= MOST_SENT:
            return None
        sent = self.last_sent_at
        return max(today, localdate(sent) + timedelta(days=AGAIN_AFTER_DAYS)) if sent else today

    @property
    def title(self) -> str:
        """What she signed the list of, in the language of the page."""
        return self.title_in(translation.get_language() or "ky")

    def language_for(self, language: str) -> str:
        """In which language the invitation is whole: ``language``, or one that names the list."""
        return language if language in self.about else next(iter(self.about), language)

    def title_in(self, language: str) -> str:
        """The same in ``language``, or in one that exists."""
        about: dict[str, Any] = self.about
        return str(about.get(language) or next(iter(about.values()), ""))
