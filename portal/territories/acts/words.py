"""Why an act is refused, in the language of the editor."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from portal.territories.acts import errors


def refusal(error: errors.ActRefused) -> str:
    """One sentence that says what to do."""
    match error:
        case errors.UnitRefused():
            return str(_OF_A_UNIT[type(error)] % {"name": error.unit})
        case errors.WrongPlace():
            return gettext(
                "%(name)s cannot stand there: ayil aimaks are parts of rayons, rayons of "
                "oblasts, districts of cities; an oblast is part of nothing."
            ) % {"name": error.name}
        case errors.CodeTaken():
            return gettext(
                "The code %(code)s belongs to another unit. If that unit keeps it, choose it "
                "as the one that goes on."
            ) % {"code": error.soate}
        case errors.SomethingCameAfter():
            later = ", ".join(str(act) for act in error.acts)
            return gettext("Later acts rest on this one; take them back first: %(acts)s.") % {
                "acts": later
            }
        case errors.StillUsed():
            return gettext(
                "Since the act, something was entered under the new unit: %(what)s. "
                "Move it to another unit, or take it back, first."
            ) % {"what": ", ".join(error.what)}
    return str(_PLAIN[type(error)])


_OF_A_UNIT: dict[type[errors.ActRefused], Any] = {
    errors.AlreadyEnded: gettext_lazy("%(name)s has ended already; its successor is known."),
    errors.OutOfOrder: gettext_lazy(
        "%(name)s began, or was changed by another act, on this day or later. "
        "Acts are entered in the order of their days."
    ),
    errors.UnfitParts: gettext_lazy(
        "%(name)s has parts that cannot be parts of such a unit. Move them first."
    ),
    errors.AlreadyThere: gettext_lazy(
        "%(name)s already stands in the register in this place. A unit that follows another one "
        "is entered as a merger, a division or a renaming."
    ),
    errors.HasParts: gettext_lazy(
        "%(name)s has parts. Let it go on and move its parts first; then it can be dissolved."
    ),
}
_PLAIN: dict[type[errors.ActRefused], Any] = {
    errors.WithinItself: gettext_lazy("A unit cannot become part of itself."),
    errors.TooFew: gettext_lazy("The act needs at least one more unit."),
    errors.NothingChanges: gettext_lazy("The unit is already so."),
    errors.StillToCome: gettext_lazy(
        "This day is still to come. Enter the act on the day it takes effect, or later."
    ),
    errors.TakenBack: gettext_lazy("The act was taken back before."),
}
