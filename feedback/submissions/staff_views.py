"""Screens of the reviewer in the admin."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import registry as log_registry

from feedback.submissions import selectors, services
from feedback.submissions.errors import MoveNotAllowed, OwnSubmission
from feedback.submissions.models import Submission
from feedback.submissions.staff_forms import AcceptForm, DecisionForm
from feedback.submissions.states import Deed, State
from portal.core import clock

#: Nobody's title is longer.
_LONGEST_QUERY = 120
_STATES = [(state.value, state.label) for state in State if state != State.DRAFT]


class SubmissionFilterSet(WagtailFilterSet):
    """The queue by state and language."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=_STATES, widget=forms.RadioSelect, empty_label=_("All")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language of the text"),
        choices=Submission.Language.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Submission
        fields: list[str] = []


class QueueView(generic.IndexView):
    """What waits for a decision comes first, by the promised day."""

    is_searchable = True
    any_permission_required = ["view"]
    page_title = _("Submissions")

    def get_base_queryset(self) -> "QuerySet[Submission]":
        """Rows with all that the columns show; drafts are their authors' alone."""
        shown = Submission.objects.shown_to_staff()
        return shown.select_related("client", "territory", "reviewer")

    def search_queryset(self, queryset: Any) -> Any:
        """By number or a part of the title."""
        return queryset.named(self.search_query[:_LONGEST_QUERY]) if self.is_searching else queryset

    def order_queryset(self, queryset: Any) -> Any:
        """By a column when asked, else what waits longest."""
        if self.ordering in {"number", "-number", "due_on", "-due_on"}:
            return queryset.order_by(self.ordering, "pk")
        return queryset.waiting_first()

    def get_edit_url(self, instance: Submission) -> None:
        """Decisions are taken on the card."""


class CardView(PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, TemplateView):
    """One submission with its evidence, the checklist and the three decisions."""

    model = Submission
    any_permission_required = ["view"]
    template_name = "submissions/admin/card.html"
    header_icon = "clipboard-list"
    form: DecisionForm | None = None

    @cached_property
    def submission(self) -> Submission:
        """The submission of the address."""
        return _submission(self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Number and title."""
        return str(self.submission)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, the card."""
        queue = {"url": reverse("submissions_review:index"), "label": _("Submissions")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.submission.number}]

    def _page_url(self) -> str:
        """Where this member of staff may edit the practice page; empty when she may not."""
        page = self.submission.page
        if page is None or not page.permissions_for_user(self.request.user).can_edit():
            return ""
        return reverse("wagtailadmin_pages:edit", args=[page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything a reviewer needs on one page."""
        found, reader = self.submission, self.request.user
        may_review = (
            reader.has_perm("submissions.review_submission") and found.owner_id != reader.pk
        )
        return super().get_context_data(
            submission=found,
            parts=selectors.parts(found),
            files=list(found.evidence.all()),
            rounds=list(found.rounds.select_related("reviewer"))[::-1],
            history=list(log_registry.get_logs_for_instance(found).select_related("user")),
            days_left=(found.due_on - clock.today()).days if found.due_on else None,
            page_url=self._page_url(),
            decides=may_review and found.state == State.SUBMITTED,
            takes_back=may_review and found.state == State.ACCEPTED and found.is_unseen(),
            form=self.form or (AcceptForm() if found.state == State.SUBMITTED else DecisionForm()),
            **kwargs,
        )


def _submission(pk: int) -> Submission:
    known = Submission.objects.shown_to_staff()
    together = ("client", "territory", "reviewer", "page", "origin")
    return get_object_or_404(known.select_related(*together), pk=pk)


class DecisionView(CardView):
    """One of the three decisions; the card comes back with what was typed when it is refused."""

    any_permission_required = ["review"]
    deed: Deed

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decisions are posted; the card is next door."""
        return redirect("submissions_review:card", self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, say what became of it, lead on to what waits next."""
        self.form = AcceptForm(request.POST, deed=self.deed)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            self.decide(**self.form.cleaned_data)
        except MoveNotAllowed:
            messages.error(request, gettext("Somebody has decided on it meanwhile."))
        except OwnSubmission:
            messages.error(request, gettext("Nobody decides on her own practice."))
        else:
            return self._lead_on()
        return redirect("submissions_review:card", self.submission.pk)

    def _lead_on(self) -> HttpResponse:
        """Link what was decided, then show the next one that waits, else the whole queue."""
        decided = _submission(self.submission.pk)
        links = [(reverse("submissions_review:card", args=[decided.pk]), str(decided))]
        if decided.page and decided.page.permissions_for_user(self.request.user).can_edit():
            address = reverse("wagtailadmin_pages:edit", args=[decided.page.pk])
            links.append((address, gettext("Open the draft of the practice page")))
        linked = format_html_join(" · ", '<a href="{}">{}</a>', links)
        words = format_html("{}: {}", decided.get_state_display(), linked)
        messages.success(self.request, words)
        waiting = Submission.objects.awaiting_review().exclude(owner=self.request.user.pk)
        after = waiting.exclude(pk=decided.pk).first()
        if after is None:
            return redirect("submissions_review:index")
        return redirect("submissions_review:card", after.pk)

    def decide(self, *, reasons: str, checked: list[str], proof_checked_how: str) -> None:
        """Call the service of the decision."""
        raise NotImplementedError

    def who_and_when(self) -> dict[str, Any]:
        """What every decision has."""
        return {
            "submission_id": self.submission.pk,
            "reviewer_id": self.request.user.pk,
            "at": clock.now(),
        }


class ReturnView(DecisionView):
    """Back to the author."""

    deed = Deed.RETURN

    def decide(self, *, reasons: str, checked: list[str], proof_checked_how: str) -> None:
        services.return_with_reasons(reasons=reasons, checked=checked, **self.who_and_when())


class DeclineView(DecisionView):
    """No practice page."""

    deed = Deed.DECLINE

    def decide(self, *, reasons: str, checked: list[str], proof_checked_how: str) -> None:
        services.decline(reasons=reasons, checked=checked, **self.who_and_when())


class AcceptView(DecisionView):
    """A practice page in draft."""

    deed = Deed.ACCEPT

    def decide(self, *, reasons: str, checked: list[str], proof_checked_how: str) -> None:
        services.accept(
            note=reasons,
            checked=checked,
            proof_checked_how=proof_checked_how,
            **self.who_and_when(),
        )
