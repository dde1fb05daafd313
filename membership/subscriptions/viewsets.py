"""What staff see of plans, orders and terms."""

from typing import Any

from django.conf import settings
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from membership.billing.admin_base import LedgerViewSet
from membership.billing.provider_viewsets import DisputeViewSet, ReconciliationViewSet
from membership.billing.viewsets import (
    InvoiceViewSet,
    PaymentViewSet,
    UnallocatedViewSet,
    som_column,
)
from membership.subscriptions import admin_deeds, admin_orders, selectors
from membership.subscriptions import admin_views as views
from membership.subscriptions.admin_forms import plan_handler, quota_handler
from membership.subscriptions.filters import TermFilterSet
from membership.subscriptions.models import Order, Plan, RefundRule, SponsorQuota, Term
from membership.subscriptions.states import State
from portal.core import clock
from portal.core.day_column import DayColumn
from portal.core.deed_column import DeedColumn
from portal.core.percent_field import percent


class OrderViewSet(LedgerViewSet):
    """Orders change as money moves; a draft waits for its invoice."""

    model = Order
    name = "subscriptions_orders"
    icon = "form"
    menu_label = _("Orders")
    index_view_class = views.OrderIndexView
    inspect_view_class = views.OrderCardView
    list_filter = ["state", "plan", "placed_at"]
    deeds = [
        path("<int:pk>/issue/", views.IssueInvoiceView.as_view(), name="issue"),
        path("<int:pk>/cancel/", views.CancelOrderView.as_view(), name="cancel"),
        path("enter/", admin_orders.ChoosePayerView.as_view(), name="payer"),
        path("enter/<int:pk>/", admin_orders.EnterOrderView.as_view(), name="enter"),
    ]

    @cached_property
    def list_display(self) -> list[Column]:
        """Who ordered what, and how it stands."""
        return [
            TitleColumn(
                "id",
                label=_("Order"),
                accessor=str,
                width="9%",
                get_url=lambda row: views.order_url(row.pk),
            ),
            Column("subscriber", label=_("Subscriber")),
            Column("payer", label=_("Payer"), accessor=_other_payer),
            Column("plan", label=_("Plan")),
            som_column("total_tyiyn", _("Sum")),
            Column("invoice", label=_("Invoice")),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda row: row.state == State.OPEN,
            ),
            DayColumn("placed_at", label=_("Placed"), sort_key="placed_at"),
        ]


def _other_payer(order: Order) -> str:
    """Only where somebody else pays."""
    return str(order.payer) if order.is_for_another else ""


class TermViewSet(LedgerViewSet):
    """Terms with their basis; opened by money, or by staff with a reason."""

    model = Term
    name = "subscriptions_terms"
    icon = "date"
    menu_label = _("Subscriptions")
    index_view_class = views.TermIndexView
    inspect_view_class = views.TermCardView
    filterset_class = TermFilterSet
    deeds = [
        path("<int:pk>/cancel/", admin_deeds.CancelTermView.as_view(), name="cancel"),
        path("<int:pk>/change/", admin_deeds.ChangePlanView.as_view(), name="change"),
        path("<int:pk>/next/", admin_deeds.NextPlanView.as_view(), name="next"),
        path("grant/<int:pk>/", views.GrantView.as_view(), name="grant"),
        path("give/<int:pk>/", admin_deeds.GiveFromQuotaView.as_view(), name="give"),
        path("<int:pk>/stop/", admin_deeds.StopRenewalView.as_view(), name="stop_renewal"),
        path("<int:pk>/pause/", admin_deeds.PausePostView.as_view(), name="pause"),
        path("pauses/<int:pk>/", admin_deeds.TakePauseBackView.as_view(), name="unpause"),
        path("skip/<int:pk>/", admin_deeds.TakeSkipBackView.as_view(), name="unskip"),
        path("skip/", admin_deeds.SkipIssueView.as_view(), name="skip"),
    ]

    @cached_property
    def list_display(self) -> list[Column]:
        """Who reads what, on what basis, until when."""
        return [
            TitleColumn(
                "subscriber",
                label=_("Subscriber"),
                get_url=lambda row: views.term_url(row.pk),
            ),
            Column("opens", label=_("Opens"), accessor="get_opens_display"),
            Column("basis", label=_("Basis"), accessor="get_basis_display"),
            DayColumn(
                "starts_on", label=pgettext_lazy("from a day on", "From"), sort_key="starts_on"
            ),
            Column("ends_on", label=_("Until"), accessor="until", sort_key="ends_on"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda row: selectors.phase_name(row.phase_on(clock.today())),
                primary=lambda row: row.phase_on(clock.today()) in {"open", "ending"},
            ),
        ]


class PlanColumn(DeedColumn):
    """The name, and below it the address to give out, in the language of the administration."""

    cell_template_name = "subscriptions/admin/plan_cell.html"

    def get_cell_context_data(self, instance: Plan, parent_context: Any) -> dict[str, Any]:
        """Add the address."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        path = reverse("subscriptions:subscribe", args=[instance.code])
        return {**context, "address": f"{settings.SITE_URL}{path}"}


class PlanViewSet(ModelViewSet):
    """What is sold, for how much, from when until when."""

    model = Plan
    name = "subscriptions_plans"
    icon = "tag"
    menu_label = _("Plans")
    copy_view_enabled = False
    add_to_reference_index = False

    @cached_property
    def list_display(self) -> list[Column]:
        """Name, price, days."""
        return [
            PlanColumn(
                "title",
                label=_("Plan"),
                url_name="subscriptions_plans:edit",
                permission="subscriptions.change_plan",
            ),
            Column("opens", label=_("Opens"), accessor="get_opens_display"),
            som_column("price_tyiyn", _("Price")),
            BooleanColumn("public", label=_("Offered on the site")),
            DayColumn("valid_from", label=_("Sold from")),
            DayColumn("valid_to", label=_("Sold until")),
        ]

    def get_edit_handler(self) -> Any:
        """The price is typed in som."""
        return plan_handler()


class QuotaViewSet(ModelViewSet):
    """What donors pay for, and how much of it is given away."""

    model = SponsorQuota
    name = "subscriptions_quotas"
    icon = "group"
    menu_label = _("Quotas of sponsors")
    index_view_class = views.QuotaIndexView
    copy_view_enabled = False
    add_to_reference_index = False

    @cached_property
    def list_display(self) -> list[Column]:
        """Who pays, for what, what is left, until when."""
        return [
            DeedColumn(
                "sponsor",
                label=_("Sponsor"),
                url_name="subscriptions_quotas:edit",
                permission="subscriptions.change_sponsorquota",
            ),
            Column("why", label=_("Agreement")),
            Column("opens", label=_("Opens"), accessor="get_opens_display"),
            Column("places", label=_("Subscriptions")),
            Column("used", label=_("Given away")),
            DayColumn("starts_on", label=pgettext_lazy("from a day on", "From")),
            DayColumn("ends_on", label=_("Until")),
        ]

    def get_edit_handler(self) -> Any:
        """Copies follow from what it opens."""
        return quota_handler()


class RefundRuleViewSet(ModelViewSet):
    """How much goes back when a subscription is cancelled, with the days from which it holds."""

    model = RefundRule
    name = "subscriptions_refunds"
    icon = "rotate"
    menu_label = _("Refund rules")
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["from_on", "whole_within_days", "gives_unused_days", "kept_share", "source"]
    list_display = [
        "__str__",
        "whole_within_days",
        BooleanColumn("gives_unused_days", label=_("afterwards the unused days are given back")),
        Column(
            "kept_share",
            label=_("kept by the publisher, percent"),
            accessor=lambda rule: percent(rule.kept_share),
        ),
        "source",
    ]


class SubscriptionsGroup(ViewSetGroup):
    """Everything about who pays and who reads, in one menu."""

    menu_label = _("Subscription and payment")
    menu_icon = "tag"
    menu_order = 95
    items = (
        InvoiceViewSet,
        PaymentViewSet,
        UnallocatedViewSet,
        DisputeViewSet,
        ReconciliationViewSet,
        OrderViewSet,
        TermViewSet,
        PlanViewSet,
        QuotaViewSet,
        RefundRuleViewSet,
    )
