"""The ledger of one practice as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from portal.core.models import Picture, PictureRendition
from portal.practices import rows
from portal.practices.adoptions.models import Adoption, AdoptionStep
from portal.practices.adoptions.states import BADGES, State
from portal.practices.models import PracticePage
from portal.territories.models import Territory

#: The one size in which pictures of adoptions are shown.
PICTURE = "width-480|format-webp"


@dataclass(frozen=True, slots=True)
class Line:
    """One municipality: where it stands, how it came there, what it says."""

    id: int
    place: str
    above: str
    oblast: str | None
    state: str
    badge: str
    since_on: date
    #: The states it went through, the first one first, each with its day.
    way: list[tuple[str, date]]
    language: str
    #: In which language the words are, where that is not the language of the page.
    foreign: str
    changed: str
    result: str
    reason: str
    picture: Picture | None
    told_by_member: bool
    is_sample: bool
    #: Its own practice page, where it grew into one.
    page_title: str
    page_url: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who took a practice over."""

    key: str
    lines: list[Line] = field(default_factory=list)
    #: State, how its badge looks, how many; only states that somebody is in.
    counts: list[tuple[str, str, int]] = field(default_factory=list)
    #: SOATE code of an oblast or capital to its name, how many are there, the first of them.
    oblasts: dict[str, tuple[str, int, int]] = field(default_factory=dict)


def of_page(page: PracticePage) -> Ledger:
    """The ledger of a practice in the language of its page. One query, whatever its length."""
    lines = [_line(list(steps), page) for steps in _by_adoption(_steps(page))]
    lines.sort(key=lambda line: (line.since_on, line.id), reverse=True)
    _bring_renditions([line.picture for line in lines if line.picture])
    return Ledger(
        key=str(page.translation_key), lines=lines, counts=_counts(lines), oblasts=_oblasts(lines)
    )


def sample() -> Ledger:
    """A ledger made up for the catalogue of components: every state once."""
    told: dict[str, Any] = dict.fromkeys(("page_title", "page_url"), "")
    told |= {"picture": None, "is_sample": True}
    lines = [
        Line(
            id=at,
            place="Көк-Жар",
            above="Кочкор, Нарын",
            oblast="41704000000000",
            state=str(state.label),
            badge=BADGES[state],
            since_on=date(2026, at, 1),
            way=[(str(state.label), date(2026, at, 1))],
            language="ky",
            foreign="" if at % 2 else rows.written_in("ky"),
            changed="Тариф башкача эсептелет.",
            result="",
            reason="Булак тартылып калды." if state == State.STOPPED else "",
            told_by_member=at % 2 == 0,
            **told,
        )
        for at, state in enumerate(State, start=1)
    ]
    key = "00000000-0000-0000-0000-000000000000"
    return Ledger(key=key, lines=lines, counts=_counts(lines), oblasts=_oblasts(lines))


def _steps(page: PracticePage) -> "QuerySet[Any]":
    own = PracticePage.objects.live().filter(
        origin__translation_key=page.translation_key,
        locale=page.locale_id,
        territory=OuterRef("adoption__territory"),
    )
    steps = AdoptionStep.objects.filter(
        adoption__practice_key=page.translation_key, adoption__withdrawn_at=None
    )
    return (
        steps.select_related("adoption__territory__parent__parent", "picture")
        .annotate(
            page_title=Subquery(own.values("title")[:1]), page_slug=Subquery(own.values("slug")[:1])
        )
        .order_by("adoption_id", "position")
    )


def _by_adoption(steps: Iterable[Any]) -> Iterable[Iterable[Any]]:
    return (group for _id, group in groupby(steps, key=lambda step: step.adoption_id))


def _line(steps: list[Any], page: PracticePage) -> Line:
    last, adoption = steps[-1], steps[-1].adoption
    territory: Territory = adoption.territory
    codes = territory.codes
    return Line(
        id=adoption.pk,
        place=territory.name,
        above=territory.place,
        oblast=codes[-1] if codes else None,
        state=str(last.get_state_display()),
        badge=last.badge,
        since_on=last.since_on,
        way=_way(steps),
        language=last.language,
        foreign=_foreign(last, page),
        changed=last.changed,
        result=last.result,
        reason=last.reason,
        picture=last.picture,
        told_by_member=last.source == Adoption.Source.MEMBER,
        is_sample=adoption.is_sample,
        page_title=last.page_title or "",
        page_url=_beside(page, last.page_slug) if last.page_slug else "",
    )


def _foreign(step: Any, page: PracticePage) -> str:
    is_own = step.language == page.locale.language_code
    has_words = step.changed or step.result or step.reason
    return rows.written_in(step.language) if has_words and not is_own else ""


def _way(steps: list[Any]) -> list[tuple[str, date]]:
    """A state told about several times counts from its first day."""
    way: list[tuple[str, date]] = []
    for _state, told in groupby(steps, key=lambda step: step.state):
        first = next(told)
        way.append((str(first.get_state_display()), first.since_on))
    return way


def _beside(page: PracticePage, slug: str) -> str:
    """The address of another practice of the same library."""
    return f"{(page.url or '/').rstrip('/').rpartition('/')[0]}/{slug}/"


def _bring_renditions(pictures: list[Picture]) -> None:
    """All sizes wanted in one query, where Wagtail would ask for each picture."""
    if pictures:
        wanted = PictureRendition.objects.filter(filter_spec=PICTURE)
        prefetch_related_objects(
            pictures, Prefetch("renditions", queryset=wanted, to_attr="prefetched_renditions")
        )


def _counts(lines: list[Line]) -> list[tuple[str, str, int]]:
    states = [line.state for line in lines]
    return [
        (str(state.label), BADGES[state], states.count(str(state.label)))
        for state in (State.IN_USE, State.ADAPTING, State.INTERESTED, State.STOPPED)
        if str(state.label) in states
    ]


def _oblasts(lines: list[Line]) -> dict[str, tuple[str, int, int]]:
    found: dict[str, tuple[str, int, int]] = {}
    for line in lines:
        if line.oblast is not None:
            name = line.above.rpartition(", ")[2] or line.place
            known = found.get(line.oblast, (name, 0, line.id))
            found[line.oblast] = (name, known[1] + 1, known[2])
    return found
