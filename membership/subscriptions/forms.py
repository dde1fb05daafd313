"""The form of an order."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from membership.billing.contents import Buyer
from membership.subscriptions import selectors
from membership.subscriptions.models import COPIES_AT_MOST, Currency, ForWhom, Plan, Term
from membership.subscriptions.next_terms import NextTerm
from membership.subscriptions.services import PostTo
from portal.core.choosing import choices_of

ME, OFFICE = "me", "office"
LANGUAGES = [("ky", _("In Kyrgyz")), ("ru", _("In Russian"))]
#: More addresses than these are a matter for staff.
FURTHER_AT_MOST = 12
_PARTS = ("name", "address", "language")


class OfficeField(forms.CharField):
    """Needed or not, depending on who subscribes: its label does not call it optional."""

    needed_by_some = True


class BuyerForm(forms.Form):
    """How the payer stands on the invoice, and in which currency she pays."""

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
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    currency = forms.ChoiceField(
        label=_("In which currency do you pay?"),
        help_text=_(
            "Som are paid through the Treasury, by bank or by card. Dollars and euro are paid by "
            "card, or by transfer to our account in that currency, which the invoice names: we "
            "count such a transfer by hand, so access may open some days later. Each price is set "
            "by itself; nothing is converted."
        ),
        widget=forms.RadioSelect,
        initial=Currency.SOM,
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = {"form_key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        prices = selectors.prices_of(plan)
        if len(prices) > 1:
            self.fields["currency"].choices = [  # type: ignore[attr-defined]
                (price.currency, str(price)) for price in prices
            ]
        else:
            del self.fields["currency"]

    def clean_buyer_inn(self) -> str:
        """Digits alone, however they were grouped."""
        inn = "".join(str(self.cleaned_data["buyer_inn"]).split())
        if inn:
            RegexValidator(r"^[0-9]{14}\Z", _("An INN has 14 digits."))(inn)
        return inn

    def need_details(self) -> None:
        """An office cannot be invoiced without its INN and address."""
        for name in ("buyer_inn", "buyer_address"):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, _("An office needs this on its invoice."))

    @property
    def payment(self) -> dict[str, Any]:
        """Who pays and in what, as ``services.place_orders`` takes it."""
        data = self.cleaned_data
        return {
            "buyer": Buyer(data["buyer_name"], data["buyer_inn"], data["buyer_address"]),
            "currency": data.get("currency", Currency.SOM),
            "form_key": data["form_key"],
        }


class PostForm(forms.Form):
    """To whom the printed magazine goes."""

    recipient_name = forms.CharField(
        label=_("Who receives the printed magazine?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    recipient_address = forms.CharField(
        label=_("Postal address"),
        help_text=_("Postal code, oblast, rayon, village, street, house."),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )

    @property
    def post_to(self) -> PostTo:
        """As the services take it."""
        data = self.cleaned_data
        return PostTo(data["recipient_name"], data["recipient_address"])


class OrderForm(BuyerForm, PostForm):
    """For whom, how the payer stands on the invoice, and where the printed magazine goes."""

    for_whom = forms.ChoiceField(
        label=_("Who subscribes?"),
        choices=[(ME, _("I subscribe for myself")), (OFFICE, _("My office subscribes"))],
        widget=forms.RadioSelect,
    )
    quantity = forms.IntegerField(
        label=_("How many subscriptions?"),
        min_value=1,
        max_value=COPIES_AT_MOST,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    recipient_language = forms.ChoiceField(
        label=_("In which language shall the magazine come?"),
        choices=LANGUAGES,
        required=False,
    )

    field_order = ("for_whom", "buyer_name", "buyer_inn", "buyer_address", "quantity", "currency")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        if not plan.is_printed:
            for name in ("quantity", *(f"recipient_{part}" for part in _PARTS)):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """An office cannot be invoiced without its details; a person is not invoiced as one."""
        data = super().clean() or {}
        if data.get("for_whom") == ME:
            self._pay_oneself(data)
        if data.get("for_whom") == OFFICE:
            self.need_details()
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
            **self.payment,
            "recipients": [
                PostTo(
                    data.get("recipient_name", ""),
                    data.get("recipient_address", ""),
                    language=data.get("recipient_language", ""),
                )
            ],
            "quantity": data.get("quantity", 1),
        }


class AgreeForm(forms.Form):
    """The standing consent: nothing is agreed to by silence."""

    agreed = forms.BooleanField(
        label=_("I agree that my card is charged to renew the subscription"),
        error_messages={"required": _("Tick this if you want the subscription to renew by card.")},
    )


class FurtherForm(forms.Form):
    """Another address to which some of the copies go."""

    name = forms.CharField(label=_("Who receives the printed magazine?"), max_length=200)
    address = forms.CharField(label=_("Postal address"), max_length=400)
    copies = forms.IntegerField(
        label=_("How many copies of each issue?"),
        min_value=1,
        max_value=COPIES_AT_MOST,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall the magazine come?"), choices=LANGUAGES
    )

    @property
    def post_to(self) -> PostTo:
        """What was typed, as ``services.place_order`` takes it."""
        data = self.cleaned_data
        return PostTo(data["name"], data["address"], data["copies"], data["language"])


def further_addresses(data: Any) -> Any:
    """The rows of further addresses: as many as the form was sent with."""
    rows = forms.formset_factory(
        FurtherForm, extra=0, max_num=FURTHER_AT_MOST, absolute_max=FURTHER_AT_MOST
    )
    return rows(data if data and "more-TOTAL_FORMS" in data else None, prefix="more")


def with_another_address(plan: Plan, data: Any) -> tuple[OrderForm, Any]:
    """The form as it was typed, unjudged, with one row more."""
    typed = {name: data.get(name, "") for name in OrderForm.base_fields}
    rows = typed_rows(data, "more", FurtherForm, most=FURTHER_AT_MOST)
    blank = forms.formset_factory(
        FurtherForm, extra=int(len(rows) < FURTHER_AT_MOST), max_num=FURTHER_AT_MOST
    )
    return OrderForm(plan=plan, initial=typed), blank(initial=rows, prefix="more")


def typed_rows(
    data: Any, prefix: str, form: type[forms.Form], *, most: int
) -> list[dict[str, str]]:
    """The rows of a form that was sent, as they were typed, unjudged."""
    count = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    number = min(int(count), most) if count.isdecimal() and len(count) < 4 else 0
    return [
        {name: data.get(f"{prefix}-{place}-{name}", "") for name in form.base_fields}
        for place in range(number)
    ]


class ChangeForm(forms.Form):
    """Which plan, and the sum that was shown for it."""

    plan = forms.TypedChoiceField(coerce=int, choices=[])
    expected = forms.IntegerField(required=False, min_value=-(10**15), max_value=10**15)

    def __init__(self, *args: Any, plans: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(plan.pk), plan.title) for plan in plans]
        choices_of(self, "plan").choices = choices

    @property
    def plan_id(self) -> int:
        """The plan that was chosen."""
        return int(self.cleaned_data["plan"])


class NextPlanForm(forms.Form):
    """The plan of the next term, each with its price of today; the plan of now comes first."""

    plan = forms.TypedChoiceField(
        label=_("Plan of the next term"),
        coerce=int,
        choices=[],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a plan for the next term."),
            "invalid_choice": _("This plan is not sold any more. Please choose another one."),
        },
    )

    def __init__(self, data: Any = None, *, term: Term, choices: Sequence[NextTerm]) -> None:
        now = term.plan_id or (term.order and term.order.plan_id)
        super().__init__(data, initial={"plan": term.next_plan_id or now})
        labels = [
            (
                str(one.plan.pk),
                format_lazy(_("{plan} (as now)"), plan=one.in_words)
                if one.plan.pk == now
                else one.in_words,
            )
            for one in choices
        ]
        self.fields["plan"].choices = labels  # type: ignore[attr-defined]

    @property
    def takes_back(self) -> bool:
        """Whether the button was pressed that ends an earlier choice."""
        return "take_back" in self.data

    @property
    def plan_id(self) -> int | None:
        """The plan that was chosen; None ends an earlier choice."""
        return None if self.takes_back else int(self.cleaned_data["plan"])


class CancelForm(forms.Form):
    """Why, and the sum that was shown."""

    reason = forms.CharField(
        label=_("Why do you cancel?"),
        max_length=300,
        help_text=_("In a few words: it helps us and stands on your invoice."),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**15)


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


def named_twice() -> Any:
    """Why an order for several is refused, in words."""
    return _("An organisation is named twice: take one of them off.")


def not_in_register() -> Any:
    """Why an order for several is refused, in words."""
    return _("One of the organisations is not in the register any more: take it off.")


def no_account() -> Any:
    """Why nobody can pay in the currency that was chosen, in words."""
    return _("This currency is not taken any more. Please choose another one.")


def fewer_copies() -> Any:
    """Why the copies do not add up, in words."""
    return _("More copies are named for the further addresses than you order.")
