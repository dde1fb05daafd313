"""The form in which staff say what stands in the columns of a file: of clients or of people."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NamingForm(forms.Form):
    """Which column fills which field."""

    #: Field to what it is called.
    fillable: Mapping[str, Any] = {}
    #: Of these at least one is to be named, and what is said when none is.
    needed: frozenset[str] = frozenset()
    missing: Any = ""

    def __init__(
        self, *args: Any, header: list[str], samples: list[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave out")), *self.fillable.items()]
        for number, (heading, sample) in enumerate(
            zip_longest(header, (samples or [])[: len(header)], fillvalue="")
        ):
            self.fields[str(number)] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                help_text=self._help(heading, sample),
            )

    def told_under(self, heading: str) -> Any:
        """What there is to know of a column that is called so."""
        return ""

    def _help(self, heading: str, sample: str) -> str:
        example = _("For example: %(sample)s") % {"sample": sample} if sample else ""
        return " · ".join(str(one) for one in (example, self.told_under(heading)) if one)

    def clean(self) -> dict[str, Any]:
        """Every field once, and something without which there is nothing to take."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = [name for name in cleaned.values() if name]
        if len(named) != len(set(named)):
            raise forms.ValidationError(_("Two columns are to fill one field."))
        if self.needed.isdisjoint(named):
            raise forms.ValidationError(self.missing)
        return cleaned

    def mapping(self) -> dict[str, str]:
        """Number of a column to the field it fills."""
        return {number: name for number, name in self.cleaned_data.items() if name}
