"""What staff type about plans and terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminDateInput

from membership.billing.admin_forms import PositiveSomField
from membership.clients.models import Client
from membership.subscriptions.models import (
    COPIES_AT_MOST,
    ForWhom,
    Opens,
    Plan,
    SponsorQuota,
    Term,
)
from membership.subscriptions.services import PostTo
from portal.core import clock
from portal.core.audience import Category
from portal.core.choosing import rows_of


class GrantForm(forms.Form):
    """A term that the reader does not pay for."""

    opens = forms.ChoiceField(label=_("What to open"), choices=Opens.choices)
    basis = forms.ChoiceField(
        label=_("Basis"),
        choices=[choice for choice in Term.Basis.choices if choice[0] != Term.Basis.PAID],
    )
    why = forms.CharField(
        label=_("Why free of charge"),
        max_length=300,
        help_text=_("Project, decision, agreement: whoever asks later must understand it."),
    )
    sponsor = forms.ModelChoiceField(
        label=_("Sponsor"),
        queryset=Client.objects.none(),
        required=False,
        help_text=_("A donor or a project of the client base."),
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("from a day on", "From"), widget=AdminDateInput, initial=clock.today
    )
    ends_on = forms.DateField(label=_("Until"), widget=AdminDateInput)
    copies = forms.IntegerField(
        label=_("Printed copies"), min_value=0, max_value=COPIES_AT_MOST, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "sponsor").queryset = Client.objects.filter(category=Category.DONOR)

    def clean(self) -> dict[str, Any]:
        """Days in order, copies only of what is printed, a sponsor only where somebody pays."""
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        if first and last and (last - first).days > 366 * 5:
            self.add_error("ends_on", _("Open it for five years at most."))
        if data.get("opens") == Opens.ONLINE:
            data["copies"] = 0
        elif "copies" in data and not data["copies"]:
            self.add_error("copies", _("How many copies go by post?"))
        if data.get("basis") != Term.Basis.SPONSORED:
            data["sponsor"] = None
        elif not data.get("sponsor") and "sponsor" not in self.errors:
            self.add_error("sponsor", _("Say which sponsor pays."))
        return data


class QuotaGrantForm(forms.Form):
    """A subscription out of what a sponsor pays for."""

    quota = forms.ModelChoiceField(
        label=_("Quota of a sponsor"),
        queryset=SponsorQuota.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quotas = SponsorQuota.objects.giving_on(clock.today()).select_related("sponsor")
        field = rows_of(self, "quota")
        field.queryset = quotas
        field.label_from_instance = _left_of  # type: ignore[assignment]


def _left_of(quota: SponsorQuota) -> str:
    left = quota.places - quota.used  # type: ignore[attr-defined]
    return gettext("%(quota)s: %(left)s of %(all)s left") % {
        "quota": quota,
        "left": left,
        "all": quota.places,
    }


class ChangePlanForm(forms.Form):
    """Under which plan a term goes on."""

    plan = forms.ModelChoiceField(label=_("New plan"), queryset=Plan.objects.none())
    recipient_name = forms.CharField(
        label=_("Who receives the printed magazine?"), max_length=200, required=False
    )
    recipient_address = forms.CharField(
        label=_("Postal address"),
        max_length=400,
        required=False,
        help_text=_("For a printed plan, when the order names nobody who gets the copies."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = Plan.objects.sold_on(clock.today()).filter(months__isnull=False)
        rows_of(self, "plan").queryset = plans

    def clean(self) -> dict[str, Any]:
        """``post_to``: where copies go, None when no address was typed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name, address = data.get("recipient_name"), data.get("recipient_address")
        data["post_to"] = PostTo(name, address) if name and address else None
        return data


class NextPlanForm(forms.Form):
    """Under which plan the next term shall run."""

    plan = forms.ModelChoiceField(
        label=_("Plan of the next term"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("As now"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = Plan.objects.sold_on(clock.today())  # type: ignore[attr-defined]


class SkipForm(forms.Form):
    """A month without an issue."""

    year = forms.IntegerField(label=_("Year"), min_value=2011, max_value=2100)
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)
    why = forms.CharField(label=_("Why"), max_length=300)


class PauseForm(forms.Form):
    """Days on which nothing is posted."""

    first_on = forms.DateField(
        label=pgettext_lazy("from a day on", "From"), widget=AdminDateInput, initial=clock.today
    )
    last_on = forms.DateField(label=_("Until"), widget=AdminDateInput)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class PlanForm(WagtailAdminModelForm):
    """A plan; the price is typed in som."""

    price_tyiyn = PositiveSomField(label=_("Price, som"), max_length=30)
    price_usd_cents = PositiveSomField(
        label=_("Price, US dollars"),
        max_length=30,
        required=False,
        help_text=_("For payers abroad. Empty: not sold in dollars; nothing is converted."),
    )
    price_eur_cents = PositiveSomField(
        label=_("Price, euro"),
        max_length=30,
        required=False,
        help_text=_("For payers abroad. Empty: not sold in euro; nothing is converted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].required = False

    def clean(self) -> dict[str, Any]:
        """Copies belong to what is printed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("opens") == Opens.ONLINE:
            data["copies"] = 0
        elif "copies" in data and not data["copies"]:
            self.add_error("copies", _("How many copies go by post?"))
        is_readable = not {"months", "issues"} & set(self.errors)
        if is_readable and bool(data.get("months")) == bool(data.get("issues")):
            self.add_error("months", _("Say either the months or the issues."))
        data["seats"] = data.get("seats") or 0
        if data["seats"] and data.get("for_whom") != ForWhom.ORGANISATION:
            self.add_error("seats", _("Seats belong to a plan for organisations."))
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day lies before the first."))
        return data


def plan_handler() -> Any:
    """Panels of a plan."""
    return ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("price_tyiyn"), FieldPanel("months"), FieldPanel("issues")]
                    ),
                    FieldRowPanel([FieldPanel("price_usd_cents"), FieldPanel("price_eur_cents")]),
                    FieldRowPanel([FieldPanel("opens"), FieldPanel("copies")]),
                    FieldRowPanel([FieldPanel("for_whom"), FieldPanel("seats")]),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldRowPanel([FieldPanel("public"), FieldPanel("position")]),
                    FieldPanel("code"),
                ],
                heading=_("What is sold"),
            ),
            *(
                MultiFieldPanel(
                    [FieldPanel(f"title_{code}"), FieldPanel(f"text_{code}")], heading=heading
                )
                for code, heading in (
                    ("ky", _("In Kyrgyz")),
                    ("ru", _("In Russian")),
                    ("en", _("In English")),
                )
            ),
        ],
        base_form_class=PlanForm,
    ).bind_to_model(Plan)


class QuotaForm(WagtailAdminModelForm):
    """What a donor pays for; it cannot shrink below what is given away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sponsor"].queryset = Client.objects.filter(category=Category.DONOR)

    def clean(self) -> dict[str, Any]:
        """Days in order, copies only of what is printed, places for all who read already."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("opens") == Opens.ONLINE:
            data["copies"] = 0
        elif "copies" in data and not data["copies"]:
            self.add_error("copies", _("How many copies go by post?"))
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        used = self.instance.terms.exclude(state="cancelled").count() if self.instance.pk else 0
        if data.get("places") is not None and data["places"] < used:
            words = gettext("%(used)s are given away already.") % {"used": used}
            self.add_error("places", words)
        return data


def quota_handler() -> Any:
    """Panels of a quota."""
    return ObjectList(
        [
            FieldPanel("sponsor"),
            FieldPanel("why"),
            FieldRowPanel([FieldPanel("opens"), FieldPanel("copies"), FieldPanel("places")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        ],
        base_form_class=QuotaForm,
    ).bind_to_model(SponsorQuota)
