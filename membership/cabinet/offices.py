"""Her offices, and what colleagues of the same body ask her to confirm."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.clients.models import Office
from portal.core.choosing import choices_of

#: Bodies of the same name are told apart by where they are.
_BODY = "organisation__territory__parent__parent"


@dataclass(frozen=True, slots=True)
class Held:
    """One office of hers, with those who could take it over."""

    office: Office
    heirs: list[Office]
    is_over: bool


def of_member(user_id: int, *, on: date) -> list[Held]:
    """Her offices, the latest first; a declined one only while it is the latest. Two queries."""
    claimed = list(
        Office.objects.filter(client__user=user_id).select_related(_BODY, "handed_to__client")
    )
    bodies = {office.organisation_id for office in claimed if office.state == "verified"}
    others = Office.objects.verified().held_on(on).filter(organisation__in=bodies)
    heirs = list(others.exclude(client__user=user_id).select_related("client"))
    return [
        Held(
            office=office,
            heirs=[one for one in heirs if one.organisation_id == office.organisation_id],
            is_over=bool(office.handed_over_at or (office.ends_on and office.ends_on < on)),
        )
        for office in claimed
        if office.state != "declined" or office is claimed[0]
    ]


def claims_to_confirm(user_id: int, *, on: date) -> list[Office]:
    """Claims of others in the bodies where she holds a confirmed office today. One query."""
    mine = Office.objects.verified().held_on(on).filter(client__user=user_id)
    waiting = Office.objects.waiting().filter(organisation__in=mine.values("organisation"))
    found = waiting.exclude(client__user=user_id).select_related("client", _BODY)
    return list(found.order_by("claimed_at", "pk")[:50])


def of_hers(user_id: int, office_id: int) -> Office | None:
    """A confirmed office of hers that is not handed over yet."""
    mine = Office.objects.verified().filter(client__user=user_id, handed_over_at=None)
    return mine.filter(pk=office_id).select_related("organisation").first()


class EndForm(forms.Form):
    """The last day in office."""

    ends_on = forms.DateField(
        label=_("Last day in office"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, office: Office) -> None:
        super().__init__(data, initial={"ends_on": office.ends_on})
        self.office = office

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if self.office.starts_on and day < self.office.starts_on:
            raise forms.ValidationError(_("The last day cannot be before the first."))
        return day


class HandOverForm(forms.Form):
    """Who takes the office over."""

    successor = forms.ChoiceField(label=_("Who takes it over?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, heirs: list[Office]) -> None:
        super().__init__(data)
        choices_of(self, "successor").choices = [
            (str(one.pk), f"{one.client.name}, {one.get_role_display()}") for one in heirs
        ]
