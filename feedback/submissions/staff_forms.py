"""What a reviewer fills in when she decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.submissions.checklist import Point, needs_words
from feedback.submissions.forms.fields import TextField
from feedback.submissions.states import Deed
from portal.practices.models import Evidence

#: Why a decision comes back without words to the author: is it an acceptance?
_WITHOUT_WORDS = {
    False: _("Tell the author why: without reasons a practice is neither returned nor declined."),
    True: _("Not every point is ticked: write why you accept the practice all the same."),
}


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
            "She reads them in the letter and on her page. They are needed to return, to decline, "
            "and to accept with open points."
        ),
    )

    def __init__(self, *args: Any, deed: Deed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deed = deed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        checked = cleaned.get("checked") or []
        if self.deed and not cleaned.get("reasons") and needs_words(self.deed, checked):
            self.add_error("reasons", _WITHOUT_WORDS[self.deed == Deed.ACCEPT])
        return cleaned


class AcceptForm(DecisionForm):
    """Accepting also says whether the proofs were checked, and how."""

    proof_checked_how = forms.ChoiceField(
        label=_("Photos and papers were checked"),
        choices=[("", _("not checked")), *Evidence.Check.choices],
        required=False,
        help_text=_("Stands on the page of the practice. It is asked only when you accept."),
    )

    field_order = ["checked", "proof_checked_how", "reasons"]
