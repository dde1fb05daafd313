"""Why an act is refused."""

from portal.territories.acts.models import Act
from portal.territories.models import Territory


class ActRefused(Exception):
    """The act cannot be entered, or cannot be taken back."""


class UnitRefused(ActRefused):
    """One unit stands in the way."""

    def __init__(self, unit: Territory) -> None:
        super().__init__(unit.pk)
        self.unit = unit


class AlreadyEnded(UnitRefused):
    """A unit of the act has ended and its successor is known."""


class OutOfOrder(UnitRefused):
    """A unit began, or was changed by another act, on this day or later."""


class HasParts(UnitRefused):
    """The unit has parts, and the act does not say to whom they pass."""


class UnfitParts(UnitRefused):
    """The unit has parts that cannot be parts of one of the new kind."""


class CodeTaken(ActRefused):
    """The SOATE code belongs to another unit."""

    def __init__(self, soate: str) -> None:
        super().__init__(soate)
        self.soate = soate


class WithinItself(ActRefused):
    """A unit would become part of itself or of its own part."""


class TooFew(ActRefused):
    """The act names fewer units than it needs."""


class NothingChanges(ActRefused):
    """The unit is already as the act would make it."""


class StillToCome(ActRefused):
    """The act takes effect, or its document is dated, on a day that has not come."""


class AlreadyThere(UnitRefused):
    """A unit of this kind and name goes on in the same place."""


class WrongPlace(ActRefused):
    """A unit of this kind is not part of such a one, or stands alone where it cannot."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TakenBack(ActRefused):
    """The act was taken back before."""


class SomethingCameAfter(ActRefused):
    """Later acts rest on this one."""

    def __init__(self, acts: list[Act]) -> None:
        super().__init__([act.pk for act in acts])
        self.acts = acts


class StillUsed(ActRefused):
    """Since the act, something was entered under a unit it founded."""

    def __init__(self, what: list[str]) -> None:
        super().__init__(what)
        self.what = what
