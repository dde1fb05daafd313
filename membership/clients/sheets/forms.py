"""What staff choose about spreadsheets."""

from itertools import zip_longest
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.clients.sheets import headings
from membership.clients.sheets.words import COLUMNS, INCOMING, TROUBLES, told_under, trouble
from portal.core import sheets
from portal.core.sheets import SheetUnreadable


class UploadForm(forms.Form):
    """A file to be taken in."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "XLSX or CSV, up to 40 MB and 200 000 lines; one of the "
            "first ten lines names the columns."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse what is no spreadsheet, and say why."""
        file = self.cleaned_data["file"]
        try:
            headings.found(file)
        except SheetUnreadable as error:
            raise forms.ValidationError(trouble(str(error))) from error
        file.seek(0)
        return file


class MappingForm(forms.Form):
    """Which column fills which field."""

    def __init__(
        self, *args: Any, header: list[str], samples: list[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave out")), *((name, one.label) for name, one in INCOMING.items())]
        for number, (heading, sample) in enumerate(
            zip_longest(header, (samples or [])[: len(header)], fillvalue="")
        ):
            self.fields[str(number)] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                help_text=_help(heading, sample),
            )

    def clean(self) -> dict[str, Any]:
        """Every field once, and something that finds or makes a client."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = [name for name in cleaned.values() if name]
        if len(named) != len(set(named)):
            raise forms.ValidationError(_("Two columns are to fill one field."))
        if not {"id", "family_name", "given_name", "full_name", "title"} & set(named):
            raise forms.ValidationError(TROUBLES["no_columns"])
        return cleaned

    def mapping(self) -> dict[str, str]:
        """Number of a column to the field it fills."""
        return {number: name for number, name in self.cleaned_data.items() if name}


def _help(heading: str, sample: str) -> str:
    told: list[Any] = [_("For example: %(sample)s") % {"sample": sample}] if sample else []
    if about := told_under(heading):
        told.append(about)
    return " · ".join(map(str, told))


class ExportForm(forms.Form):
    """Which columns are taken out, and how."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[(sheets.XLSX, "XLSX"), (sheets.CSV, "CSV")],
        widget=forms.RadioSelect,
        initial=sheets.XLSX,
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, allowed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = cast(forms.MultipleChoiceField, self.fields["columns"])
        columns.choices = [(name, COLUMNS[name].label) for name in allowed]
        columns.initial = [name for name in allowed if name != "full_name"]
