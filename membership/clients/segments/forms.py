"""What staff choose when they build a segment."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.clients.models import Segment
from membership.clients.segments.conditions import Condition, known
from membership.clients.segments.tree import ALL, ANY, NONE, Node
from portal.core.choosing import choices_of

MATCHES = [
    (ALL, _("all of these hold")),
    (ANY, _("at least one of these holds")),
    (NONE, _("none of these holds")),
]
#: Ten years: the base is younger.
_MOST_DAYS = 3650


class SegmentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name; the conditions are clicked together afterwards."""

    class Meta:
        model = Segment
        fields = ["name"]
        error_messages = {"name": {"unique": _("There is a segment of this name already.")}}


class SearchForm(forms.Form):
    """Whom to ask about: is she in, and why."""

    q = forms.CharField(label=_("Name, address or number"), required=False, max_length=120)


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
    """One condition: the way of asking, and the values or days it needs."""

    op = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, initial="is")
    values = forms.MultipleChoiceField(label=_("Values"))
    days = forms.IntegerField(
        label=_("Number of days"), min_value=1, max_value=_MOST_DAYS, initial=90
    )

    def __init__(self, field: str, condition: Condition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field = field
        choices_of(self, "op").choices = condition.operators
        if condition.choices is None:
            del self.fields["values"]
        else:
            self._offer(list(condition.choices()), condition.caveat)
        if not condition.looks:
            del self.fields["days"]

    def _offer(self, choices: list[tuple[Any, Any]], caveat: Callable[[list[str]], Any]) -> None:
        """Few values are ticked, many stand in a list."""
        values = choices_of(self, "values")
        values.help_text = caveat([str(value) for value, _label in choices])
        few = len(choices) <= 30
        values.widget = forms.CheckboxSelectMultiple() if few else forms.SelectMultiple()
        values.choices = choices

    def node(self) -> Node:
        """The condition as data."""
        given = self.cleaned_data
        node: Node = {"field": self.field, "op": given["op"]}
        if "values" in given:
            node["values"] = given["values"]
        if "days" in given:
            node["days"] = given["days"]
        return node
