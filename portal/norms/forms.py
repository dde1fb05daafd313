"""What staff fill in about norms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.norms.models import Change, Recheck


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
        """A note in one language would leave the readers of the other without the reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        notes = {name: cleaned.get(name, "") for name in ("note_ky", "note_ru")}
        for name, text in notes.items():
            if not text and any(notes.values()) and name not in self.errors:
                self.add_error(
                    name, _("Write the note in this language too: each page shows its own.")
                )
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
