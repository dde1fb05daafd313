"""What staff fill in about norms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.norms.models import Change, Recheck

#: A note in one language leaves the pages of the other without the reason.
_MISSING = {
    "note_ky": _("Write the note in Kyrgyz too: the Kyrgyz pages would not say what changed."),
    "note_ru": _("Write the note in Russian too: the Russian pages would not say what changed."),
}


class ChangeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What happened to a norm, and since when."""

    class Meta:
        model = Change
        fields = ["status", "happened_on", "note_ky", "note_ru"]
        widgets = {"happened_on": AdminDateInput()}
        help_texts = {
            "note_ky": _("Shown on every page that cites the norm."),
            "note_ru": _("Shown on every page that cites the norm."),
        }

    def clean(self) -> dict[str, Any]:
        """Readers of both languages are told the reason, or neither is."""
        cleaned = super().clean() or {}
        notes = {name: (cleaned.get(name) or "").strip() for name in _MISSING}
        if any(notes.values()):
            for name in (one for one, text in notes.items() if not text):
                self.add_error(name, _MISSING[name])
        return cleaned


class DecisionForm(forms.Form):
    """How a check ended."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Recheck.Decision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What was found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays in the history; readers do not see it."),
    )
    with_twins = forms.BooleanField(
        label=_("The same holds for this page in the other languages"),
        required=False,
        initial=True,
    )
