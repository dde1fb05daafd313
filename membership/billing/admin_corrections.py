"""Screens on which staff put money right; every deed adds rows and changes none."""

from typing import Any

from django import forms
from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.billing import corrections
from membership.billing.admin_base import DeedView
from membership.billing.admin_forms import CancelForm, PositiveSomField
from membership.billing.admin_views import invoice_url
from membership.billing.errors import (
    AlreadyAllocated,
    AlreadyReturned,
    AmountNotPositive,
    InvoiceNotOpen,
    MovedAtTheProvider,
    NothingPaidYet,
    ReversalTooLarge,
    WrongCurrency,
)
from membership.billing.models import Invoice, Payment, Reduction, UnallocatedPayment
from membership.billing.reductions import services as reductions
from portal.core import clock

_TOO_MUCH: dict[type[Exception], Any] = {
    ReversalTooLarge: _("This is more than is left of the payment."),
    AmountNotPositive: _("Nothing is left of this payment."),
    MovedAtTheProvider: _("Card money is given back by the provider and paid anew."),
}


class MoveForm(CancelForm):
    """Which invoice, how much, why."""

    number = forms.CharField(label=_("Number of the invoice"), max_length=20)
    amount = PositiveSomField(
        label=_("Amount, som"),
        max_length=30,
        required=False,
        help_text=_("Leave empty to move all that is left of the payment."),
    )

    def clean_number(self) -> str:
        """An invoice that exists."""
        number = str(self.cleaned_data["number"]).strip()
        invoice = Invoice.objects.filter(number=number).first()
        if invoice is None:
            raise forms.ValidationError(_("There is no invoice with this number."))
        self.cleaned_data["invoice_id"] = invoice.pk
        return number


class ReturnForm(CancelForm):
    """By which payment order, and why."""

    reference = forms.CharField(label=_("Number of the payment order back"), max_length=120)


class _OwedDeed(DeedView):
    """What happens to the rest of an invoice."""

    model: type[models.Model] = Invoice
    permission = "billing.add_payment"
    form_class = CancelForm
    header_icon = "check"

    def back_url(self) -> str:
        return invoice_url(self.row.pk)

    def _facts(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"reason": data["reason"], "at": clock.now(), "by_user_id": self.request.user.pk}


class ForgiveView(_OwedDeed):
    """The rest of a part payment."""

    page_title = _("Forgive the rest")
    submit_label = page_title
    explanation = _("The invoice counts as paid and its access opens. The sum is written off.")
    refusals = {
        InvoiceNotOpen: _("Nothing is owed of this invoice."),
        NothingPaidYet: _("Nothing was paid of this invoice: cancel it instead."),
    }

    def do(self, data: dict[str, Any]) -> str:
        corrections.forgive_rest(invoice_id=self.row.pk, **self._facts(data))
        return gettext("The rest is forgiven; the invoice is settled.")


class SponsorView(_OwedDeed):
    """A sponsor answers for the invoice."""

    page_title = _("A sponsor pays")
    submit_label = page_title
    explanation = _("Write which sponsor pays and by which agreement. Access opens at once.")
    refusals = {InvoiceNotOpen: _("Nothing is owed of this invoice.")}

    def do(self, data: dict[str, Any]) -> str:
        corrections.let_sponsor_pay(invoice_id=self.row.pk, **self._facts(data))
        return gettext("The sponsor answers for the invoice.")


class MovePaymentView(_OwedDeed):
    """A payment, or its surplus, for another invoice."""

    model = Payment
    form_class = MoveForm
    page_title = _("Count for another invoice")
    submit_label = page_title
    header_icon = "link"
    explanation = _(
        "A surplus, a second payment or a mistake. The payment stays as it is; what is moved is "
        "taken off here and counted there by rows of their own."
    )
    refusals = {
        **_TOO_MUCH,
        InvoiceNotOpen: _("This invoice takes no money from this payment."),
        WrongCurrency: _("The other invoice is in another currency."),
    }

    def do(self, data: dict[str, Any]) -> str:
        corrections.move(
            payment_id=self.row.pk,
            to_invoice_id=data["invoice_id"],
            amount_tyiyn=data["amount"],
            **self._facts(data),
        )
        return gettext("The money is counted for invoice %(number)s.") % {"number": data["number"]}

    def back_url(self) -> str:
        return invoice_url(self.row.invoice_id)


class TakeOffView(_OwedDeed):
    """A payment that was typed wrong: no money goes anywhere."""

    model = Payment
    page_title = _("It was entered by mistake")
    submit_label = page_title
    header_icon = "cross"
    explanation = _(
        "The payment is taken off by a row of its own, as a correction: no money goes back to "
        "anybody. Enter it anew as it should be."
    )
    refusals = _TOO_MUCH

    @cached_property
    def row(self) -> Payment:
        """An entry of a person; what a line of the bank stands behind is undone at that line."""
        entered = Payment.objects.entered_by_hand()
        return get_object_or_404(entered, pk=self.kwargs["pk"])

    def do(self, data: dict[str, Any]) -> str:
        corrections.take_off(payment_id=self.row.pk, **self._facts(data))
        return gettext("The payment is taken off.")

    def back_url(self) -> str:
        return invoice_url(self.row.invoice_id)


class TakeReductionBackView(_OwedDeed):
    """The whole sum is asked again."""

    model = Reduction
    page_title = _("Take the reduction back")
    submit_label = page_title
    header_icon = "rotate"
    explanation = _("The whole sum is asked again; an invoice that is owed by it waits for money.")
    refusals = {AlreadyReturned: _("It was taken back already.")}

    def do(self, data: dict[str, Any]) -> str:
        reductions.take_back(reduction_id=self.row.pk, **self._facts(data))
        return gettext("The whole sum is asked again.")

    def back_url(self) -> str:
        return invoice_url(self.row.invoice_id)


class ReturnKeptView(_OwedDeed):
    """Money nobody could place goes back."""

    model = UnallocatedPayment
    permission = "billing.change_unallocatedpayment"
    form_class = ReturnForm
    page_title = _("Return to the sender")
    submit_label = page_title
    header_icon = "rotate"
    refusals = {
        AlreadyAllocated: _("This money was counted already."),
        AlreadyReturned: _("This money went back already."),
    }

    def do(self, data: dict[str, Any]) -> str:
        corrections.return_kept(
            unallocated_id=self.row.pk, reference=data["reference"], **self._facts(data)
        )
        return gettext("The return is written down.")

    def back_url(self) -> str:
        return reverse("billing_unallocated:index")
