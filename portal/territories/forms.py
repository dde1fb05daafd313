"""Choosing one's municipality in a form: typed in any spelling, then picked from what is found.

Works without scripts: the typed name is sent, the form comes back with the units found as a list of
choices. ``territory-chooser.js`` makes the same markup a combobox.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.territories import selectors
from portal.territories.models import Territory

_LONGEST_ID = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """What came from the browser: the name typed, the unit picked, and the name it was found by."""

    query: str = ""
    asked: str = ""
    chosen: str = ""

    @property
    def pick(self) -> int | None:
        """The id picked, unless the name was changed after picking."""
        is_id = self.chosen.isdecimal() and len(self.chosen) <= _LONGEST_ID
        return int(self.chosen) if is_id and self.asked == self.query else None


class TerritoryWidget(forms.Widget):
    """A text field for the name and, once something was found, the units to choose from."""

    template_name = "territories/widgets/chooser.html"

    class Media:
        # a module runs once, after the page, however many forms bring it
        js = [forms.Script("js/territory-chooser.js", type="module")]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return Typed(
            query=str(data.get(name) or "").strip(),
            asked=str(data.get(f"{name}_asked") or "").strip(),
            chosen=str(data.get(f"{name}_chosen") or "").strip(),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed, found = _shown(value)
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["typed"] = typed
        context["places"] = [selectors.describe(territory) for territory in found]
        context["pick"] = typed.pick
        context["find_url"] = reverse("territories:find")
        return context


def _shown(value: Any) -> tuple[Typed, list[Territory]]:
    """What stands in the field, and the units to offer below it."""
    if isinstance(value, Typed):
        picked = _registrable(value.pick)
        if picked is not None:
            return value, [picked]
        return value, selectors.find(value.query)
    picked = value if isinstance(value, Territory) else _registrable(value)
    if picked is None:
        return Typed(), []
    return Typed(query=picked.name, asked=picked.name, chosen=str(picked.pk)), [picked]


def _registrable(pk: Any) -> Territory | None:
    if pk is None:
        return None
    return Territory.objects.registrable().with_place().filter(pk=pk).first()


class TerritoryField(forms.Field):
    """Gives a ``Territory`` that a person may choose as hers, or None when it is not required."""

    widget = TerritoryWidget
    default_error_messages = {
        "required": _("Type the name of your ayil aimak or city."),
        "not_found": _(
            "Nothing is called that. Check the name, or type the name of your rayon after it."
        ),
        "choose": _("Choose your ayil aimak or city from the list."),
    }

    def clean(self, value: Any) -> Territory | None:
        """The unit picked, or the only one that fits what was typed."""
        typed = value if isinstance(value, Typed) else Typed()
        if not typed.query:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        territory = _registrable(typed.pick) or selectors.only_match(typed.query)
        if territory is not None:
            return territory
        code = "choose" if selectors.find(typed.query, limit=1) else "not_found"
        raise ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial.pk if isinstance(initial, Territory) else initial
        return bool((data.pick if isinstance(data, Typed) else None) != before)
