"""The form of an order for several bodies: find and add them, say what each gets, order.

It works by plain buttons: each of them sends the whole form, and nothing that was typed is lost.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.organisations import selectors as organisations
from membership.organisations.models import Organisation
from membership.subscriptions import several
from membership.subscriptions.forms import LANGUAGES, BuyerForm, typed_rows
from membership.subscriptions.models import COPIES_AT_MOST, Currency, Plan
from membership.subscriptions.services import Share
from membership.subscriptions.several import MOST, Body
from portal.core.money import Money

_PREFIX = "named"
#: Buttons that change the form and order nothing.
_STEPS = ("find", "add", "remove", "count")


class PayerForm(BuyerForm):
    """The office that pays: its invoice needs everything."""

    def clean(self) -> dict[str, Any]:
        """INN and address are needed by every office."""
        data = super().clean() or {}
        self.need_details()
        return data


class NamedForm(forms.Form):
    """What one of the bodies gets."""

    organisation = forms.TypedChoiceField(
        coerce=int,
        widget=forms.HiddenInput,
        choices=[],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"),
            _("One of the organisations is not in the register any more: take it off."),
        ),
    )
    quantity = forms.IntegerField(
        label=_("How many subscriptions?"),
        min_value=1,
        max_value=COPIES_AT_MOST,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall the magazine come?"), choices=LANGUAGES
    )
    address = forms.CharField(
        label=_("Postal address"),
        help_text=_("Leave it empty to send it to the address we have of this organisation."),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, plan: Plan, bodies: Mapping[int, Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # a row without a body is a mistake, not a row to spare
        typed = str(self["organisation"].value() or "")
        #: None when it left the register meanwhile.
        self.body = bodies.get(_number(typed))
        choices = [(str(body.pk), body.name) for body in bodies.values()]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        self.plan = plan
        if not plan.is_printed:
            for name in ("quantity", "language", "address"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Print needs a place to go to, typed or on record."""
        data = super().clean() or {}
        is_known = bool(data.get("address") or (self.body and self.body.address))
        if self.plan.is_printed and "address" not in self.errors and not is_known:
            self.add_error("address", _("We have no address of this organisation: write it here."))
        return data

    @property
    def share(self) -> Share:
        """What was typed, as ``services.place_for_bodies`` takes it."""
        data = self.cleaned_data
        return Share(
            data["organisation"],
            data.get("quantity", 1),
            data.get("language", ""),
            data.get("address", ""),
        )


class GroupOrder:
    """All of it: the payer, the bodies named so far, those found for a name."""

    def __init__(
        self, data: Any, *, plan: Plan, initial: dict[str, Any], language: str, on: date
    ) -> None:
        self.plan, self.language, self.on = plan, language, on
        self.is_step = data is not None and any(name in data for name in _STEPS)
        self.is_order = data is not None and not self.is_step
        self.query = str(data.get("query", "")).strip() if data is not None else ""
        self.too_many = False
        rows = typed_rows(data, _PREFIX, NamedForm, most=MOST) if data is not None else []
        if self.is_step:
            rows = self._stepped(rows, data)
            initial = {name: data[name] for name in PayerForm.base_fields if name in data}
        ids = [_number(row["organisation"]) for row in rows]
        self.bodies = several.bodies(ids, plan=plan, on=on)
        sent = data if self.is_order else None
        self.payer = PayerForm(sent, plan=plan, initial=initial)
        self.named = self._formset(sent, rows)
        self.total = self._total(rows)
        shown = self.query if self.is_step and "remove" not in data else ""
        self.found = self._found(shown, set(ids))

    def _stepped(self, rows: list[dict[str, str]], data: Any) -> list[dict[str, str]]:
        """The rows after the button that was pressed."""
        if "remove" in data:
            return [row for row in rows if row["organisation"] != data["remove"]]
        if "add" not in data:
            return rows
        known = {row["organisation"] for row in rows}
        picked = [pk for pk in dict.fromkeys(data.getlist("pick")) if pk not in known]
        self.too_many = len(rows) + len(picked) > MOST
        blank = {"quantity": "1", "language": self.language, "address": ""}
        exist = several.bodies(map(_number, picked), plan=self.plan, on=self.on)
        added = [{"organisation": str(pk), **blank} for pk in exist]
        return (rows + added)[:MOST]

    def _formset(self, sent: Any, rows: list[dict[str, str]]) -> Any:
        made = forms.formset_factory(
            NamedForm, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
        )
        return made(
            sent,
            prefix=_PREFIX,
            initial=rows,
            form_kwargs={"plan": self.plan, "bodies": self.bodies},
        )

    def _total(self, rows: list[dict[str, str]]) -> Money | None:
        """What all of it costs as far as it is typed; None while nobody is named."""
        asks = "currency" in self.payer.fields
        typed = str(self.payer["currency"].value()) if asks else ""
        taken = typed if typed in Currency.values else Currency.SOM
        price = self.plan.price_in(taken)
        if not rows or price is None:
            return None
        copies = sum(max(1, min(_number(row["quantity"]), COPIES_AT_MOST)) for row in rows)
        return Money(price * (copies if self.plan.is_printed else len(rows)), taken)

    def _found(self, query: str, named: set[int]) -> list[Organisation]:
        found = organisations.find(query, limit=several.FOUND_AT_MOST) if query else []
        return [body for body in found if body.pk not in named]

    def is_valid(self) -> bool:
        """Whether everything can be ordered; what cannot stands with its field."""
        if not self.is_order:
            return False
        judged = [self.payer.is_valid(), self.named.is_valid()]
        if not self.named.forms:
            self.payer.add_error(None, _("Name at least one organisation."))
        return all(judged) and bool(self.named.forms)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, for the one summary above the form: the field to go to, and the words."""
        if not self.is_order:
            return []
        found = [("", str(error)) for error in self.payer.non_field_errors()]
        for row in self.named:
            name = f"{row.body.name}: " if row.body else ""
            found += [(place, f"{name}{words}") for place, words in _mistakes(row)]
        return found + list(_mistakes(self.payer))

    @property
    def shares(self) -> list[Share]:
        """What each body gets."""
        return [row.share for row in self.named]


def _mistakes(form: forms.Form) -> Iterator[tuple[str, str]]:
    """Each wrong field of a form: where it is, and what is wrong."""
    for field in form.visible_fields():
        place = f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)
        yield from ((place, f"{field.label}: {error}") for error in field.errors)
    for field in form.hidden_fields():
        yield from (("", str(error)) for error in field.errors)


def _number(typed: str) -> int:
    """A number that may be a row's or a quantity; 0 for everything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
