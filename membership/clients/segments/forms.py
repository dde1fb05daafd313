"""What staff choose when they build a segment."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from membership.clients.models import Segment
from membership.clients.segments import about_field, compiler, tree
from membership.clients.segments.conditions import Condition, Noted, known
from membership.clients.segments.tree import ALL, ANY, NONE, Node
from portal.core.choosing import choices_of

MATCHES = [
    (ALL, _("all of these hold")),
    (ANY, _("at least one of these holds")),
    (NONE, _("none of these holds")),
]
#: Ten years: the base is younger.
_MOST_DAYS = 3650
_MOST_TIMES = 1000
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
#: What each way to ask needs beside its values.
_NEEDED = {
    tree.IS: ("days", "times"),
    tree.IS_NOT: ("days", "times", "agreed"),
    tree.LONG_AGO: ("days",),
    tree.BETWEEN: ("first", "last", "times"),
    tree.NOT_BETWEEN: ("first", "last", "times", "agreed"),
    tree.BEFORE: ("first",),
    tree.SINCE: ("days",),
    tree.NOT_SINCE: ("days", "agreed"),
}


def _number(most: int, wrong: Any, **options: Any) -> forms.IntegerField:
    """A whole number from one up, with one sentence for whatever else is typed."""
    said = {"invalid": wrong, "min_value": wrong, "max_value": wrong, "required": wrong}
    field = forms.IntegerField(required=False, error_messages=said, **options)
    field.validators = [MinValueValidator(1, wrong), MaxValueValidator(most, wrong)]
    field.widget.attrs |= {"min": 1, "max": most}
    return field


def _day(label: Any) -> forms.DateField:
    wrong = _("Name a day between 2000 and 2099.")
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(_FIRST_DAY, wrong), MaxValueValidator(_LAST_DAY, wrong)],
        error_messages={"required": wrong, "invalid": wrong},
    )


def _among(choice: Any, wanted: set[str]) -> Any:
    """A choice, or a heading with its choices, as far as it is wanted; None for nothing."""
    value, label = choice
    if not isinstance(label, list | tuple):
        return choice if str(value) in wanted else None
    inside = [one for one in label if str(one[0]) in wanted]
    return (value, inside) if inside else None


class SegmentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name; the conditions are clicked together afterwards."""

    class Meta:
        model = Segment
        fields = ["name"]
        error_messages = {"name": {"unique": _("There is a segment of this name already.")}}


class FieldForm(forms.Form):
    """Which thing to ask about, under its headings."""

    field = forms.ChoiceField(label=_("Condition"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings: dict[str, list[tuple[str, Any]]] = {}
        for name, condition in known:
            headings.setdefault(str(condition.heading), []).append((name, condition.label))
        choices_of(self, "field").choices = list(headings.items())


class GroupForm(forms.Form):
    """How the conditions of a group are taken together."""

    match = forms.ChoiceField(label=_("Who is in"), choices=MATCHES)

    def node(self) -> Node:
        """The group as data."""
        return {"match": self.cleaned_data["match"], "of": []}


class ConditionForm(forms.Form):
    """One condition: the way of asking, and the values, days and number of times it needs."""

    op = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, initial=tree.IS)
    find = forms.CharField(label=_("Find by name"), required=False, max_length=120)
    values = forms.MultipleChoiceField(label=_("Values"), widget=forms.CheckboxSelectMultiple)
    about = forms.MultipleChoiceField(
        label=_("What it was about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = _number(
        _MOST_DAYS,
        _("Write a whole number of days from 1 to 3650: that is ten years."),
        label=_("Number of days"),
        initial=90,
    )
    first = _day(_("The day, or the first of the two"))
    last = _day(_("The second day, it counts too"))
    times = _number(
        _MOST_TIMES,
        _("Write a whole number from 1 to 1000."),
        label=_("At least so many times"),
        initial=1,
        help_text=_(
            "“Not” then means: fewer times. A page read counts once a day, links followed from "
            "one letter count once."
        ),
    )
    later = forms.MultipleChoiceField(
        label=_("What came, or did not, since the last time"),
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(
        label=_("Say “not” only of those who agreed that it is noted"), required=False, initial=True
    )

    def __init__(self, field: str, condition: Condition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field, self.noted = field, condition.noted
        choices_of(self, "op").choices = condition.operators
        if condition.choices is None:
            del self.fields["values"]
        else:
            choices = list(condition.choices())
            choices_of(self, "values").choices = choices_of(self, "later").choices = choices
        for has_it, names in (
            (condition.looks, ["days"]),
            (condition.between, ["first", "last"]),
            (condition.counted, ["times"]),
            (condition.ordered, ["later"]),
            (condition.called or condition.has_things, ["find"]),
            (condition.has_things, ["about"]),
            (condition.noted, ["agreed"]),
        ):
            for name in names if not has_it else ():
                del self.fields[name]
        self._put_in_order(condition)
        if condition.called:
            self._show_only(condition.called)
        if self.noted:
            self._tell_of_consent(self.noted)
        if condition.has_things:
            about_field.offer(self)

    def _put_in_order(self, condition: Condition) -> None:
        if condition.has_things:
            self.fields["values"].label = _("What happened")
        if condition.ordered:
            self.initial = {"op": tree.NOT_SINCE, **self.initial}
            self.order_fields(["values", "find", "about", "days", "op", "later"])
        elif condition.looks:
            self.order_fields(["values", "find", "about", "op"])

    def _show_only(self, called: Callable[[str], set[str]]) -> None:
        """What was looked for, and what is ticked; without a word to look for everything."""
        word = str((self.data if self.is_bound else self.initial).get("find") or "").strip()
        if not word:
            return
        found, ticked = called(word), set(map(str, self["values"].value() or ()))
        self.fields["find"].help_text = _("Below stands what is found, and what was ticked before.")
        if not found:
            self.fields["find"].help_text = _("Nothing is called so. Below stands what is ticked.")
        field = choices_of(self, "values")
        offered: Any = field.choices
        shown = (_among(one, found | ticked) for one in offered)
        field.widget.choices = [one for one in shown if one]

    def as_typed(self, given: QueryDict) -> dict[str, Any]:
        """What stands in the fields, not judged yet."""
        return {
            name: field.widget.value_from_datadict(given, MultiValueDict(), name)
            for name, field in self.fields.items()
        }

    def _tell_of_consent(self, noted: Noted) -> None:
        """How many agreed; a "not" kept before this was asked is said of everybody."""
        agreed, everybody = compiler.how_many(noted)
        self.fields["values"].help_text = _(
            "Reading, downloads, links followed and empty searches are noted only for those who "
            "agreed to it: %(agreed)d people of %(everybody)d."
        ) % {"agreed": agreed, "everybody": everybody}
        self.fields["agreed"].help_text = _(
            "Concerns reading, downloads, links followed and empty searches. Without the tick all "
            "of whom the base does not know it are in, too."
        )
        if self.initial.get("op") in tree.DENIED:
            self.initial = {"agreed": False, **self.initial}

    def clean(self) -> dict[str, Any]:
        """Only what the way of asking needs is looked at; the rest may stand there as it is."""
        given = super().clean() or {}
        needed = _NEEDED.get(given.get("op", ""), ())
        for name in {"days", "first", "last", "times", "agreed"} & set(self.fields):
            if name not in needed:
                self.errors.pop(name, None)
                given.pop(name, None)
            elif given.get(name) is None and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        if "last" in given and given.get("first") and given["last"] < given["first"]:
            self.add_error("last", _("This day is earlier than the first one."))
        if given.get("about") and given.get("values"):
            self._judge_things(given["values"], given["about"])
        if set(given.get("later", ())) & set(given.get("values", ())):
            self.add_error("later", _("Choose other events here than above."))
        return given

    def _judge_things(self, kinds: list[str], things: list[str]) -> None:
        if said := about_field.refusal(kinds, things):
            self.add_error("about", said)

    def node(self) -> Node:
        """The condition as data; what goes without saying is left out."""
        given = self.cleaned_data
        node: Node = {"field": self.field, "op": given["op"]}
        kept = ("values", "days", "later")
        node |= {name: given[name] for name in kept if name in given}
        node |= {day: given[day].isoformat() for day in ("first", "last") if day in given}
        if given.get("times", 1) > 1:
            node["times"] = given["times"]
        if given.get("about"):
            node["about"] = given["about"]
        if "agreed" in given:
            node["agreed"] = given["agreed"]
        return node
