"""What an editor says of each kind of act: which units, and what becomes of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from portal.core.uploads import PAPERS, PICTURES, UploadCheck
from portal.territories.acts import services
from portal.territories.acts.act_form import ActForm
from portal.territories.acts.fields import UnitField, UnitsField
from portal.territories.acts.models import Act
from portal.territories.acts.services import Entry, NewUnit
from portal.territories.models import Territory

_NAMES = ("name_ky", "name_ru", "name_en")
#: What other units can be parts of.
_WITH_PARTS = (Territory.Level.OBLAST, Territory.Level.RAYON, Territory.Level.CITY)
_SOATE = RegexValidator(r"^\d{14}$", _("A SOATE code has fourteen digits."))


def _name(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, required=False)


class MergeForm(ActForm):
    """Several units become one: a new one, or one of them that goes on."""

    kind = Act.Kind.MERGE
    means = _("Several units become one: a new one, or one of them that takes in the others.")
    ends = True
    touching = ("units", "goes_on")

    units = UnitsField(
        label=_("Units that merge"),
        help_text=_("Find them one after another; what is ticked stays."),
    )
    goes_on = UnitField(
        label=_("Unit that goes on"),
        required=False,
        help_text=_(
            "Only where no new unit is founded: the one that takes the others in, such as a city."
        ),
    )
    parent = UnitField(
        label=_("Rayon of the new unit"),
        required=False,
        levels=_WITH_PARTS,
        help_text=_("Only where the units lie in different rayons."),
    )
    name_ky = _name(_("Name in Kyrgyz"))
    name_ru = _name(_("Name in Russian"))
    name_en = _name(_("Name in English"))
    soate = forms.CharField(
        label=_("SOATE code of the new unit"),
        required=False,
        validators=[_SOATE],
        help_text=_("Empty while it is not known."),
    )
    field_order = ("units", "goes_on", "parent", "name_ky", "name_ru", "name_en", "soate")

    def clean(self) -> dict[str, Any]:
        """A new unit has names and one rayon; one that goes on has all three new names or none."""
        data = super().clean() or self.cleaned_data
        if not data.get("goes_on"):
            self._settle_the_place(data)
        if not data.get("goes_on") or any(data.get(name) for name in _NAMES):
            self._require(*_NAMES)
        return data

    def _settle_the_place(self, data: dict[str, Any]) -> None:
        """The rayon of the new unit: that of all who merge, or the one that is chosen."""
        merging = Territory.objects.filter(pk__in=data.get("units") or [])
        levels = set(merging.order_by().values_list("level", flat=True))
        above = set(merging.order_by().values_list("parent", flat=True))
        if len(levels) > 1:
            said = _("Units of different kinds merge into one that goes on: choose it.")
            self.add_error("goes_on", ValidationError(said))
        if len(above) > 1 and not data.get("parent"):
            said = _("The units lie in different rayons: choose the one of the new unit.")
            self.add_error("parent", ValidationError(said))
        elif len(above) == 1:
            data["parent"] = data.get("parent") or above.pop()

    def enter(self, entry: Entry) -> Act:
        """Enter the merger."""
        data = self.cleaned_data
        names = (data["name_ky"], data["name_ru"], data["name_en"])
        into: int | NewUnit | None = data["goes_on"]
        if into is None:
            first = Territory.objects.get(pk=data["units"][0])
            into = self._new("", first.level, data["parent"])
            names = ("", "", "")
        return services.merge(
            units=data["units"],
            into=into,
            names=names if names[0] else None,
            on=data["on"],
            act=self.document(),
            entry=entry,
        )


class SplitForm(ActForm):
    """One unit becomes several, or new ones are taken out of it."""

    kind = Act.Kind.SPLIT
    means = _("One unit becomes several, or new ones are taken out of it.")
    ends = True
    touching = ("unit",)
    _PARTS = ("one", "two", "three")

    unit = UnitField(label=_("Unit that is divided"))
    goes_on = forms.BooleanField(
        label=_("It goes on, the new ones are taken out of it"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (_("First new unit"), _("Second new unit"), _("Third new unit"))
        words = {"ky": _("in Kyrgyz"), "ru": _("in Russian"), "en": _("in English")}
        for part, label in zip(self._PARTS, labels, strict=True):
            for name, word in words.items():
                self.fields[f"{part}_name_{name}"] = _name(f"{label}: {word}")
            self.fields[f"{part}_soate"] = forms.CharField(
                label=f"{label}: {_('SOATE code')}", required=False, validators=[_SOATE]
            )
        own = [name for name in self.fields if name.startswith(self._PARTS)]
        self.order_fields(["unit", "goes_on", *own])

    def clean(self) -> dict[str, Any]:
        """Every new unit has its three names."""
        data = super().clean() or self.cleaned_data
        if not self._told():
            self._require("one_name_ky", "one_name_ru", "one_name_en")
        for part in self._told():
            self._require(*(f"{part}_name_{language}" for language in ("ky", "ru", "en")))
        return data

    def _told(self) -> list[str]:
        return [
            part
            for part in self._PARTS
            if any(self.cleaned_data.get(f"{part}_name_{one}") for one in ("ky", "ru", "en"))
        ]

    def enter(self, entry: Entry) -> Act:
        """Enter the division."""
        data = self.cleaned_data
        old = Territory.objects.get(pk=data["unit"])
        return services.split(
            unit=old.pk,
            into=[self._new(f"{part}_", old.level, old.parent_id) for part in self._told()],
            goes_on=data["goes_on"],
            on=data["on"],
            act=self.document(),
            entry=entry,
        )


class DissolveForm(ActForm):
    """A unit is dissolved among others."""

    kind = Act.Kind.DISSOLVE
    means = _("A unit ends, and its land and people pass to others.")
    ends = True
    touching = ("unit",)

    unit = UnitField(label=_("Unit that is dissolved"))
    among = UnitsField(label=_("Units that take over its land and people"))
    field_order = ("unit", "among")

    def enter(self, entry: Entry) -> Act:
        """Enter the dissolution."""
        data = self.cleaned_data
        return services.dissolve(
            unit=data["unit"],
            among=data["among"],
            on=data["on"],
            act=self.document(),
            entry=entry,
        )


class RenameForm(ActForm):
    """A unit gets other names."""

    kind = Act.Kind.RENAME
    means = _("A unit gets other names and stays the same one.")
    touching = ("unit",)

    unit = UnitField(label=_("Unit that is renamed"))
    name_ky = forms.CharField(label=_("New name in Kyrgyz"), max_length=120)
    name_ru = forms.CharField(label=_("New name in Russian"), max_length=120)
    name_en = forms.CharField(label=_("New name in English"), max_length=120)
    field_order = ("unit", "name_ky", "name_ru", "name_en")

    def enter(self, entry: Entry) -> Act:
        """Enter the renaming."""
        data = self.cleaned_data
        return services.rename(
            unit=data["unit"],
            names=(data["name_ky"], data["name_ru"], data["name_en"]),
            on=data["on"],
            act=self.document(),
            entry=entry,
        )


class MoveForm(ActForm):
    """A unit passes to another rayon or oblast."""

    kind = Act.Kind.MOVE
    means = _("A unit passes to another rayon or oblast and stays the same one.")
    touching = ("unit",)

    unit = UnitField(label=_("Unit that passes"))
    to = UnitField(label=_("Rayon or oblast it becomes part of"), levels=_WITH_PARTS)
    soate = forms.CharField(label=_("New SOATE code"), required=False, validators=[_SOATE])
    field_order = ("unit", "to", "soate")

    def enter(self, entry: Entry) -> Act:
        """Enter the passing."""
        data = self.cleaned_data
        return services.move(
            unit=data["unit"],
            to=data["to"],
            soate=data["soate"] or None,
            on=data["on"],
            act=self.document(),
            entry=entry,
        )


class ReclassifyForm(ActForm):
    """An ayil aimak becomes a city, or the other way."""

    kind = Act.Kind.RECLASSIFY
    means = _("An ayil aimak becomes a city, or the other way.")
    touching = ("unit",)

    unit = UnitField(label=_("Unit whose kind changes"))
    level = forms.ChoiceField(
        label=_("New kind"),
        choices=[(one, one.label) for one in (Territory.Level.CITY, Territory.Level.AYIL_AIMAK)],
    )
    name_ky = _name(_("New name in Kyrgyz"))
    name_ru = _name(_("New name in Russian"))
    name_en = _name(_("New name in English"))
    soate = forms.CharField(label=_("New SOATE code"), required=False, validators=[_SOATE])
    field_order = ("unit", "level", "name_ky", "name_ru", "name_en", "soate")

    def clean(self) -> dict[str, Any]:
        """All three new names, or none: then it keeps those it has."""
        data = super().clean() or self.cleaned_data
        if any(data.get(name) for name in _NAMES):
            self._require(*_NAMES)
        return data

    def enter(self, entry: Entry) -> Act:
        """Enter the change of kind."""
        data = self.cleaned_data
        more = {name: data[name] for name in ("soate", *_NAMES) if data[name]}
        return services.change(
            unit=data["unit"],
            to={"level": data["level"], **more},
            kind=Act.Kind.RECLASSIFY,
            on=data["on"],
            act=self.document(),
            entry=entry,
        )


class FoundForm(ActForm):
    """A unit that succeeds no other."""

    kind = Act.Kind.FOUND
    means = _("A unit begins that follows no other.")
    touching = ()

    level = forms.ChoiceField(
        label=_("Kind of unit"),
        choices=Territory.Level.choices,
        initial=Territory.Level.AYIL_AIMAK,
    )
    parent = UnitField(
        label=_("Unit it is part of"),
        required=False,
        help_text=_("The rayon, oblast or city. Empty only for an oblast or a capital."),
        levels=_WITH_PARTS,
    )
    name_ky = forms.CharField(label=_("Name in Kyrgyz"), max_length=120)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    soate = forms.CharField(
        label=_("SOATE code of the new unit"),
        required=False,
        validators=[_SOATE],
        help_text=_("Empty while it is not known."),
    )
    field_order = ("level", "parent", "name_ky", "name_ru", "name_en", "soate")

    def enter(self, entry: Entry) -> Act:
        """Enter the founding."""
        data = self.cleaned_data
        unit = self._new("", data["level"], data["parent"])
        return services.found(unit=unit, on=data["on"], act=self.document(), entry=entry)


FORMS: dict[str, type[ActForm]] = {
    str(form.kind): form
    for form in (
        FoundForm,
        MergeForm,
        SplitForm,
        DissolveForm,
        RenameForm,
        MoveForm,
        ReclassifyForm,
    )
}


class ScanForm(forms.Form):
    """The scan of a document."""

    file = forms.FileField(
        label=_("Scan of the document"), validators=[UploadCheck(PAPERS | PICTURES, megabytes=20)]
    )
