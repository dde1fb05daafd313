"""What staff type about clients."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from membership.clients import contacts, figures
from membership.clients.errors import ContactMalformed
from membership.clients.models import Client, Contact, Office
from membership.clients.querysets import ClientQuerySet
from portal.core.choosing import choices_of
from portal.territories import selectors as territories


class ClientForm(WagtailAdminModelForm):
    """A card filled by hand: a person has a name, an organisation a title."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_chosen(data), *args, **kwargs)
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


def _chosen(data: Any) -> Any:
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

    def clean_email(self) -> str:
        """An address in its one spelling."""
        return _normal(contacts.EMAIL, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        """A number in its one spelling."""
        return _normal(contacts.PHONE, self.cleaned_data["phone"])


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
        [FieldRowPanel([FieldPanel("email"), FieldPanel("phone")])], heading=_("How to reach")
    )
    return ObjectList(_panels(reach), base_form_class=NewClientForm).bind_to_model(Client)


def change_client_handler() -> Any:
    """Panels of the form for a card that exists; contacts are added on the card itself."""
    return ObjectList(_panels(), base_form_class=ClientForm).bind_to_model(Client)


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
