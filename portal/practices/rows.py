"""A practice as a row of a list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.core import money
from portal.core.templatetags.look_tags import number
from portal.practices.models import PracticePage

BADGES = {"works": "ok", "stopped": "wait", "failed": "warn"}


@dataclass(frozen=True, slots=True)
class Row:
    """What ``components/row.html`` shows of a practice."""

    url: str
    title: str
    sign: str
    facts: list[str]
    badge: str
    badge_kind: str
    lang: str


def row(practice: PracticePage) -> Row:
    """One line of facts: place, year, cost, result. Needs ``with_facts``."""
    works = practice.outcome == PracticePage.Outcome.WORKS
    return Row(
        url=practice.url or "/",
        title=practice.title,
        sign=practice.first_sign or "",
        facts=[_place(practice), _when(practice), _cost(practice), _result(practice)],
        badge="" if works else str(practice.get_outcome_display()),
        badge_kind=BADGES[practice.outcome],
        lang=practice.locale.language_code,
    )


def _place(practice: PracticePage) -> str:
    oblast = practice.territory
    while oblast.parent is not None:
        oblast = oblast.parent
    names = [practice.territory.name]
    return ", ".join(names if oblast == practice.territory else [*names, oblast.name])


def _when(practice: PracticePage) -> str:
    day = practice.finished_on or practice.started_on
    return str(day.year) if day else ""


def _cost(practice: PracticePage) -> str:
    total: int | None = practice.total_tyiyn
    return str(money.Money(total)) if total else ""


def _result(practice: PracticePage) -> str:
    if practice.result_what is None:
        return ""
    return _("%(what)s: %(before)s → %(after)s %(unit)s") % {
        "what": practice.result_what,
        "before": number(practice.result_before),
        "after": number(practice.result_after),
        "unit": practice.result_unit,
    }
