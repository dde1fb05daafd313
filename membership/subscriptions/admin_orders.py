"""Orders that staff enter: for the payer herself, as a gift, for several at once."""

import uuid
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from membership.billing.admin_base import Preview, PreviewedDeedView
from membership.billing.admin_views import invoice_url
from membership.billing.contents import Buyer
from membership.clients import selectors as clients
from membership.clients.models import Client
from membership.subscriptions import entering, periods, services
from membership.subscriptions.change_words import REFUSALS
from membership.subscriptions.errors import NobodyNamed
from membership.subscriptions.models import COPIES_AT_MOST, Currency, Plan
from membership.subscriptions.services import Entered
from membership.subscriptions.services.orders import checked, sold
from portal.core import clock
from portal.core.choosing import rows_of
from portal.core.money import Money
from portal.core.staff_forms import StaffFormView
from portal.territories.models import Territory


class EnterOrderForm(forms.Form):
    """Who reads, what, in which currency, and how the payer stands on the invoice."""

    plan = forms.ModelChoiceField(label=_("Plan"), queryset=Plan.objects.none())
    subscribers = forms.CharField(
        label=_("Subscribers"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One a line: the number of the card or the name; for the printed magazine also "
            "address; copies; ky or ru, with semicolons between. Empty: the payer reads."
        ),
    )
    rayon = forms.ModelChoiceField(
        label=_("And all ayil okmotus of a rayon"),
        queryset=Territory.objects.none(),
        required=False,
    )
    quantity = forms.IntegerField(
        label=_("Subscriptions for each"), min_value=1, max_value=COPIES_AT_MOST, initial=1
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=Currency.choices,
        help_text=_("At the price that is set for it; nothing is converted."),
    )
    language = forms.ChoiceField(
        label=_("Language of the letters"), choices=[("ky", _("Kyrgyz")), ("ru", _("Russian"))]
    )
    buyer_name = forms.CharField(label=_("Name of the payer"), max_length=250)
    buyer_inn = forms.CharField(
        label=_("INN of the payer"),
        max_length=14,
        required=False,
        validators=[RegexValidator(r"^[0-9]{14}\Z", _("An INN has 14 digits."))],
    )
    buyer_address = forms.CharField(label=_("Address of the payer"), max_length=300, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = clock.today()
        plans = Plan.objects.sold_on(on)
        rayons = Territory.objects.current().filter(level=Territory.Level.RAYON)
        rows_of(self, "plan").queryset = plans
        rows_of(self, "rayon").queryset = rayons

    def clean(self) -> dict[str, Any]:
        """Everybody who is named is found, for certain and once."""
        data = super().clean() or {}
        try:
            named = entering.read(data.get("subscribers", ""))
        except entering.LineUnclear as unclear:
            self.add_error("subscribers", str(unclear))
            return data
        if data.get("rayon"):
            known = {(one.client_id, one.organisation_id) for one in named}
            bodies = entering.bodies_of_rayon(data["rayon"], on=clock.today())
            named += [one for one in bodies if (one.client_id, one.organisation_id) not in known]
        data["named"] = named
        plan = data.get("plan")
        nowhere = [one.name for one in named if not one.post_to.address]
        if plan and plan.is_printed and nowhere:
            words = _("No postal address is known for: %(names)s. Write it behind the name.")
            self.add_error("subscribers", words % {"names": ", ".join(nowhere)[:300]})
        return data


class EnterOrderView(PreviewedDeedView):
    """One screen for all orders that staff enter; the row is the payer."""

    model = Client
    permission = "subscriptions.change_order"
    form_class = EnterOrderForm
    page_title = _("New order")
    header_icon = "form"
    submit_label = _("Make the orders and the invoice")
    explanation = _(
        "The payer gets one invoice. Each subscriber gets access of her own when it is paid. "
        "Another subscriber than the payer makes it a gift or the order of a donor or a rayon."
    )
    refusals = {
        **REFUSALS,
        NobodyNamed: _("Somebody is named twice."),
    }

    def get_initial(self) -> dict[str, Any]:
        """The payer as the base knows her."""
        payer = self.row
        body = payer.organisation if payer.kind == Client.Kind.ORGANISATION else None
        return {
            "buyer_name": payer.name,
            "buyer_inn": body.inn if body else "",
            "buyer_address": clients.recipient(payer.pk).postal_address,
            "language": payer.language,
        }

    def preview(self, data: dict[str, Any]) -> Preview:
        """Each order with its recipient, the invoice, and until when access would last."""
        today, plan = clock.today(), data["plan"]
        price = sold(plan.pk, data["currency"], on=today)[1]
        named = self._named(data)
        with transaction.atomic():  # cards of bodies are opened to be judged, and not kept
            shares = checked(plan, self._wanted(data))
            transaction.set_rollback(True)
        each = Money(price * data["quantity"], data["currency"])
        total = Money(price * data["quantity"] * len(named), data["currency"])
        rows = [
            [
                one.name,
                "; ".join(f"{post.name}, {post.address}, {post.copies} ({post.language})"
                          for post in posts),
                str(each),
            ]
            for one, (_share, posts) in zip(named, shares, strict=True)
        ]  # fmt: skip
        number = ngettext("%(number)s order", "%(number)s orders", len(named))
        sentences = [
            gettext("%(payer)s pays %(sum)s by one invoice.")
            % {"payer": data["buyer_name"], "sum": total},
            f"{number % {'number': len(named)}}: {plan.title}, {plan.length}.",
            self._until(plan),
        ]
        head = [gettext("Subscriber"), gettext("Printed magazine goes to"), gettext("Sum")]
        facts = (plan.pk, data["language"], data["buyer_inn"], data["buyer_address"])
        return Preview(sentences, head, rows, facts)

    def _until(self, plan: Plan) -> str:
        if plan.months is None:
            return gettext("Access opens on the day on which the money arrives.")
        last = date_format(periods.last_day(clock.today(), plan.months), "DATE_FORMAT")
        return gettext(
            "Access opens on the day on which the money arrives; paid today it lasts until "
            "%(last)s, longer for whoever reads already."
        ) % {"last": last}

    def _named(self, data: dict[str, Any]) -> list[entering.Named]:
        return data["named"] or entering.read(str(self.row.pk))

    def _wanted(self, data: dict[str, Any]) -> list[services.Wanted]:
        at, quantity = clock.now(), data["quantity"]
        return [one.wanted(quantity=quantity, at=at) for one in self._named(data)]

    def do(self, data: dict[str, Any]) -> str:
        with transaction.atomic():
            orders = services.place_orders(
                plan_id=data["plan"].pk,
                payer_id=self.row.pk,
                wanted=self._wanted(data),
                buyer=Buyer(data["buyer_name"], data["buyer_inn"], data["buyer_address"]),
                placed_at=clock.now(),
                language=data["language"],
                form_key=data["form_key"],
                entered=Entered(entered_by_id=self.request.user.pk),
                currency=data["currency"],
            )
        self.made = orders[0]
        words = ngettext("%(number)s order is made.", "%(number)s orders are made.", len(orders))
        return words % {"number": len(orders)}

    def back_url(self) -> str:
        """The invoice once it is made, the card of the payer before."""
        made = getattr(self, "made", None)
        if made is not None and made.invoice_id:
            return invoice_url(made.invoice_id)
        return reverse("clients:card", args=[self.row.pk])


class PayerForm(forms.Form):
    """Whose order it is."""

    payer = forms.CharField(
        label=_("Payer"),
        max_length=250,
        help_text=_("The number of the card, or the whole name."),
    )

    def clean_payer(self) -> entering.Named:
        """Somebody of the base or a body of the register, for certain."""
        try:
            return entering.read(str(self.cleaned_data["payer"]).replace(";", " "))[0]
        except entering.LineUnclear as unclear:
            raise forms.ValidationError(str(unclear)) from unclear


class ChoosePayerView(StaffFormView):
    """The way to a new order from the list of orders."""

    template_name = "billing/admin/deed.html"
    form_class = PayerForm
    page_title = _("New order")
    header_icon = "form"
    permission = "subscriptions.change_order"
    submit_label = _("Go on")

    def form_valid(self, form: PayerForm) -> HttpResponse:
        """A body of the register gets its card now: it is about to pay."""
        with transaction.atomic():
            payer = form.cleaned_data["payer"].wanted(quantity=1, at=clock.now())
        return redirect("subscriptions_orders:enter", payer.subscriber_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list of orders, this step."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("subscriptions_orders:index"), "label": gettext("Orders")},
            {"url": "", "label": str(self.page_title)},
        ]
