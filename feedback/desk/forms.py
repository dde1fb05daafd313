"""Forms of the desk."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.desk.models import Inquiry
from portal.core.choosing import choices_of
from portal.topics import selectors as topics

SHORTEST, LONGEST = 15, 6000


class InquiryForm(forms.Form):
    """What a reader asks. ``form_key`` makes sending it twice harmless."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Inquiry.Kind, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Say what happened, where, and what you have tried already."),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "min_length": _("Write a little more: at least %(limit_value)d letters."),
            "max_length": _("Please shorten it to %(limit_value)d letters."),
        },
    )
    topic = forms.TypedChoiceField(label=_("Topic"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "topic").choices = [("", _("I do not know")), *topics.choices()]
        self.fields["form_key"].initial = uuid.uuid4()
        self.fields["kind"].initial = Inquiry.Kind.QUESTION


class AnswerForm(forms.Form):
    """The answer of staff."""

    text = forms.CharField(
        label=_("Answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    )


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PublishForm(forms.Form):
    """The title under which an answer is published."""

    title = forms.CharField(label=_("The question in one line"), max_length=200)
