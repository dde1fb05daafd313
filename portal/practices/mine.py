"""The reader's own municipality, and why the others are like it."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import money
from portal.core.templatetags.look_tags import number
from portal.practices import likeness
from portal.practices.likeness import Traits
from portal.practices.recount import place_of
from portal.territories import forms as territory_forms
from portal.territories.models import Territory
from portal.territories.querysets import FIGURES

_FIELD = "municipality"


@dataclass(frozen=True, slots=True)
class Place:
    """The municipality that the others are compared with."""

    territory: Territory
    traits: Traits

    @property
    def unknown(self) -> str:
        """What nobody has typed of it, in words; empty when all is known."""
        missing = {
            _("population"): self.traits.population,
            _("altitude"): self.traits.altitude_m,
            _("budget"): self.traits.budget_tyiyn,
        }
        return ", ".join(name for name, value in missing.items() if value is None)


class PlaceForm(forms.Form):
    """Choosing the municipality to be like; sent in the address."""

    municipality = territory_forms.TerritoryField(
        label=gettext_lazy("Your ayil aimak or city"),
        help_text=gettext_lazy("In any spelling, for example: kok jar."),
    )


def is_sent(parameters: QueryDict) -> bool:
    """The form was filled in."""
    return _FIELD in parameters


def form(parameters: QueryDict) -> PlaceForm:
    """The form as it is shown."""
    return PlaceForm(parameters if is_sent(parameters) else None)


def address_of_choice(parameters: QueryDict) -> str:
    """The list compared with the municipality chosen in the form; empty while none is."""
    if not is_sent(parameters) or not (sent := PlaceForm(parameters)).is_valid():
        return ""
    state = parameters.copy()
    for name in (_FIELD, f"{_FIELD}_asked", f"{_FIELD}_chosen", "pick", "page"):
        state.pop(name, None)
    state["like"], state["sort"] = str(sent.cleaned_data[_FIELD].pk), "like"
    return f"?{state.urlencode()}"


def place(territory_id: int) -> Place | None:
    """A municipality with the latest that is known of it; None when there is none. One query."""
    units = Territory.objects.with_place().with_latest_figures()
    territory = units.filter(pk=territory_id).first()
    if territory is None:
        return None
    known = {kind: getattr(territory, f"latest_{kind}") for kind in FIGURES}
    return Place(territory=territory, traits=Traits(**place_of(territory), **known))


def reasons(place: Place, theirs: Traits) -> str:
    """Why a municipality is like the reader's, in words, and what is not known of it."""
    if theirs.territory_id == place.territory.pk:
        return _("It is this municipality itself.")
    found = likeness.between(place.traits, theirs)
    alike = [_REASONS[trait](place.traits, theirs, word) for trait, word in found.alike.items()]
    unknown = [name for name, value in _figures(theirs).items() if value is None]
    parts = [
        _("Like yours: %(reasons)s.") % {"reasons": "; ".join(alike)}
        if alike
        else _("Little in common with yours."),
        _("Not known here: %(names)s.") % {"names": ", ".join(unknown)} if unknown else "",
    ]
    return " ".join(filter(None, parts))


def _figures(traits: Traits) -> dict[str, int | None]:
    return {
        _("population"): traits.population,
        _("altitude"): traits.altitude_m,
        _("budget"): traits.budget_tyiyn,
    }


def _size(mine: Traits, theirs: Traits, word: str) -> str:
    shown = {"theirs": number(theirs.population), "mine": number(mine.population)}
    if word == "alike":
        return _("about as many people: %(theirs)s, yours %(mine)s") % shown
    return _("not far in size: %(theirs)s people, yours %(mine)s") % shown


def _budget(mine: Traits, theirs: Traits, word: str) -> str:
    shown = {"theirs": _som(theirs.per_head_tyiyn), "mine": _som(mine.per_head_tyiyn)}
    if word == "alike":
        return _("a like budget per resident: %(theirs)s, yours %(mine)s") % shown
    return _("budget per resident not far: %(theirs)s, yours %(mine)s") % shown


def _altitude(mine: Traits, theirs: Traits, word: str) -> str:
    shown = {"theirs": number(theirs.altitude_m), "mine": number(mine.altitude_m)}
    if word == "alike":
        return _("about as high: %(theirs)s m, yours %(mine)s m") % shown
    return _("not far in height: %(theirs)s m, yours %(mine)s m") % shown


def _place(mine: Traits, theirs: Traits, word: str) -> str:
    return _("the same rayon") if word == "alike" else _("the same oblast")


def _kind(mine: Traits, theirs: Traits, word: str) -> str:
    return _("also a city") if theirs.level == Territory.Level.CITY else _("also an ayil aimak")


def _som(tyiyn: int | None) -> str:
    return str(money.Money(round((tyiyn or 0) / 100) * 100))


_REASONS = {
    "size": _size,
    "budget": _budget,
    "altitude": _altitude,
    "place": _place,
    "kind": _kind,
}
