"""How a payer stands on papers, as she types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.bookkeeping.models import PayerDetails

_HELP = {
    "name": _("As it must stand in the contract."),
    "treasury_account": _("For bodies that are paid from the budget."),
    "head_post": _("For example: head of the ayil okmotu."),
    "acts_by": _("For example: by the statute."),
}


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The parties' details, and where the papers go."""

    email = forms.EmailField(
        label=_("E-mail for the papers"),
        max_length=254,
        required=False,
        help_text=_("All papers go there at once. Leave it empty to take them from this site."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    class Meta:
        model = PayerDetails
        fields = (
            "name",
            "inn",
            "okpo",
            "address",
            "bank",
            "bic",
            "account",
            "treasury_account",
            "head_post",
            "head",
            "acts_by",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in _HELP.items():
            self.fields[name].help_text = text
        for name in ("inn", "okpo", "bic", "account", "treasury_account"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        self.fields["name"].widget.attrs["autocomplete"] = "organization"

    @property
    def facts(self) -> dict[str, str]:
        """What was typed, as ``services.save_details`` takes it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
