"""What is asked about an adoption, of members and of editors alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.choosing import choices_of
from portal.core.uploads import PICTURES, UploadCheck
from portal.practices.adoptions import pictures, states
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.services import Statement
from portal.practices.adoptions.states import State

_LONGEST = 2000
_MEGABYTES = 8
#: As a member says it of her own municipality.
OWN_WORDS = {
    State.INTERESTED: _("We are interested"),
    State.ADAPTING: _("We are adapting it"),
    State.IN_USE: _("It is in use with us"),
    State.STOPPED: _("We have stopped"),
}


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class StatementForm(forms.Form):
    """A state with its day, and what there is to say about it.

    Args:
        adoption: what was told last; None for a new entry.
    """

    state = forms.ChoiceField(label=_("How far are you?"), widget=forms.RadioSelect)
    since_on = forms.DateField(
        label=_("Since which day?"),
        help_text=_("An estimate will do."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    changed = _text(
        _("What did you change?"),
        _("What you do otherwise than the first municipality, and why."),
    )
    result = _text(_("What came of it?"), _("In numbers, if you have counted."))
    reason = _text(
        _("Why did it stop?"),
        _("Needed if you have stopped: others will not repeat the mistake."),
    )
    photo = forms.ImageField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, up to 8 MB. It is shown on the page of the practice."),
        required=False,
        validators=[UploadCheck(PICTURES, _MEGABYTES)],
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(PICTURES))}),
    )

    def __init__(self, *args: Any, adoption: Adoption | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adoption = adoption
        open_ = states.onward(adoption.state) if adoption else tuple(State)
        choices_of(self, "state").choices = [(one.value, self.words_of(one)) for one in open_]
        if adoption is not None:
            for name in ("state", "changed", "result", "reason"):
                self.fields[name].initial = getattr(adoption, name)
        self.fields["since_on"].initial = clock.today()

    def words_of(self, state: State) -> Any:
        """How the choice of a state reads."""
        return OWN_WORDS[state]

    def clean(self) -> dict[str, Any]:
        """A reason where it stopped, a day between the last one told and today."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == State.STOPPED and not data.get("reason", "").strip():
            self.add_error("reason", _("Say in a sentence or two why it stopped."))
        day = data.get("since_on")
        if day and day > clock.today():
            self.add_error("since_on", _("This day has not come yet."))
        if day and self.adoption and day < self.adoption.since_on:
            self.add_error("since_on", _("It lies before the last day told."))
        return data

    def statement(self, *, language: str, by_id: int, title: str, **more: Any) -> Statement:
        """What the valid form says; a photo is kept under ``title``. Call it in a transaction."""
        told, photo = self.cleaned_data, self.cleaned_data.get("photo")
        return Statement(
            state=told["state"],
            since_on=told["since_on"],
            language=language if language in Adoption.Language.values else "ru",
            by_id=by_id,
            changed=told["changed"],
            result=told["result"],
            reason=told["reason"] if told["state"] == State.STOPPED else "",
            picture_id=pictures.keep(photo, title=title) if photo else None,
            **more,
        )
