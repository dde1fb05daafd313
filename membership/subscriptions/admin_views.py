"""Screens of subscriptions in the admin."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from membership.billing.admin_base import ClientRowsView, DeedView
from membership.billing.errors import SellerUnknown
from membership.billing.models import CardOnFile
from membership.clients import selectors as clients
from membership.clients.models import Client
from membership.subscriptions import next_terms, renewal_selectors, selectors, services
from membership.subscriptions.admin_forms import GrantForm
from membership.subscriptions.errors import BasisWithoutReason, MoveNotAllowed, QuotaUsedUp
from membership.subscriptions.models import Order, SponsorQuota, Term
from membership.subscriptions.states import State
from portal.core import clock


def order_url(order_id: int) -> str:
    """The card of an order."""
    return reverse("subscriptions_orders:inspect", args=[order_id])


def term_url(term_id: int) -> str:
    """The card of a term."""
    return reverse("subscriptions_terms:inspect", args=[term_id])


class OrderIndexView(ClientRowsView):
    """All orders, newest first."""

    page_title = _("Orders")
    client_field = "subscriber"
    text_fields = ("invoice__number",)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """An order that staff enter."""
        if not self.request.user.has_perm("subscriptions.change_order"):
            return []
        url = reverse("subscriptions_orders:payer")
        return [HeaderButton(_("New order"), url=url, icon_name="plus")]

    def get_base_queryset(self) -> "QuerySet[Order]":
        """With what the columns show."""
        rows = Order.objects.select_related("plan", "subscriber", "payer", "invoice")
        return rows.order_by("-placed_at", "-pk")


class OrderCardView(generic.InspectView):
    """Who pays, who reads, where the post goes; what came of it."""

    template_name = "subscriptions/admin/order.html"
    page_title = _("Order")
    any_permission_required = ["view"]
    header_icon = "form"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """A draft needs its invoice, or is given up."""
        order = self.object
        if order.state != State.DRAFT or not self.user_has_permission("change"):
            return []
        issue = reverse("subscriptions_orders:issue", args=[order.pk])
        cancel = reverse("subscriptions_orders:cancel", args=[order.pk])
        return [
            HeaderButton(_("Issue the invoice"), url=issue, icon_name="doc-full", priority=10),
            HeaderButton(_("Cancel the order"), url=cancel, icon_name="cross", priority=20),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        order = self.object
        asker = clients.client_id_of(order.placed_by_id) if order.placed_by_id else None
        term = getattr(order, "term", None)
        together = Order.objects.placed_together(order).exclude(pk=order.pk)
        return {
            **context,
            "order": order,
            "term": term,
            "placed_by_client": asker,
            "together": together.select_related("subscriber"),
        }


class IssueInvoiceView(DeedView):
    """The invoice of an order that waited for the bank details."""

    model = Order
    permission = "subscriptions.change_order"
    form_class = forms.Form
    page_title = _("Issue the invoice")
    header_icon = "doc-full"
    submit_label = _("Issue the invoice")
    explanation = _("The invoice gets its number and goes to the client by e-mail.")
    refusals = {
        SellerUnknown: _("First enter the publisher's bank details in the settings."),
        MoveNotAllowed: _("This order has its invoice already, or is cancelled."),
    }

    def do(self, data: dict[str, Any]) -> str:
        order = services.issue_invoice_for(order_id=self.row.pk, at=clock.now())[0]
        return gettext("Invoice %(number)s is issued.") % {"number": order.invoice}

    def back_url(self) -> str:
        return order_url(self.row.pk)


class CancelOrderView(DeedView):
    """A draft nobody will pay for."""

    model = Order
    permission = "subscriptions.change_order"
    form_class = forms.Form
    page_title = _("Cancel the order")
    header_icon = "cross"
    submit_label = _("Cancel the order")
    refusals = {MoveNotAllowed: _("This order is cancelled already.")}

    def do(self, data: dict[str, Any]) -> str:
        services.cancel_draft(order_id=self.row.pk)
        return gettext("The order is cancelled.")

    def back_url(self) -> str:
        return order_url(self.row.pk)


class TermIndexView(ClientRowsView):
    """All terms with their basis."""

    page_title = _("Subscriptions")
    client_field = "subscriber"
    text_fields = ("why",)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """A month without an issue prolongs them all."""
        buttons = list(super().header_more_buttons)
        if self.request.user.has_perm("subscriptions.change_term"):
            skip = reverse("subscriptions_terms:skip")
            words = _("A month without an issue")
            buttons.append(Button(words, url=skip, icon_name="calendar", priority=40))
        return buttons

    def get_base_queryset(self) -> "QuerySet[Term]":
        """Those that end last come first."""
        return Term.objects.select_related("subscriber").newest_first()


class QuotaIndexView(generic.IndexView):
    """All quotas; those that end last come first."""

    def get_base_queryset(self) -> "QuerySet[SponsorQuota]":
        """With what is given away of each."""
        return SponsorQuota.objects.select_related("sponsor").with_used()


class TermCardView(generic.InspectView):
    """One period of access and what it stands on."""

    template_name = "subscriptions/admin/term.html"
    page_title = _("Subscription")
    any_permission_required = ["view"]
    header_icon = "date"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """A term can be closed for good."""
        if self.object.state == State.CANCELLED or not self.user_has_permission("change"):
            return []
        close = reverse("subscriptions_terms:cancel", args=[self.object.pk])
        buttons = [HeaderButton(_("Close the access"), url=close, icon_name="cross", priority=20)]
        if self.object.copies and self.object.state == State.OPEN:
            pause = reverse("subscriptions_terms:pause", args=[self.object.pk])
            words = _("Pause the post")
            buttons.append(HeaderButton(words, url=pause, icon_name="time", priority=10))
        if self.object.renewals.live().exists():
            stop = reverse("subscriptions_terms:stop_renewal", args=[self.object.pk])
            words = _("Stop the automatic renewal")
            buttons.append(HeaderButton(words, url=stop, icon_name="no-view", priority=15))
        if self.object.order_id and self.object.ends_on and self.object.state == State.OPEN:
            change = reverse("subscriptions_terms:change", args=[self.object.pk])
            words = _("Change the plan")
            buttons.append(HeaderButton(words, url=change, icon_name="tag", priority=5))
        if self.object.is_paid_by_its_reader and self.object.state == State.OPEN:
            choose = reverse("subscriptions_terms:next", args=[self.object.pk])
            words = _("Plan of the next term")
            buttons.append(HeaderButton(words, url=choose, icon_name="tag", priority=6))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        phase = self.object.phase_on(clock.today())
        return {
            **context,
            "term": self.object,
            "today": clock.today(),
            "phase": selectors.phase_name(phase),
            "changes": self.object.changes.select_related("from_plan", "to_plan", "invoice"),
            "seats": self.object.seats_given.given().select_related("client"),
            "following": next_terms.next_term(self.object, on=clock.today()),
            **self._renewal(),
        }

    def _renewal(self) -> dict[str, Any]:
        renewal = renewal_selectors.newest_of(self.object)
        if renewal is None:
            return {}
        card = CardOnFile.objects.of_client(renewal.payer_id)
        return {
            "renewal": renewal,
            "renewal_state": renewal_selectors.in_words(renewal, card),
            "charges": renewal_selectors.charges_of(renewal),
        }


class GrantView(DeedView):
    """Access that somebody else pays for, or nobody."""

    model = Client
    permission = "subscriptions.add_term"
    form_class = GrantForm
    page_title = _("Open access free of charge")
    header_icon = "date"
    submit_label = _("Open access")
    refusals = {
        BasisWithoutReason: _("Write why the access is free of charge."),
        QuotaUsedUp: _("Nothing is left of the quota of this sponsor, or it ends before that day."),
    }

    def do(self, data: dict[str, Any]) -> str:
        sponsor = data.pop("sponsor")
        services.grant_term(
            client_id=self.row.pk,
            sponsor_id=sponsor.pk if sponsor else None,
            at=clock.now(),
            by_user_id=self.request.user.pk,
            **data,
        )
        return gettext("Access is open.")

    def back_url(self) -> str:
        return reverse("clients:card", args=[self.row.pk])
