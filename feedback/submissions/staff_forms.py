"""What a reviewer fills in when she decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.submissions.checklist import Point
from feedback.submissions.forms.fields import TextField


class DecisionForm(forms.Form):
    """The checklist and a word to the author."""

    checked = forms.MultipleChoiceField(
        label=_("In order"),
        choices=Point.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = TextField(
        label=_("Words to the author"),
        longest=4000,
        rows=6,
        required=False,
        help_text=_(
            "She reads them in the letter and on her page. They are needed to return or to decline."
        ),
    )

    def __init__(self, *args: Any, needs_reasons: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].required = needs_reasons
        self.fields["reasons"].error_messages["required"] = _(
            "Tell the author why: without reasons a practice is neither returned nor declined."
        )
