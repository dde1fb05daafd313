"""Her offices, and what colleagues of the same body ask her to confirm."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.accounts.step_forms import first_day_in_office, last_day_in_office
from membership.clients.models import Office
from membership.organisations.models import Organisation
from portal.core.choosing import choices_of

#: Bodies of the same name are told apart by where they are.
_BODY = "organisation__territory__parent__parent"


@dataclass(frozen=True, slots=True)
class Held:
    """One office of hers, with those who could take it over."""

    office: Office
    heirs: list[Office]
    is_over: bool
    #: Where she may say that she serves now: the body itself, or the one that took it over.
    serves_in: Organisation | None

    @property
    def state(self) -> str:
        """``ended``, ``verified``, ``declined`` or ``waiting``: the same word on every page."""
        return "ended" if self.is_over and not self.office.declined_at else self.office.state


def of_member(user_id: int, *, on: date) -> list[Held]:
    """Her offices, the latest first; a declined one only while it is the latest. Two queries.

    One claim has one place: of several offices that lead to it, the latest does.
    """
    claimed = list(
        Office.objects.filter(client__user=user_id).select_related(
            _BODY, "organisation__successor", "handed_to__client"
        )
    )
    bodies = {office.organisation_id for office in claimed if office.state == "verified"}
    shown = [one for one in claimed if not one.declined_at or one is claimed[0]]
    others = Office.objects.verified().serving_on(on).filter(organisation__in=bodies)
    heirs = list(others.exclude(client__user=user_id).select_related("client"))
    held, led_to = [], set()
    for office in shown:
        body = _claimable(office, shown, on)
        claim = (body, office.role)
        held.append(
            Held(
                office=office,
                heirs=[one for one in heirs if one.organisation_id == office.organisation_id],
                is_over=office.is_over_on(on),
                serves_in=None if claim in led_to else body,
            )
        )
        led_to.add(claim)
    return held


def _claimable(office: Office, shown: list[Office], on: date) -> Organisation | None:
    """The body in which a claim made anew would say something that no current office says."""
    body: Organisation = office.organisation
    current = [one for one in shown if not one.declined_at and not one.is_over_on(on)]
    if body.is_dissolved_on(on):
        declined = [one for one in shown if one.declined_at]
        return _taken_over_by(office, [*current, *declined])
    same = [one for one in current if (one.organisation_id, one.role) == (body.pk, office.role)]
    return body if all(one == office and one.verified_at and one.ends_on for one in same) else None


def _taken_over_by(office: Office, said: list[Office]) -> Organisation | None:
    """The body in which a mandate may go on, as long as she has said nothing of that body.

    A declined claim was no mandate: nothing of it goes on in another body. Whoever serves there
    names her role anew.
    """
    body: Organisation | None = office.organisation.successor
    if body is None or office.declined_at:
        return None
    return None if any(one.organisation_id == body.pk for one in said) else body


def to_claim_anew(user_id: int, office_id: int, *, on: date) -> Held | None:
    """An office of hers that ended, was declined or has a last day, with the body she serves in."""
    held = of_member(user_id, on=on)
    return next((one for one in held if one.office.pk == office_id and one.serves_in), None)


def claims_to_confirm(user_id: int, *, on: date) -> list[Office]:
    """Claims of others in the bodies where she holds a confirmed office today. One query."""
    mine = Office.objects.verified().serving_on(on).filter(client__user=user_id)
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
        if not self.office.lasts_until(day):
            raise forms.ValidationError(
                _("Your mandate ends before this day. If it was prolonged, say so under “My "
                  "offices”: a person checks it first.")
            )  # fmt: skip
        return day


class ClaimForm(forms.Form):
    """From when until when she serves, said anew."""

    starts_on = first_day_in_office()
    ends_on = last_day_in_office()

    def __init__(self, data: Any = None, *, held: Held, today: date) -> None:
        super().__init__(data)
        self.today = today
        #: Until when a confirmed office speaks for itself.
        self.known_until = None if held.is_over else held.office.ends_on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begun, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begun and begun > self.today:
            self.add_error("starts_on", _("This day cannot be right. Check the year."))
        if ends and ends < self.today:
            self.add_error("ends_on", _("This day has passed. Name an office you hold today."))
        elif ends and begun and ends < begun:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        elif ends and self.known_until and ends <= self.known_until:
            self.add_error("ends_on", _("Your office lasts until this day already."))
        return cleaned


class HandOverForm(forms.Form):
    """Who takes the office over."""

    successor = forms.ChoiceField(label=_("Who takes it over?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, heirs: list[Office]) -> None:
        super().__init__(data)
        choices_of(self, "successor").choices = [
            (str(one.pk), f"{one.client.name}, {one.get_role_display()}") for one in heirs
        ]
