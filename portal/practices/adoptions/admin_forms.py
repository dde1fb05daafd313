"""What editors write down about adoptions they heard of."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from portal.core.choosing import rows_of
from portal.practices.adoptions.forms import StatementForm
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.services import Statement
from portal.practices.adoptions.states import State
from portal.practices.models import PracticePage
from portal.territories.forms import TerritoryField

#: An editor is asked about others, not about herself.
_LABELS = {
    "state": _("How far are they?"),
    "changed": _("What was changed"),
    "result": _("What came of it"),
    "reason": _("Why it stopped"),
}


def _own_language() -> str:
    """The language in which the editor works, for she is likely to write in it."""
    language = get_language() or ""
    return language if language in Adoption.Language.values else Adoption.Language.RUSSIAN


class HeardForm(StatementForm):
    """What was heard, from whom, with a note for colleagues."""

    language = forms.ChoiceField(
        label=_("Language of the text"), choices=Adoption.Language.choices, initial=_own_language
    )
    heard_from = forms.CharField(
        label=_("Heard from"),
        max_length=200,
        help_text=_("Name, office and phone. Seen by staff alone."),
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("How it was heard: call, seminar, letter. Seen by staff alone."),
    )

    def __init__(self, *args: Any, adoption: Adoption | None = None, **kwargs: Any) -> None:
        super().__init__(*args, adoption=adoption, **kwargs)
        for name, label in _LABELS.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
        if adoption is not None:
            self.fields["language"].initial = adoption.language

    def words_of(self, state: State) -> Any:
        """An editor speaks of others."""
        return state.label

    def heard(self, *, by_id: int, title: str) -> Statement:
        """What the valid form says. Call it in a transaction."""
        return self.statement(
            language=self.cleaned_data["language"],
            by_id=by_id,
            title=title,
            source=Adoption.Source.HEARD,
            heard_from=self.cleaned_data["heard_from"],
            note=self.cleaned_data["note"],
        )


class NewHeardForm(HeardForm):
    """The same for a municipality that is not in the ledger yet."""

    practice = forms.ModelChoiceField(
        label=_("Practice"),
        queryset=PracticePage.objects.none(),
    )
    territory = TerritoryField(
        label=_("Municipality"), help_text=_("Type it as you like: Кок-Жар, кок жар, kok-zhar.")
    )

    field_order = ("practice", "territory")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # made here, in the language of the reader: the widget keeps its words
        self.fields["practice"].widget = AdminPageChooser(target_models=[PracticePage])
        rows_of(self, "practice").queryset = PracticePage.objects.live()
