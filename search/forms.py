"""What a reader fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search import queries


class WishForm(forms.Form):
    """What to tell of, and where to; an account needs no address."""

    text = forms.CharField(label=_("Tell me about"), max_length=queries.LONGEST)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a letter with a link; the wish counts once you open it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["email"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not queries.read(text).shown():
            raise forms.ValidationError(_("Write at least one word."), code="no_words")
        return text
