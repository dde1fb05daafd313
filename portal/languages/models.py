"""What is remembered of a translation beside its page: marks, debts, wishes of readers."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, WorkflowState

from portal.languages.errors import NotTranslated
from portal.languages.querysets import StateQuerySet, TranslationWishQuerySet


class TranslationState(models.Model):
    """How one item stands in one language beyond what its page says.

    The row exists from the first deed on: a draft, an assignment, a mark. An item is named by the
    translation key of its twins, so the row outlives moves and pages that are made anew.
    """

    translation_key = models.UUIDField(_("translation key"))
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    #: When the original, as the translation follows it, was published.
    source_seen_at = models.DateTimeField(_("in line with the text of"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who translates"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    #: Mostly the very words of the original: a copy nobody has translated yet.
    is_copy = models.BooleanField(_("still the words of the original"), default=False)
    is_waived = models.BooleanField(
        _("not to be translated"),
        default=False,
        help_text=_("It is decided that this item does not get this language."),
    )

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="languages_one_state_a_language"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on=None) | models.Q(owner__isnull=False),
                name="languages_no_day_without_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"


class ExpectedLanguage(models.Model):
    """A section whose items are owed in a language beyond those that every item has."""

    #: The translation key of the section's page; ``TOP`` for the pages right below the home pages.
    section = models.UUIDField(_("section"))
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    #: Stands for the section of the pages right below the home pages.
    TOP = UUID(int=0)

    class Meta:
        verbose_name = _("expected language")
        verbose_name_plural = _("expected languages")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "locale"], name="languages_expected_once_a_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.locale_id}"


class TranslationWish(models.Model):
    """One reader asks for one item in one language, once."""

    translation_key = models.UUIDField(_("translation key"))
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    #: Tells readers apart without saying who they are: a keyed digest.
    reader = models.CharField(max_length=64)
    wished_at = models.DateTimeField(_("asked at"))

    objects = TranslationWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for a translation")
        verbose_name_plural = _("wishes for translations")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale", "reader"],
                name="languages_one_wish_a_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"


class TwinTask(AbstractGroupApprovalTask):
    """A step of a workflow that begins with the draft of the missing twin.

    It cannot be approved while nobody has touched that draft.
    """

    def start(self, workflow_state: WorkflowState, user: Any = None) -> Any:
        """Make the drafts that are owed, then wait for the group."""
        from portal.languages import services

        services.draft_owed_twins(page_id=int(workflow_state.object_id))
        return super().start(workflow_state, user=user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Without the approval as long as there is nothing to approve."""
        from portal.languages import selectors

        actions = super().get_actions(obj, user)
        if not selectors.untouched_twins(obj):
            return list(actions)
        return [one for one in actions if one[0] != "approve"]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Act on the step.

        Raises:
            NotTranslated: it is to be approved while a twin is an untouched copy.
        """
        from portal.languages import selectors

        page = task_state.workflow_state.content_object
        if action_name == "approve" and selectors.untouched_twins(page):
            raise NotTranslated(page.pk)
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Makes the draft in the other language; the group says when it is ready."))

    class Meta:
        verbose_name = _("translation twin")
        verbose_name_plural = _("translation twins")
