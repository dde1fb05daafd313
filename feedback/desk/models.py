"""Inquiries of clients, the clock they run by, and answers that everyone may read."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from feedback.desk.querysets import InquiryQuerySet
from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.rows_panel import RowsPanel


@register_setting(icon="time")
class ResponseNorms(BaseGenericSetting):
    """How soon an inquiry is answered, in working days of the Kyrgyz Republic."""

    question_days = models.PositiveSmallIntegerField(_("question, working days"), default=5)
    legal_days = models.PositiveSmallIntegerField(_("legal question, working days"), default=14)

    panels = [FieldPanel("question_days"), FieldPanel("legal_days")]

    class Meta:
        verbose_name = _("response norms of the desk")


class Inquiry(models.Model):
    """What a client asked, wished or complained about, and what was answered."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        LEGAL = "legal", _("Legal question")
        WISH = "wish", _("Wish")
        REVIEW = "review", _("Review")
        COMPLAINT = "complaint", _("Complaint")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ANSWERED = "answered", _("answered")

    number = models.CharField(_("number"), max_length=20, unique=True)
    #: Sent with the form: the same form sent twice is one inquiry.
    form_key = models.UUIDField(unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT,
        related_name="inquiries",
    )  # fmt: skip
    client = models.ForeignKey(
        "clients.Client", verbose_name=_("client"), on_delete=models.PROTECT, null=True,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.QUESTION)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    topic = models.ForeignKey(
        "topics.Topic", verbose_name=_("topic"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    about = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("about the page"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=2)
    text = models.TextField(_("text"))
    asked_at = models.DateTimeField(_("asked"))
    due_on = models.DateField(_("answer due"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )  # fmt: skip
    published_page = models.ForeignKey(
        "desk.AnswerPage", verbose_name=_("published answer"), on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )  # fmt: skip

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="desk_clock"),
            models.Index(fields=["client", "-asked_at"], name="desk_client"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="desk_answered_has_an_answer",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of its author."""
        return reverse("desk:inquiry", args=[self.number])

    def is_overdue(self, day: date) -> bool:
        """Whether the promised day has passed without an answer."""
        return self.state == self.State.WAITING and self.due_on < day


class InquiryNote(models.Model):
    """What staff tell each other about an inquiry; its author never sees it."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["written_at"]

    def __str__(self) -> str:
        return self.text[:60]


class AnswerIndexPage(BasePage):
    """All published answers."""

    page_description = _("All published answers.")
    menu_place = 5
    lists = ("answer",)
    parent_page_types = ["home.HomePage"]
    subpage_types = ["desk.AnswerPage"]
    max_count_per_parent = 1
    template = "desk/answer_index_page.html"

    class Meta:
        verbose_name = _("page of all answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from feedback.desk import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.answers_for_index(self, request.GET)}


class AnswerPage(BasePage):
    """A question with its answer, made anonymous, valid as of a day."""

    page_description = _("A question with its answer, without names, valid as of a day.")
    entry_kind = "answer"
    lists = ()
    share_kind = _("Question and answer")

    question = models.TextField(_("question"))
    answer = RichTextField(_("answer"), features=["bold", "italic", "link", "ol", "ul"])
    expert = models.CharField(_("who answered"), max_length=160, blank=True)
    norms = RichTextField(_("norms"), features=["link", "ul"], blank=True)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"))
    valid_as_of = models.DateField(
        _("valid as of"), help_text=_("The day for which the law was looked up.")
    )
    topics = ParentalManyToManyField("topics.Topic", verbose_name=_("topics"), related_name="+")
    is_sample = models.BooleanField(_("sample content"), default=False)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("question"),
        FieldPanel("answer"),
        RowsPanel(
            "cites",
            heading=_("Norms of the register"),
            label=_("norm"),
            adding=_("Add a norm"),
        ),
        FieldPanel("norms"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("expert", "asked_on", "answered_on", "valid_as_of")],
            heading=_("Facts"),
        ),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
    ]
    parent_page_types = ["desk.AnswerIndexPage"]
    subpage_types: list[str] = []
    reading_kind = "answer"
    template = "desk/answer_page.html"

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cited = [row.norm for row in self.cites.select_related("norm")]
        return {**context, "topics": self.topics.all(), "cited": cited}

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        return replace(
            entry,
            body=f"{self.question}\n{strip_tags(self.answer)}",
            topics=tuple(self.topics.values_list("slug", flat=True)),
            published_on=self.answered_on,
        )


class AnswerNorm(Orderable):
    """A norm of the register that an answer stands on; its change asks for a new check."""

    answer = ParentalKey(AnswerPage, on_delete=models.CASCADE, related_name="cites")
    norm = models.ForeignKey(
        "norms.Norm", verbose_name=_("norm"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("norm of an answer")

    def __str__(self) -> str:
        return str(self.norm)
