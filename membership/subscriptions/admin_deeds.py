"""Deeds of staff: access out of a quota, a pause of the post, a month without an issue."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from membership.billing.admin_base import DeedView, Preview, PreviewedDeedView
from membership.billing.admin_forms import CancelForm
from membership.clients import selectors as clients
from membership.clients.models import Client
from membership.subscriptions import next_terms, prorating, services
from membership.subscriptions.admin_forms import (
    ChangePlanForm,
    NextPlanForm,
    PauseForm,
    QuotaGrantForm,
    SkipForm,
)
from membership.subscriptions.change_words import REFUSALS
from membership.subscriptions.errors import (
    IssueCameOut,
    MoveNotAllowed,
    NextTermOrdered,
    NotPrinted,
    PauseOutside,
    QuotaUsedUp,
)
from membership.subscriptions.models import CountedIssue, PrintPause, SkippedIssue, Term
from membership.subscriptions.states import State
from portal.core import clock, money


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
    header_icon = "time"
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


class ChangePlanView(PreviewedDeedView):
    """A running term goes on under another plan."""

    model = Term
    permission = "subscriptions.change_term"
    form_class = ChangePlanForm
    page_title = _("Change the plan")
    header_icon = "tag"
    submit_label = _("Change the plan")
    show_label = _("Show the sum")
    explanation = _(
        "The last day stays. A dearer plan begins when its invoice is paid; a cheaper one at once, "
        "and what was paid beyond it stands as a surplus on the invoice."
    )
    refusals = REFUSALS

    def get_initial(self) -> dict[str, Any]:
        """What the card of the subscriber knows."""
        known = clients.recipient(self.row.subscriber_id)
        return {"recipient_name": known.name, "recipient_address": known.postal_address}

    def preview(self, data: dict[str, Any]) -> Preview:
        sums = prorating.change(self.row, data["plan"].pk, on=clock.today())
        return Preview([sums.outcome, *sums.rule], facts=(sums.plan.pk,))

    def do(self, data: dict[str, Any]) -> str:
        sums = prorating.change(self.row, data["plan"].pk, on=clock.today())
        change = services.ask_change(
            term_id=self.row.pk,
            plan_id=data["plan"].pk,
            expected_tyiyn=sums.difference_tyiyn,
            at=clock.now(),
            by_user_id=self.request.user.pk,
            post_to=data["post_to"],
        )
        if change.invoice:
            return gettext("Invoice %(number)s is issued.") % {"number": change.invoice}
        return gettext("The new plan is in force.")

    def back_url(self) -> str:
        return reverse("subscriptions_terms:inspect", args=[self.row.pk])


class NextPlanView(PreviewedDeedView):
    """The payer told staff which plan she wants next."""

    model = Term
    permission = "subscriptions.change_term"
    form_class = NextPlanForm
    page_title = _("Plan of the next term")
    header_icon = "tag"
    submit_label = _("Keep the choice")
    show_label = _("Show the next term")
    explanation = _(
        "The term that runs is not touched. The next one runs under this plan, at its price on the "
        "day on which it is ordered. “As now” takes an earlier choice back."
    )
    refusals = REFUSALS

    def get_initial(self) -> dict[str, Any]:
        """The choice of now."""
        return {"plan": self.row.next_plan_id}

    def preview(self, data: dict[str, Any]) -> Preview:
        plan, today = data["plan"], clock.today()
        if not next_terms.is_open_to_choice(self.row):
            raise NextTermOrdered
        following = (
            next_terms.chosen(self.row, plan.pk, on=today)
            if plan
            else next_terms.as_now(self.row, on=today)
        )
        words = gettext("At today's price the next term would be: %(what)s.")
        return Preview([words % {"what": following.in_words}], facts=(following.plan.pk,))

    def do(self, data: dict[str, Any]) -> str:
        plan = data["plan"]
        services.choose_next_plan(
            term_id=self.row.pk, plan_id=plan.pk if plan else None, at=clock.now()
        )
        return gettext("The choice for the next term is kept.")

    def back_url(self) -> str:
        return reverse("subscriptions_terms:inspect", args=[self.row.pk])


class CancelTermView(PreviewedDeedView):
    """Access closed for good, with a reason; what was paid and not used goes back by rule."""

    model = Term
    permission = "subscriptions.change_term"
    form_class = CancelForm
    page_title = _("Close the access")
    header_icon = "cross"
    submit_label = _("Close the access")
    show_label = _("Show what goes back")
    explanation = _(
        "The reader cannot open closed articles any more. What goes back is taken off the invoice; "
        "the money itself is given back there."
    )
    refusals = REFUSALS

    def preview(self, data: dict[str, Any]) -> Preview:
        if self.row.state == State.CANCELLED:
            raise MoveNotAllowed
        back = prorating.refund(self.row, on=clock.today())
        words = gettext("%(sum)s go back to the payer.") if back.tyiyn else ""
        said = [words % {"sum": money.Money(back.tyiyn, back.currency)}] if words else []
        return Preview([*said, *back.rule, gettext("Access closes at once.")])

    def do(self, data: dict[str, Any]) -> str:
        back = prorating.refund(self.row, on=clock.today())
        services.cancel_paid(
            term_id=self.row.pk,
            reason=data["reason"],
            expected_tyiyn=back.tyiyn,
            at=clock.now(),
            by_user_id=self.request.user.pk,
        )
        if back.tyiyn:
            return gettext("The access is closed; give %(sum)s back on the invoice.") % {
                "sum": money.Money(back.tyiyn, back.currency)
            }
        return gettext("The access is closed.")

    def back_url(self) -> str:
        return reverse("subscriptions_terms:inspect", args=[self.row.pk])


class SkipIssueView(PreviewedDeedView):
    """A month without an issue, and the months left out so far."""

    template_name = "subscriptions/admin/skip.html"
    form_class = SkipForm
    page_title = _("A month without an issue")
    header_icon = "calendar"
    permission = "subscriptions.change_term"
    submit_label = _("Prolong the subscriptions")
    show_label = _("Show what will be prolonged")
    explanation = _(
        "Subscriptions by the month that cover it last a month longer. Those counted in issues "
        "lose nothing. The same month twice changes nothing."
    )
    refusals = {IssueCameOut: _("An issue of this month came out.")}

    def preview(self, data: dict[str, Any]) -> Preview:
        if CountedIssue.objects.filter(key=f"{data['year']}-{data['month']:02}").exists():
            raise IssueCameOut
        number = services.covering_month(data["year"], data["month"]).count()
        words = ngettext(
            "%(month)s: %(number)s subscription will last a month longer.",
            "%(month)s: %(number)s subscriptions will last a month longer.",
            number,
        )
        month = date_format(date(data["year"], data["month"], 1), "F Y")
        return Preview([words % {"month": month, "number": number}])

    def do(self, data: dict[str, Any]) -> str:
        skipped = services.skip_issue(**data, at=clock.now(), by_user_id=self.request.user.pk)
        number = skipped.prolongations.count()
        words = ngettext(
            "%(number)s subscription is prolonged by a month.",
            "%(number)s subscriptions are prolonged by a month.",
            number,
        )
        return words % {"number": number}

    def back_url(self) -> str:
        return reverse("subscriptions_terms:skip")

    def get_page_title(self) -> str:
        """It is done to a month, which is no row yet."""
        return str(self.page_title)

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


class TakeSkipBackView(DeedView):
    """A month that was left out by mistake."""

    model = SkippedIssue
    permission = "subscriptions.change_term"
    form_class = forms.Form
    page_title = _("The month was left out by mistake")
    header_icon = "rotate"
    submit_label = _("Take the month back")
    explanation = _("The subscriptions it prolonged end again when they would have ended.")

    def do(self, data: dict[str, Any]) -> str:
        number = services.take_back_skip(skipped_id=self.row.pk)
        words = ngettext(
            "%(number)s subscription is a month shorter again.",
            "%(number)s subscriptions are a month shorter again.",
            number,
        )
        return words % {"number": number}

    def back_url(self) -> str:
        return reverse("subscriptions_terms:skip")


class TakePauseBackView(DeedView):
    """A pause of the post that was typed wrong, or is not wanted any more."""

    model = PrintPause
    permission = "subscriptions.change_term"
    form_class = forms.Form
    page_title = _("Take the pause back")
    header_icon = "rotate"
    submit_label = page_title
    explanation = _("The days of the pause that are left are posted again and added no more.")
    refusals = {PauseOutside: _("This pause is over.")}

    def do(self, data: dict[str, Any]) -> str:
        services.take_back_pause(pause_id=self.row.pk, day=clock.today())
        return gettext("The pause is taken back.")

    def back_url(self) -> str:
        return reverse("subscriptions_terms:inspect", args=[self.row.term_id])
