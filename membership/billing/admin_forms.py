"""What staff type about money."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from membership.billing.models import Invoice, Source
from portal.core import clock
from portal.core.money_field import SomField


class PositiveSomField(SomField):
    """An amount above zero."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value == 0:
            raise forms.ValidationError(self.error_messages["not_money"], code="not_money")


class PastDateField(forms.DateField):
    """A day that has come already; becomes the moment of noon, or now for today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=AdminDateInput, initial=clock.today, **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        if value and value.year < 2011:
            raise forms.ValidationError(_("This day is too long ago."))


def moment_of(day: date) -> datetime:
    """A day typed by staff as a moment: noon in Bishkek, never later than now."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return min(noon, clock.now())


class ReceivedMoneyForm(forms.Form):
    """A payment order from the bank statement, or cash."""

    amount = PositiveSomField(
        label=_("Amount, som"),
        max_length=30,
        help_text=_("As on the statement: 4800 or 4 800,50. A part of the sum is fine."),
    )
    source = forms.ChoiceField(
        label=_("Source"),
        choices=[(Source.BANK.value, Source.BANK.label), (Source.CASH.value, Source.CASH.label)],
    )
    received_on = PastDateField(label=_("Date of the payment"))
    reference = forms.CharField(
        label=_("Number of the payment order"),
        max_length=120,
        help_text=_("By it the same payment is not entered twice."),
    )


NOT_IN_SOM = _("This invoice is in %(currency)s; som are never counted for it.")


class CancelForm(forms.Form):
    """Why something will not be."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class GiveBackForm(forms.Form):
    """Money that goes back, whole or in part."""

    amount = PositiveSomField(
        label=_("Amount, som"),
        max_length=30,
        required=False,
        help_text=_("Leave empty to give back all that is left of the payment."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)
    reference = forms.CharField(
        label=_("Number of the payment order back"),
        max_length=120,
        required=False,
        help_text=_("Not needed for a card: the provider gives it."),
    )
    given_on = PastDateField(label=_("Date"))
    #: The same form sent twice gives back once.
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AllocateForm(forms.Form):
    """Whose money it is."""

    number = forms.CharField(
        label=_("Number of the invoice"), max_length=20, help_text=_("For example 2026-00012.")
    )

    def clean_number(self) -> str:
        """An invoice that exists and takes money."""
        number = str(self.cleaned_data["number"]).strip()
        invoice = Invoice.objects.filter(number=number).first()
        if invoice is None:
            raise forms.ValidationError(_("There is no invoice with this number."))
        self.cleaned_data["invoice_id"] = invoice.pk
        return number
