"""An office that staff were told of: entered on the card of its holder, confirmed at once."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from membership.clients import columns, services
from membership.clients.card_screens import CardFormScreen
from membership.clients.errors import OfficeDecided
from membership.clients.forms import sent
from membership.clients.models import Client, Office
from membership.organisations.models import Organisation
from portal.core import clock

_FIELDS = ("organisation", "role", "starts_on", "ends_on", "how", "note")


class OfficeEntryForm(WagtailAdminModelForm):
    """Who serves where, since when, and how that is known."""

    how = forms.ChoiceField(label=gettext_lazy("How it was checked"), choices=Office.How.of_staff)
    note = forms.CharField(
        label=gettext_lazy("Who said so and when"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For a call, a letter or a message; colleagues read it later."),
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(sent(data), *args, **kwargs)

    def clean_organisation(self) -> Organisation:
        """Nobody serves in a body that is no more."""
        body: Organisation = self.cleaned_data["organisation"]
        if not body.is_dissolved_on(clock.today()):
            return body
        said = [_("This body is dissolved.")]
        if body.successor:
            said.append(_("It was taken over by: %(body)s.") % {"body": body.successor})
        raise forms.ValidationError(" ".join(said))

    def clean(self) -> dict[str, Any]:
        """What others said is noted; a mandate runs forward and has not ended."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first: date | None = cleaned.get("starts_on")
        last: date | None = cleaned.get("ends_on")
        if first and first > clock.today():
            self.add_error("starts_on", _("This day is still to come."))
        if last and (last < clock.today() or (first and last < first)):
            self.add_error("ends_on", _("A mandate that runs ends today or later."))
        if cleaned.get("how") != Office.How.KNOWN and not cleaned.get("note", "").strip():
            self.add_error(
                "note",
                _("Note who confirmed the office and when: the call, the letter, the message."),
            )
        return cleaned


def _form_class() -> type[OfficeEntryForm]:
    """Made when it is asked for: the finder of organisations is not known before."""
    panels = [FieldPanel(name) for name in _FIELDS]
    handler = ObjectList(panels, base_form_class=OfficeEntryForm).bind_to_model(Office)
    made: type[OfficeEntryForm] = handler.get_form_class()
    return made


class EnterOfficeView(CardFormScreen):
    """The new chairman told on the telephone gets her office without claiming it herself."""

    permission_required = "clients.change_office"
    header_icon = "tick-inverse"
    template_name = "clients/admin/office.html"
    title = gettext_lazy("Enter an office")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form; the body of the card stands in it already."""
        person = self._person(pk)
        known = Office(organisation=person.organisation) if person.organisation else Office()
        return self.shown(person, _form_class()(instance=known, for_user=request.user))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it, or say what is wrong beside what was typed."""
        person = self._person(pk)
        form = _form_class()(request.POST, instance=Office(), for_user=request.user)
        if form.is_valid() and _enter(pk, form, self.staff_id):
            messages.success(request, _("The office is entered and confirmed."))
            return redirect(f"{columns.card_url(pk)}#offices-section")
        return self.shown(person, form, status=422)

    @staticmethod
    def _person(pk: int) -> Client:
        people = Client.objects.persons().select_related("organisation")
        return get_object_or_404(people, pk=pk)


def _enter(client_id: int, form: OfficeEntryForm, by_user_id: int) -> bool:
    told = form.cleaned_data
    try:
        services.enter_office(
            client_id=client_id,
            organisation_id=told["organisation"].pk,
            role=told["role"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            how=told["how"],
            note=told["note"],
            by_user_id=by_user_id,
            at=clock.now(),
        )
    except OfficeDecided:
        form.add_error("role", _("This office of hers is confirmed already."))
    return not form.errors
