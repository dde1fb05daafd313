"""Screens of money in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from membership.billing import papers, refunds, selectors, services
from membership.billing.admin_base import ClientRowsView, DeedView
from membership.billing.admin_forms import (
    AllocateForm,
    CancelForm,
    GiveBackForm,
    ReceivedMoneyForm,
    moment_of,
)
from membership.billing.errors import (
    AlreadyAllocated,
    AmountNotPositive,
    InvoiceHasMoney,
    InvoiceNotOpen,
    ReferenceReused,
    ReversalTooLarge,
    WrongCurrency,
)
from membership.billing.models import (
    PAPER_LANGUAGES,
    Dispute,
    Invoice,
    Payment,
    Source,
    UnallocatedPayment,
)
from portal.core import clock, money
from portal.core.uploads import private_storage

_ALREADY_KNOWN = _(
    "A payment with this number is known with another amount or another invoice. Check the number."
)


def invoice_url(invoice_id: int) -> str:
    """The card of an invoice."""
    return reverse("billing_invoices:inspect", args=[invoice_id])


class InvoiceIndexView(ClientRowsView):
    """All invoices, newest first."""

    page_title = _("Invoices")
    text_fields = ("number", "snapshot__buyer__name", "snapshot__buyer__inn")

    def get_base_queryset(self) -> "QuerySet[Invoice]":
        """With what was paid of each."""
        return Invoice.objects.with_paid().select_related("client").order_by("-issued_on", "-pk")


class InvoiceCardView(generic.InspectView):
    """Parties, lines, money, and what can be done."""

    template_name = "billing/admin/invoice.html"
    page_title = _("Invoice")
    any_permission_required = ["view"]
    header_icon = "doc-full"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Deeds this member of staff may do now."""
        invoice, can = self.object, self.request.user.has_perm
        buttons = []
        if invoice.status != Invoice.Status.CANCELLED and can("billing.add_payment"):
            url = reverse("billing_invoices:payment", args=[invoice.pk])
            buttons.append(HeaderButton(_("Enter a bank payment"), url=url, icon_name="plus"))
        if invoice.status == Invoice.Status.ISSUED and can("billing.change_invoice"):
            url = reverse("billing_invoices:cancel", args=[invoice.pk])
            buttons.append(HeaderButton(_("Cancel the invoice"), url=url, icon_name="cross"))
        if invoice.status == Invoice.Status.ISSUED and can("billing.add_payment"):
            forgive = reverse("billing_invoices:forgive", args=[invoice.pk])
            sponsor = reverse("billing_invoices:sponsor", args=[invoice.pk])
            buttons.append(HeaderButton(_("Forgive the rest"), url=forgive, icon_name="check"))
            buttons.append(HeaderButton(_("A sponsor pays"), url=sponsor, icon_name="user"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The account, with what is left of each payment."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "invoice": self.object,
            "account": selectors.account_of(self.object),
            "by_hand": set(self.object.payments.entered_by_hand().values_list("pk", flat=True)),
            "may_give_back": self.request.user.has_perm("billing.add_payment"),
            "disputes": Dispute.objects.filter(payment__invoice=self.object),
        }


class EnterPaymentView(DeedView):
    """Money from the bank statement, counted against this invoice."""

    model = Invoice
    permission = "billing.add_payment"
    form_class = ReceivedMoneyForm
    page_title = _("Enter a bank payment")
    header_icon = "plus"
    submit_label = _("Enter the payment")
    refusals = {ReferenceReused: _ALREADY_KNOWN}

    def get_initial(self) -> dict[str, Any]:
        """What is still owed."""
        owed = self.row.outstanding_tyiyn()
        return {"amount": owed} if owed > 0 else {}

    def do(self, data: dict[str, Any]) -> str:
        known = Payment.objects.filter(source=data["source"], reference=data["reference"]).exists()
        services.record_payment(
            invoice_id=self.row.pk,
            amount_tyiyn=data["amount"],
            source=Source(data["source"]),
            reference=data["reference"],
            received_at=moment_of(data["received_on"]),
            recorded_by_id=self.request.user.pk,
            currency=self.row.currency,
        )
        if known:
            return gettext("This payment was already entered. Nothing was added.")
        owed = Invoice.objects.get(pk=self.row.pk).outstanding_tyiyn()
        if owed > 0:
            return gettext("The payment is entered. Still owed: %(sum)s.") % {
                "sum": money.Money(owed, self.row.currency)
            }
        if owed < 0:
            return gettext("The payment is entered. Paid too much: %(sum)s.") % {
                "sum": money.Money(-owed, self.row.currency)
            }
        return gettext("The payment is entered. The invoice is paid in full.")

    def back_url(self) -> str:
        return invoice_url(self.row.pk)


class CancelInvoiceView(DeedView):
    """An invoice that will not be paid."""

    model = Invoice
    permission = "billing.change_invoice"
    form_class = CancelForm
    page_title = _("Cancel the invoice")
    header_icon = "cross"
    submit_label = _("Cancel the invoice")
    explanation = _("Its order is cancelled, too. Money that still comes for it is kept apart.")
    refusals = {
        InvoiceNotOpen: _("This invoice is cancelled already."),
        InvoiceHasMoney: _("Something was paid for this invoice: give it back first."),
    }

    def do(self, data: dict[str, Any]) -> str:
        services.cancel_invoice(
            invoice_id=self.row.pk,
            reason=data["reason"],
            at=clock.now(),
            by_user_id=self.request.user.pk,
        )
        return gettext("The invoice is cancelled.")

    def back_url(self) -> str:
        return invoice_url(self.row.pk)


class GiveBackView(DeedView):
    """A payment given back: by the provider to the card, or by hand through the bank."""

    model = Payment
    permission = "billing.add_payment"
    form_class = GiveBackForm
    page_title = _("Give the payment back")
    header_icon = "rotate"
    submit_label = _("Give back")
    explanation = _(
        "The payment stays as it is; its way back is written as a row of its own. "
        "If the invoice is owed again, access closes until it is paid."
    )
    refusals = {
        ReferenceReused: _ALREADY_KNOWN,
        ReversalTooLarge: _("This is more than is left of the payment."),
        AmountNotPositive: _("Nothing is left of this payment to give back."),
    }

    def do(self, data: dict[str, Any]) -> str:
        deed = {
            "payment_id": self.row.pk,
            "amount_tyiyn": data["amount"],
            "reason": data["reason"],
            "by_user_id": self.request.user.pk,
        }
        if self.row.source == Source.CARD:
            refunds.ask_refund(**deed)
            return gettext(
                "The provider is asked to give the money back; the row appears in a moment."
            )
        reference = data["reference"] or f"{self.row.reference[:80]} ↩ {data['form_key'].hex[:8]}"
        services.reverse_payment(**deed, reference=reference, at=moment_of(data["given_on"]))
        return gettext("The payment is given back.")

    def back_url(self) -> str:
        return invoice_url(self.row.invoice_id)


class PaymentIndexView(ClientRowsView):
    """All money that came and went back, newest first."""

    page_title = _("Payments")
    client_field = "invoice__client"
    text_fields = ("reference",)

    def get_base_queryset(self) -> "QuerySet[Payment]":
        """With the invoice and who it is for."""
        return Payment.objects.select_related("invoice__client").order_by("-received_at", "-pk")


class UnallocatedIndexView(generic.IndexView):
    """Money whose invoice is not known, oldest first."""

    page_title = _("Unallocated money")
    any_permission_required = ["view"]

    def get_base_queryset(self) -> "QuerySet[UnallocatedPayment]":
        """Only what still waits."""
        waiting = UnallocatedPayment.objects.waiting().select_related("invoice")
        return waiting.order_by("received_at", "pk")


class AllocateView(DeedView):
    """Kept money whose invoice was found."""

    model = UnallocatedPayment
    permission = "billing.change_unallocatedpayment"
    form_class = AllocateForm
    page_title = _("Count for an invoice")
    header_icon = "link"
    submit_label = _("Count the money")
    refusals = {
        AlreadyAllocated: _("This money was counted already."),
        InvoiceNotOpen: _("This invoice is cancelled: it takes no money."),
        WrongCurrency: _("This invoice is in another currency than the money."),
    }

    def do(self, data: dict[str, Any]) -> str:
        services.allocate(
            unallocated_id=self.row.pk,
            invoice_id=data["invoice_id"],
            by_user_id=self.request.user.pk,
        )
        return gettext("The money is counted for invoice %(number)s.") % {"number": data["number"]}

    def back_url(self) -> str:
        return reverse("billing_unallocated:index")


@require_safe
def paper(request: HttpRequest, pk: int, language: str) -> FileResponse:
    """The PDF as the payer has it."""
    if not request.user.has_perm("billing.view_invoice"):
        raise PermissionDenied
    invoice = get_object_or_404(Invoice, pk=pk)
    made = papers.paper_of(
        invoice, language if language in PAPER_LANGUAGES else "ru", at=clock.now()
    )
    return FileResponse(
        private_storage().open(made.path),
        filename=papers.file_name(invoice, made.language),
        content_type="application/pdf",
    )
