"""What an editor says of a new classifier: the file, then the day and the document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.uploads import check_size
from portal.territories.acts import classifier
from portal.territories.acts.act_form import ActForm


class ClassifierForm(forms.Form):
    """The file of a new classifier."""

    file = forms.FileField(
        label=_("CSV file of the classifier"),
        help_text=_(
            "Columns: soate, parent_soate, level, name_ru; also name_ky, name_en. "
            "UTF-8 or Windows-1251."
        ),
    )

    def clean_file(self) -> Any:
        """Read the rows; every reason against the file is an error."""
        file = self.cleaned_data["file"]
        check_size(file, megabytes=classifier.MEGABYTES)
        try:
            return file.name, classifier.read(file.read())
        except classifier.BadFile as error:
            raise ValidationError(error.reasons) from error


class ApplyForm(ActForm):
    """The day and the document of what was ticked."""

    touching = ()
