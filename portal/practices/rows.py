"""A practice as a row of a list."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import money
from portal.core.templatetags.look_tags import number
from portal.practices import bands
from portal.practices.models import PracticePage
from portal.territories.selectors import oblast_of

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
    note: str = ""


def row(practice: PracticePage, *, reading: str = "", request: HttpRequest | None = None) -> Row:
    """One line of facts: place, year, cost, result. Needs ``with_facts``.

    Args:
        reading: the language of the reader; a practice in another one says so.
        request: where it is known, addresses are made without asking a cache for the site.
    """
    works = practice.outcome == PracticePage.Outcome.WORKS
    return Row(
        url=practice.get_url(request) or "/",
        title=practice.title,
        sign=practice.first_sign or "",
        facts=[
            _language(practice, reading),
            _place(practice),
            _when(practice),
            _cost(practice),
            _result(practice),
            _adopted(practice),
        ],
        badge="" if works else str(practice.get_outcome_display()),
        badge_kind=BADGES[practice.outcome],
        lang=practice.locale.language_code,
    )


def _language(practice: PracticePage, reading: str) -> str:
    code = practice.locale.language_code
    if not reading or code == reading:
        return ""
    names = {"ky": _("in Kyrgyz"), "ru": _("in Russian"), "en": _("in English")}
    return names.get(code, code)


def _place(practice: PracticePage) -> str:
    names = [practice.territory.name, oblast_of(practice.territory).name]
    return ", ".join(dict.fromkeys(names))


def _when(practice: PracticePage) -> str:
    day = practice.finished_on or practice.started_on
    return str(day.year) if day else ""


def _cost(practice: PracticePage) -> str:
    facts = getattr(practice, "facts", None)
    if facts is None or not facts.cost_tyiyn:
        return ""
    total, each = money.Money(facts.cost_tyiyn), bands.per_head(facts.cost_tyiyn, people(practice))
    if not each:
        return str(total)
    return _("%(total)s, %(each)s per resident") % {"total": total, "each": each}


def people(practice: PracticePage) -> int | None:
    """The residents of the municipality as far as they are known."""
    facts = getattr(practice, "facts", None)
    return practice.population if facts is None else facts.population


def _adopted(practice: PracticePage) -> str:
    facts = getattr(practice, "facts", None)
    number_of = facts.adopted_count if facts else 0
    if not number_of:
        return ""
    return ngettext(
        "taken over by %(number)s municipality",
        "taken over by %(number)s municipalities",
        number_of,
    ) % {"number": number_of}


def _result(practice: PracticePage) -> str:
    result: dict[str, Any] | None = practice.first_result
    if result is None:
        return ""
    return _("%(what)s: %(before)s → %(after)s %(unit)s") % {
        **result,
        "before": number(result["before"]),
        "after": number(result["after"]),
    }
