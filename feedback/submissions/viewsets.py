"""What staff see of submissions: the queue with its clock, and the way to each card."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from feedback.submissions import staff_views
from feedback.submissions.models import Submission
from portal.core import clock
from portal.core.admin_cards import FormlessViewSet


def card_url(submission: Submission) -> str:
    """Where a submission is reviewed."""
    return reverse("submissions_review:card", args=[submission.pk])


class ClockColumn(Column):
    """The promised day, and how near it is."""

    cell_template_name = "submissions/admin/clock_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the number of days left; the clock stands still once it is decided."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        runs = instance.state == Submission.State.SUBMITTED
        left = (instance.due_on - clock.today()).days if runs else None
        return {**context, "days_left": left}


class StateColumn(Column):
    """The state as a tag."""

    cell_template_name = "submissions/admin/state_cell.html"


class SubmissionViewSet(FormlessViewSet):
    """Everything sent in. Rows change only through the three decisions on their card."""

    model = Submission
    name = "submissions_review"
    url_prefix = "submissions"
    icon = "clipboard-list"
    menu_label = _("Submissions")
    menu_order = 110
    add_to_admin_menu = True
    add_to_reference_index = False
    card_url = "card"
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = staff_views.QueueView
    filterset_class = staff_views.SubmissionFilterSet

    @cached_property
    def list_display(self) -> list[Column]:
        """Number and title, where from, the state, the clock, who decides."""
        return [
            TitleColumn("name", label=_("Practice"), get_url=card_url),
            Column("number", label=_("Number"), sort_key="number"),
            Column("client", label=_("Client")),
            Column("territory", label=_("Municipality"), accessor="territory.name"),
            StateColumn("state", label=_("State")),
            ClockColumn("due_on", label=_("Answer promised by"), sort_key="due_on"),
            Column("reviewer", label=_("Reviewer")),
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        names = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        absent = dict.fromkeys((*names, "usage_url_name"), None)
        return {**super().get_common_view_kwargs(**kwargs), **absent}

    def get_urlpatterns(self) -> list[Any]:
        """The queue, the card, the decisions."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", staff_views.CardView.as_view(), name="card"),
            path("<int:pk>/return/", staff_views.ReturnView.as_view(), name="return"),
            path("<int:pk>/decline/", staff_views.DeclineView.as_view(), name="decline"),
            path("<int:pk>/accept/", staff_views.AcceptView.as_view(), name="accept"),
        ]
