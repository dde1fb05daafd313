"""How a payer stands on papers, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.bookkeeping.models import PayerDetails

SIGNED = _(
    "One of the papers came back signed. To replace it, ask the editors: they declare it void "
    "first."
)
_HELP = {
    "name_ky": _("As it must stand in the contract."),
    "name_ru": _(
        "As it must stand in the contract. What is empty in one language is printed as in the "
        "other one."
    ),
    "treasury_account": _("For bodies that are paid from the budget."),
    "head_post_ky": _("In Kyrgyz, for example: айыл өкмөтүнүн башчысы."),
    "head_post_ru": _("In Russian, as after the words “represented by”: главы айыл окмоту."),
    "acts_by_ky": _("In Kyrgyz, for example: Уставдын негизинде."),
    "acts_by_ru": _("In Russian, for example: на основании Устава."),
}


# A ModelForm takes its model as an argument for the type checker alone, not when it runs.
class StaffDetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a payer stands on papers."""

    class Meta:
        model = PayerDetails
        fields = (
            "name_ky", "name_ru", "inn", "okpo", "address_ky", "address_ru", "bank_ky", "bank_ru",
            "bic", "account", "treasury_account", "head", "head_post_ky", "head_post_ru",
            "acts_by_ky", "acts_by_ru",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in _HELP.items():
            self.fields[name].help_text = text
        for name in ("inn", "okpo", "bic", "account", "treasury_account"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        self.fields["name_ru"].widget.attrs["autocomplete"] = "organization"

    def clean(self) -> dict[str, Any]:
        """A name in one language at least."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"name_ky", "name_ru"} & self.errors.keys() and not (
            data.get("name_ky") or data.get("name_ru")
        ):
            self.add_error("name_ru", _("Give the name in Kyrgyz or in Russian."))
        return data

    @property
    def facts(self) -> dict[str, str]:
        """What was typed, as ``services.save_details`` takes it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DetailsForm(StaffDetailsForm):
    """The payer's details, and where the papers go."""

    email = forms.EmailField(
        label=_("E-mail for the papers"),
        max_length=254,
        required=False,
        help_text=_("All papers go there at once. Leave it empty to take them from this site."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
