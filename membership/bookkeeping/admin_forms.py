"""What staff say about papers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from membership.billing.admin_forms import PastDateField
from membership.billing.models import Payment
from membership.bookkeeping.models import Paper, StateInvoice
from portal.core.choosing import rows_of


class PeriodForm(forms.Form):
    """From one day to another, both counted."""

    starts_on = forms.DateField(label=_("First day"), widget=AdminDateInput)
    ends_on = forms.DateField(label=_("Last day"), widget=AdminDateInput)

    def clean(self) -> dict[str, object]:
        """In order."""
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day comes before the first one."))
        return data


class SignedForm(forms.Form):
    """A paper that came back."""

    signed_on = PastDateField(label=_("Signed on"))
    scan = forms.FileField(
        label=_("Scan"),
        required=False,
        validators=Paper._meta.get_field("scan").validators,
        help_text=_("A photo or a PDF, up to 15 MB."),
    )


class VoidForm(forms.Form):
    """Why nobody goes by a paper any more."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class StateInvoiceForm(forms.Form):
    """What the state's system says."""

    number = forms.CharField(label=_("Number of the ЭСФ"), max_length=40)
    state = forms.ChoiceField(label=_("State"), choices=StateInvoice.State.choices)
    dated_on = PastDateField(label=_("Date"))


class PaymentForm(forms.Form):
    """The payment a receipt is for."""

    payment = forms.ModelChoiceField(label=_("Payment"), queryset=Payment.objects.none())

    def __init__(self, *args: object, invoice_id: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        payments = Payment.objects.filter(invoice_id=invoice_id, amount_tyiyn__gt=0)
        rows_of(self, "payment").queryset = payments.exclude(source__in=["writeoff", "sponsor"])
