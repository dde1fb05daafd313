"""The form of an order."""

import uuid
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from membership.billing.contents import Buyer
from membership.subscriptions.models import COPIES_AT_MOST, ForWhom, Plan
from membership.subscriptions.services import PostTo

ME, OFFICE = "me", "office"


class OfficeField(forms.CharField):
    """Needed or not, depending on who subscribes: its label does not call it optional."""

    needed_by_some = True


class OrderForm(forms.Form):
    """For whom, how the payer stands on the invoice, and where the printed magazine goes."""

    for_whom = forms.ChoiceField(
        label=_("Who subscribes?"),
        choices=[(ME, _("I do, for myself")), (OFFICE, _("My office"))],
        widget=forms.RadioSelect,
    )
    buyer_name = forms.CharField(
        label=_("Name of the payer"),
        help_text=_("As it must stand on the invoice: your full name, or the name of the office."),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    buyer_inn = OfficeField(
        label=_("INN of the payer"),
        help_text=_("14 digits. An office needs it, a person may leave it out."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    buyer_address = OfficeField(
        label=_("Address of the payer"),
        help_text=_("Needed for an office: oblast, rayon, village, street, house."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    quantity = forms.IntegerField(
        label=_("How many subscriptions?"),
        min_value=1,
        max_value=COPIES_AT_MOST,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    recipient_name = forms.CharField(
        label=_("Who receives the printed magazine?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    recipient_address = forms.CharField(
        label=_("Postal address"),
        help_text=_("Postal code, oblast, rayon, village, street, house."),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = {"form_key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if not plan.is_printed:
            for name in ("quantity", "recipient_name", "recipient_address"):
                del self.fields[name]

    def clean_buyer_inn(self) -> str:
        """Digits alone, however they were grouped."""
        inn = "".join(str(self.cleaned_data["buyer_inn"]).split())
        if inn:
            RegexValidator(r"^[0-9]{14}\Z", _("An INN has 14 digits."))(inn)
        return inn

    def clean(self) -> dict[str, Any]:
        """An office cannot be invoiced without its details; a person is not invoiced as one."""
        data = super().clean() or {}
        if data.get("for_whom") == ME:
            self._pay_oneself(data)
        if data.get("for_whom") == OFFICE:
            for name in ("buyer_inn", "buyer_address"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("An office needs this on its invoice."))
        return data

    def _pay_oneself(self, data: dict[str, Any]) -> None:
        """Put the reader where the form still names the office that it was filled in for."""
        known = self.initial
        if known.get("for_whom") != OFFICE or data.get("buyer_name") != known.get("buyer_name"):
            return
        data["buyer_name"] = known["own_name"]
        if data.get("buyer_inn") == known.get("buyer_inn"):
            data["buyer_inn"] = ""

    @property
    def wish(self) -> dict[str, Any]:
        """What was typed, as ``services.place_order`` takes it."""
        data = self.cleaned_data
        return {
            "buyer": Buyer(data["buyer_name"], data["buyer_inn"], data["buyer_address"]),
            "post_to": PostTo(data.get("recipient_name", ""), data.get("recipient_address", "")),
            "quantity": data.get("quantity", 1),
            "form_key": data["form_key"],
        }


class AgreeForm(forms.Form):
    """The standing consent: nothing is agreed to by silence."""

    agreed = forms.BooleanField(
        label=_("I agree that my card is charged to renew the subscription"),
        error_messages={"required": _("Tick this if you want the subscription to renew by card.")},
    )


class SeatForm(forms.Form):
    """To whom a seat is given."""

    email = forms.EmailField(
        label=_("E-mail of the colleague"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def not_for_this_subscriber(plan: Plan) -> Any:
    """Why a plan cannot be ordered in this role, in words."""
    if plan.for_whom == ForWhom.PERSON:
        return _("This plan is for people. Please choose another one for your office.")
    return _(
        "This plan is for organisations. It can be ordered once your office is confirmed; "
        "until then please choose a plan for people."
    )
