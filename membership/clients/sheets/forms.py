"""What staff choose about spreadsheets."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.clients.naming_columns import NamingForm
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


class MappingForm(NamingForm):
    """Which column of a sheet of clients fills which field."""

    fillable = {name: one.label for name, one in INCOMING.items()}
    needed = frozenset({"id", "family_name", "given_name", "full_name", "title"})
    missing = TROUBLES["no_columns"]

    def told_under(self, heading: str) -> Any:
        """Of a column of our own files, how its edits count."""
        return told_under(heading)


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
