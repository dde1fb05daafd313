"""How like two municipalities are, over what is known of both.

Points are given for the place, the kind of unit, the number of people, the altitude and the budget
per head. What is not known of one of the two earns nothing and is named, so that a practice of
which little is known never passes for a twin. The weights are a judgement of what decides whether a
solution can be repeated: size and money first, then climate and neighbourhood.
"""

from dataclasses import dataclass, field

#: Points for each trait; half of them where the two are near rather than alike.
POINTS = {"size": 4, "budget": 3, "altitude": 2, "place": 2, "kind": 1}
MOST = sum(POINTS.values())

#: The larger is at most so many times the smaller.
_ALIKE, _NEAR = 1.5, 2.5
#: Metres: one climate, and one not far from it.
_SAME_CLIMATE, _LIKE_CLIMATE = 250, 500


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a municipality; None for what is not."""

    territory_id: int
    oblast_id: int
    area_id: int | None
    level: str
    population: int | None = None
    altitude_m: int | None = None
    budget_tyiyn: int | None = None

    @property
    def per_head_tyiyn(self) -> int | None:
        """The budget of the year for each resident."""
        if not self.population or self.budget_tyiyn is None:
            return None
        return round(self.budget_tyiyn / self.population)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The verdict: points, and by trait how it came about.

    ``alike`` maps a trait to "alike" or "near"; ``unlike`` and ``unknown`` list the others.
    """

    points: float = 0
    alike: dict[str, str] = field(default_factory=dict)
    unlike: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def between(mine: Traits, theirs: Traits) -> Likeness:
    """How like ``theirs`` is to ``mine``."""
    verdicts = {
        "size": _by_ratio(mine.population, theirs.population),
        "budget": _by_ratio(mine.per_head_tyiyn, theirs.per_head_tyiyn),
        "altitude": _by_metres(mine.altitude_m, theirs.altitude_m),
        "place": _by_place(mine, theirs),
        "kind": "alike" if mine.level == theirs.level else "unlike",
    }
    alike = {trait: word for trait, word in verdicts.items() if word in {"alike", "near"}}
    return Likeness(
        points=sum(POINTS[trait] / (1 if word == "alike" else 2) for trait, word in alike.items()),
        alike=alike,
        unlike=tuple(trait for trait, word in verdicts.items() if word == "unlike"),
        unknown=tuple(trait for trait, word in verdicts.items() if word == "unknown"),
    )


def _by_ratio(mine: int | None, theirs: int | None) -> str:
    if not mine or not theirs:
        return "unknown"
    ratio = max(mine, theirs) / min(mine, theirs)
    if ratio <= _ALIKE:
        return "alike"
    return "near" if ratio <= _NEAR else "unlike"


def _by_metres(mine: int | None, theirs: int | None) -> str:
    if mine is None or theirs is None:
        return "unknown"
    apart = abs(mine - theirs)
    if apart <= _SAME_CLIMATE:
        return "alike"
    return "near" if apart <= _LIKE_CLIMATE else "unlike"


def _by_place(mine: Traits, theirs: Traits) -> str:
    """The same rayon is alike, the same oblast near."""
    if mine.oblast_id != theirs.oblast_id:
        return "unlike"
    return "alike" if mine.area_id == theirs.area_id else "near"
