"""What staff say about lines of the bank."""

from typing import Any

from django import forms
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from membership.bank.formats.rows import MOST_BYTES
from membership.bank.models import BankLine
from membership.bank.services import Share
from membership.billing.admin_forms import NOT_IN_SOM
from membership.billing.models import Invoice, Payment, Source
from portal.core import money
from portal.core.choosing import rows_of
from portal.core.money import HOME
from portal.core.money_field import SomField

_PARTS = 6


class StatementForm(forms.Form):
    """A file of the bank; the headings are asked only for tables we do not know."""

    file = forms.FileField(
        label=_("File of the bank"),
        help_text=_("1C (text), MT940, CAMT.053, CSV or XLSX. The same file may be sent twice."),
    )
    date = forms.CharField(label=_("Heading of the date"), max_length=60, required=False)
    amount = forms.CharField(label=_("Heading of the amount"), max_length=60, required=False)
    credit = forms.CharField(label=_("Heading of money in"), max_length=60, required=False)
    debit = forms.CharField(label=_("Heading of money out"), max_length=60, required=False)
    purpose = forms.CharField(label=_("Heading of the purpose"), max_length=60, required=False)
    name = forms.CharField(label=_("Heading of the sender"), max_length=60, required=False)
    inn = forms.CharField(label=_("Heading of the INN"), max_length=60, required=False)

    def clean_file(self) -> Any:
        """Not too large to be read at once."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Export a shorter period.")
            )
        return file

    @property
    def mapping(self) -> dict[str, str]:
        """Field to heading, for what was named."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "file" and str(value).strip()
        }


class SharesForm(forms.Form):
    """For which invoices a line is counted, and how much for each."""

    def __init__(self, *args: Any, line: BankLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        self.shares: list[Share] = []
        for place in range(1, _PARTS + 1):
            self.fields[f"number_{place}"] = forms.CharField(
                label=_("Number of invoice %(place)s") % {"place": place},
                max_length=20,
                required=place == 1,
            )
            self.fields[f"amount_{place}"] = SomField(
                label=_("Sum for it, som"), max_length=30, required=place == 1
            )

    def clean(self) -> dict[str, Any]:
        """Invoices that exist, each once, and sums that are the whole line."""
        data = super().clean() or {}
        for place in range(1, _PARTS + 1):
            number, tyiyn = data.get(f"number_{place}"), data.get(f"amount_{place}")
            if number:
                self._add(place, str(number).strip(), tyiyn)
        total = sum(share.tyiyn for share in self.shares)
        if not self.errors and total != self.line.amount_tyiyn:
            raise forms.ValidationError(
                _("Together this is %(sum)s; the line is %(whole)s."),
                params={
                    "sum": money.Money(total),
                    "whole": money.Money(self.line.amount_tyiyn),
                },
            )
        return data

    def _add(self, place: int, number: str, tyiyn: int | None) -> None:
        invoice = Invoice.objects.filter(number=number).first()
        if invoice is None:
            self.add_error(f"number_{place}", _("There is no invoice with this number."))
        elif invoice.currency != HOME:
            self.add_error(f"number_{place}", NOT_IN_SOM % {"currency": invoice.currency})
        elif any(share.invoice_id == invoice.pk for share in self.shares):
            self.add_error(f"number_{place}", _("This invoice is named twice."))
        elif not tyiyn:
            self.add_error(f"amount_{place}", _("Write how much of the line is for it."))
        else:
            self.shares.append(Share(invoice.pk, tyiyn))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class KnownPaymentForm(forms.Form):
    """The payment that was entered by hand before the line came."""

    payment = forms.ModelChoiceField(label=_("Payment"), queryset=Payment.objects.none())

    def __init__(self, *args: Any, line: BankLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        payments = (
            Payment.objects.filter(
                source=Source.BANK,
                amount_tyiyn=line.amount_tyiyn,
                bank_allocation=None,
                invoice__currency=HOME,
            )
            .annotate(left=F("amount_tyiyn") + Coalesce(Sum("reversals__amount_tyiyn"), 0))
            .filter(left__gt=0)
        )
        self._list(payments)

    def _list(self, payments: Any) -> None:
        field = rows_of(self, "payment")
        field.queryset = payments.select_related("invoice__client")
        field.label_from_instance = _said  # type: ignore[assignment]


class ReturnedPaymentForm(KnownPaymentForm):
    """The payment that went back, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, line: BankLine, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        named = [proposal["invoice"] for proposal in line.proposals]
        payments = Payment.objects.filter(
            source=Source.BANK,
            amount_tyiyn__gte=abs(line.amount_tyiyn),
            invoice__currency=HOME,
        )
        self._list(payments.filter(invoice__in=named) if named else payments)


def _said(payment: Payment) -> str:
    day, sum_of = f"{payment.received_at:%d.%m.%Y}", money.Money(payment.amount_tyiyn)
    return f"{day} · {sum_of} · {payment.invoice.number} · {payment.invoice.client}"
