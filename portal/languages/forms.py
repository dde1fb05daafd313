"""Forms of the board."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.core import clock
from portal.core.choosing import choices_of, rows_of
from portal.languages import items, selectors
from portal.languages.items import State
from portal.languages.models import ExpectedLanguage
from portal.languages.selectors import Section


class ListForm(forms.Form):
    """How the list of items is narrowed. What is not understood is left out, never an error."""

    q = forms.CharField(label=_("Title"), required=False, max_length=100)
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.TypedChoiceField(label=_("Type"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    owner = forms.ChoiceField(label=_("Who translates"), required=False)
    wished = forms.BooleanField(label=_("Readers ask for it"), required=False)

    def __init__(self, *args: Any, known: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = selectors.top_section()
        choices: dict[str, list[tuple[Any, Any]]] = {
            "section": [(one.key, one.title) for one in (top, *known)],
            "kind": sorted(selectors.kinds().items(), key=lambda entry: entry[1]),
            "language": list(selectors.language_names().items()),
            "state": [
                ("owed", _("something to do")),
                *((state.value, state.label) for state in (*items.OWED, State.WAIVED)),
            ],
            "owner": [("me", _("I")), ("any", _("somebody"))],
        }
        for name, offered in choices.items():
            choices_of(self, name).choices = [("", _("All")), *offered]

    def wanted(self) -> dict[str, Any]:
        """What was asked and understood."""
        self.is_valid()
        return dict(self.cleaned_data)


class AssignForm(forms.Form):
    """Who owes a translation, and by when; asked of those who may write it."""

    owner = forms.ModelChoiceField(
        label=_("Who translates"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    due_on = forms.DateField(
        label=_("Ready by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, page: Page, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "owner").queryset = selectors.translators(page, language)

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on is not None and due_on < clock.today():
            raise forms.ValidationError(
                _("This day has passed. Choose today or a day to come."), code="past"
            )
        return due_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("due_on") and not cleaned.get("owner"):
            self.add_error("owner", _("A day needs a person."))
        return cleaned


class ExpectForm(forms.Form):
    """Which sections are to have the languages beyond those that every item has."""

    def __init__(self, *args: Any, known: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, one.title) for one in (selectors.top_section(), *known)]
        expected = selectors.expected()
        for code in selectors.optional_languages():
            self.fields[code] = forms.MultipleChoiceField(
                label=selectors.language_names()[code],
                choices=choices,
                required=False,
                initial=sorted(expected[code]),
                widget=forms.CheckboxSelectMultiple,
            )

    def sections(self) -> dict[str, set[UUID]]:
        """The chosen sections by language, as ``services.expect`` takes them."""
        return {
            code: {ExpectedLanguage.TOP if key == selectors.TOP else UUID(key) for key in keys}
            for code, keys in self.cleaned_data.items()
        }
