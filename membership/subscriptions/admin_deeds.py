"""Deeds of staff: access out of a quota, a pause of the post, a month without an issue."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.billing.admin_base import DeedView
from membership.billing.admin_forms import CancelForm
from membership.clients.models import Client
from membership.subscriptions import services
from membership.subscriptions.admin_forms import PauseForm, QuotaGrantForm, SkipForm
from membership.subscriptions.errors import NotPrinted, PauseOutside, QuotaUsedUp
from membership.subscriptions.models import SkippedIssue, Term
from portal.core import clock


class StopRenewalView(DeedView):
    """The payer asked staff to stop the automatic renewal."""

    model = Term
    permission = "subscriptions.change_term"
    form_class = CancelForm
    page_title = _("Stop the automatic renewal")
    header_icon = "no-view"
    submit_label = _("Stop the renewal")
    explanation = _(
        "The card is not charged any more and the consent ends. The payer gets a letter. "
        "What was paid for stays open."
    )

    def do(self, data: dict[str, Any]) -> str:
        for renewal in self.row.renewals.live():
            services.stop_renewing(
                renewal_id=renewal.pk,
                at=clock.now(),
                by_user_id=self.request.user.pk,
                why=data["reason"],
            )
        return gettext("The automatic renewal is stopped. Nothing will be charged.")

    def back_url(self) -> str:
        return reverse("subscriptions_terms:inspect", args=[self.row.pk])


class GiveFromQuotaView(DeedView):
    """Access out of what a sponsor pays for."""

    model = Client
    permission = "subscriptions.add_term"
    form_class = QuotaGrantForm
    page_title = _("Give from a quota")
    header_icon = "group"
    submit_label = _("Open access")
    explanation = _(
        "The term begins today, or after the one that runs now, and ends with the quota."
    )
    refusals = {QuotaUsedUp: _("Nothing is left of this quota, or its days are over.")}

    def do(self, data: dict[str, Any]) -> str:
        services.give_from_quota(
            quota_id=data["quota"].pk,
            client_id=self.row.pk,
            at=clock.now(),
            by_user_id=self.request.user.pk,
        )
        return gettext("Access is open.")

    def back_url(self) -> str:
        return reverse("clients:card", args=[self.row.pk])


class PausePostView(DeedView):
    """A holiday: nothing is posted for some days, nothing is lost."""

    model = Term
    permission = "subscriptions.change_term"
    form_class = PauseForm
    page_title = _("Pause the post")
    header_icon = "pause"
    submit_label = _("Pause the post")
    explanation = _("The subscription lasts longer by as many days; issues are not counted.")
    refusals = {
        NotPrinted: _("Nothing of this subscription goes by post."),
        PauseOutside: _("These days lie outside the subscription, or overlap another pause."),
    }

    def do(self, data: dict[str, Any]) -> str:
        services.pause_post(term_id=self.row.pk, at=clock.now(), **data)
        return gettext("The post is paused.")

    def back_url(self) -> str:
        return reverse("subscriptions_terms:inspect", args=[self.row.pk])


class SkipIssueView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """A month without an issue, and the months left out so far."""

    template_name = "subscriptions/admin/skip.html"
    form_class = SkipForm
    page_title = _("A month without an issue")
    header_icon = "calendar"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who change terms."""
        if not request.user.has_perm("subscriptions.change_term"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: SkipForm) -> HttpResponse:
        """Every term that covers the month lasts a month longer."""
        skipped = services.skip_issue(
            **form.cleaned_data, at=clock.now(), by_user_id=self.request.user.pk
        )
        number = skipped.prolongations.count()
        words = ngettext(
            "%(number)s subscription is prolonged by a month.",
            "%(number)s subscriptions are prolonged by a month.",
            number,
        )
        messages.success(self.request, words % {"number": number})
        return redirect("subscriptions_terms:skip")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The months left out so far, the latest first."""
        skipped = SkippedIssue.objects.select_related("skipped_by")[:24]
        return super().get_context_data(skipped=skipped, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list of subscriptions, this deed."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("subscriptions_terms:index"), "label": gettext("Subscriptions")},
            {"url": "", "label": str(self.page_title)},
        ]
