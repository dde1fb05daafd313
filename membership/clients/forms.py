"""What staff type about clients."""

import json
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from membership.clients import changes, contacts, figures
from membership.clients.errors import ContactMalformed
from membership.clients.models import Client, Contact, Office
from membership.clients.querysets import ClientQuerySet
from portal.core import letters
from portal.core.choosing import choices_of
from portal.territories import selectors as territories

_NAME = ("family_name", "given_name", "patronymic")
_CHANNELS = (contacts.EMAIL, contacts.PHONE)
#: So many cards are named to whoever is about to make another one.
_MOST_ALIKE = 5


class ClientForm(WagtailAdminModelForm):
    """A card filled by hand: a person has a name, an organisation a title."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(sent(data), *args, **kwargs)
        self.fields["category"].required = True

    def clean(self) -> dict[str, Any]:
        """Keep only the name that belongs to the kind, and ask for it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Client.Kind.ORGANISATION:
            cleaned.update(family_name="", given_name="", patronymic="")
            if not cleaned.get("title"):
                self.add_error("title", _("Write the name of the organisation."))
            if self.instance.user_id:
                self.add_error("kind", _("This card has an account: it is a person."))
        else:
            cleaned["title"] = ""
            if not (cleaned.get("family_name") or cleaned.get("given_name")):
                self.add_error("family_name", _("Write the name of the person."))
        return cleaned


def sent(data: Any) -> Any:
    """What was sent, without choices that no chooser makes: their widgets stumble over them."""
    wrong = [name for name in ("territory", "organisation") if not _is_id((data or {}).get(name))]
    return data and {**data.dict(), **dict.fromkeys(wrong, "")}


def _is_id(text: str | None) -> bool:
    return bool(text) and str(text).isdecimal() and len(str(text)) <= len(str(2**63 - 1)) - 1


class NewClientForm(ClientForm):
    """A new card; an address and a number may be typed at once."""

    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, help_text=_("As in 0555 123 456.")
    )

    anyway = forms.BooleanField(
        label=_("Make a new card even if one of this name is there"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask before a client gets a second card."""
        cleaned = super().clean()
        alike = [] if self.errors or cleaned.get("anyway") else _alike(cleaned)
        if alike:
            links = format_html_join(
                ", ",
                '<a href="{}">{}, № {}</a>',
                ((reverse("clients:card", args=[one.pk]), one.name, one.pk) for one in alike),
            )
            self.add_error(
                "anyway",
                format_html(
                    "{} {}. {}",
                    _("This client seems to have a card already:"),
                    links,
                    _("If it is somebody else, tick this box and save again."),
                ),
            )
        return cleaned

    def clean_email(self) -> str:
        """An address in its one spelling."""
        return _normal(contacts.EMAIL, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        """A number in its one spelling."""
        return _normal(contacts.PHONE, self.cleaned_data["phone"])


def _alike(told: dict[str, Any]) -> list[Client]:
    """Cards of the same name with the same contact, or from the same place."""
    parts = ("title",) if told["kind"] == Client.Kind.ORGANISATION else _NAME
    words = letters.spoken_key(" ".join(told.get(part) or "" for part in parts)).split()
    same = Client.objects.filter(kind=told["kind"])
    for word in words:
        same = same.filter(search_key__contains=word)
    given = [(channel, told[channel]) for channel in _CHANNELS if told.get(channel)]
    near = same.filter(territory=told.get("territory")) if len(words) > 1 else same.none()
    shared = same.reached_at(given) if given else same.none()
    return list((near | shared).order_by("pk")[:_MOST_ALIKE])


def _normal(channel: str, value: str) -> str:
    if not value.strip():
        return ""
    try:
        return contacts.normal(channel, value)
    except ContactMalformed as error:
        message = {
            contacts.EMAIL: _("Write an e-mail address such as name@mail.kg."),
            contacts.PHONE: _("Write a phone number such as 0555 123 456."),
        }[channel]
        raise forms.ValidationError(message) from error


class ChangeClientForm(ClientForm):
    """A card that a colleague may be changing at the same time.

    What she wrote since the form was opened stays where this form says nothing new; where both
    wrote, the one who comes second is asked.
    """

    #: What was sent, as ``sent`` leaves it.
    data: Any
    #: How the card stood when the form was opened.
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = {
            name: _as_text(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name != "seen"
        }
        self.initial["seen"] = self.stands

    def clean(self) -> dict[str, Any]:
        """Meet what was written meanwhile; a person who acts for a body stays a person."""
        cleaned = super().clean()
        seen = cleaned.pop("seen", None)
        for name, before in (seen if isinstance(seen, dict) else {}).items():
            now = self.stands.get(name)
            if now is not None and now != before and name in cleaned:
                self._meet(name, before=str(before), now=now)
        self.data = {**self.data, "seen": json.dumps(self.stands)}
        was_person = self.instance.kind == Client.Kind.PERSON
        if was_person and cleaned.get("kind") == Client.Kind.ORGANISATION and _acts(self.instance):
            self.add_error(
                "kind",
                _("Offices and consents are those of a person: make another card for the body."),
            )
        return cleaned

    def _meet(self, name: str, *, before: str, now: str) -> None:
        """Take what the colleague wrote, or ask where both wrote."""
        mine = _as_text(self.cleaned_data[name])
        if mine == before:
            self.cleaned_data[name] = self._theirs(name)
        elif mine != now:
            said = _("A colleague has written here since you opened the form: “%(value)s”. "
                     "Look which is right and save again.")  # fmt: skip
            words = getattr(self.instance, f"get_{name}_display", None)
            shown = words() if words else changes.values(self.instance)[name]
            self.add_error(name, said % {"value": shown or "–"})

    def _theirs(self, name: str) -> Any:
        if name == "tags":
            return [tag.name for tag in self.instance.tags.all()]
        return getattr(self.instance, name)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, list | QuerySet):
        return ", ".join(sorted(map(str, value)))
    return str(value)


def _acts(person: Client) -> bool:
    return person.offices.exists() or person.consents.exists()


class ContactForm(forms.Form):
    """One more way to reach a client."""

    channel = forms.ChoiceField(label=_("Kind"), choices=Contact.Kind.choices)
    value = forms.CharField(label=_("Address or number"), max_length=254)

    def clean(self) -> dict[str, Any]:
        """Bring the value into its one spelling."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"channel", "value"} <= cleaned.keys():
            try:
                cleaned["value"] = _normal(cleaned["channel"], cleaned["value"])
            except forms.ValidationError as error:
                self.add_error("value", error)
        return cleaned


class NoteForm(forms.Form):
    """What the next member of staff should know."""

    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class OfficeDecisionForm(forms.Form):
    """How an office was checked, or why the claim is wrong."""

    decision_note = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": _("The note is too long.")},
    )
    how = forms.ChoiceField(choices=Office.How.of_staff, required=False)

    def __init__(self, data: Any, *, declines: bool = False) -> None:
        super().__init__(data)
        self.declines = declines

    def clean(self) -> dict[str, Any]:
        """A check by others is noted, so that it can be checked again; a refusal has a reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or cleaned.get("decision_note"):
            return cleaned
        if self.declines:
            raise forms.ValidationError(_("Write the reason: the person reads it in the letter."))
        if cleaned.get("how") not in ("", Office.How.KNOWN):
            raise forms.ValidationError(
                _("Note who confirmed the office and when: the call, the letter, the message.")
            )
        return cleaned


class OfficeEndForm(forms.Form):
    """Why staff end a confirmed office, or take its confirmation back."""

    ends_on = forms.DateField(
        label=_("Last day in office"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the last day in office as 01.05.2026.")},
    )
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": _("Write the reason: the person reads it."),
            "max_length": _("The note is too long."),
        },
    )


def _panels(*extra: Any) -> list[Any]:
    return [
        MultiFieldPanel(
            [
                "kind",
                FieldRowPanel(["family_name", "given_name", "patronymic"]),
                "title",
                "position",
            ],
            heading=_("Who it is"),
        ),
        *extra,
        MultiFieldPanel(
            [FieldRowPanel(["category", "language"]), "territory", "organisation"],
            heading=_("Where the client belongs"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["postal_code", "postal_address"])], heading=_("Postal address")
        ),
        MultiFieldPanel(["source", "tags"], heading=_("For the work of staff")),
    ]


def new_client_handler() -> Any:
    """Panels of the form for a new card."""
    reach = MultiFieldPanel(
        [FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]), FieldPanel("anyway")],
        heading=_("How to reach"),
    )
    return ObjectList(_panels(reach), base_form_class=NewClientForm).bind_to_model(Client)


def change_client_handler() -> Any:
    """Panels of the form for a card that exists; contacts are added on the card itself."""
    return ObjectList(_panels(), base_form_class=ChangeClientForm).bind_to_model(Client)


class MatrixForm(forms.Form):
    """Over which period the first screen tells growth, and of which part of the base."""

    period = forms.TypedChoiceField(
        label=_("Period"),
        coerce=int,
        required=False,
        choices=[(30, _("Within 30 days")), (90, _("Within 90 days")), (365, _("Within a year"))],
    )
    oblast = forms.TypedChoiceField(label=_("Oblast"), coerce=int, required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All")), *Client.Language.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        oblasts = [(oblast.pk, oblast.name) for oblast in territories.oblasts()]
        choices_of(self, "oblast").choices = [("", _("All")), *oblasts]

    def chosen(self) -> dict[str, Any]:
        """What was chosen; what no form offers counts as not chosen."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "period": given.get("period") or figures.GROWTH_DAYS,
            "oblast": given.get("oblast") or 0,
            "language": given.get("language") or "",
        }


class TimelineForm(forms.Form):
    """Which entries of a card are looked at."""

    kind = forms.CharField(max_length=40, required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def asked(self) -> dict[str, Any]:
        """The kind and the page; what makes no sense counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return {"kind": given.get("kind") or "", "page": given.get("page") or 1}


class SearchForm(forms.Form):
    """Whom somebody means, on a screen about something else."""

    q = forms.CharField(label=_("Name, address or number"), required=False, max_length=120)

    def found(self) -> ClientQuerySet:
        """Those who may be meant; nobody where nothing is typed."""
        typed = self.cleaned_data["q"] if self.is_valid() else ""
        return Client.objects.matching(typed) if typed else Client.objects.none()
