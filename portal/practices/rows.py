"""A practice as a row of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import money, navigation, units
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


@dataclass(frozen=True, slots=True)
class Told:
    """What a row is made of."""

    url: str
    title: str
    sign: str | None
    language: str
    outcome: str
    places: tuple[str, ...]
    day: date | None
    cost_tyiyn: int | None
    people: int | None
    adopted_count: int
    result: Mapping[str, Any] | None


def row(practice: PracticePage) -> Row:
    """The row of a page that was fetched ``with_facts``."""
    facts = getattr(practice, "facts", None)
    return _row(
        Told(
            url=practice.url or "/",
            title=practice.title,
            sign=practice.first_sign,
            language=practice.locale.language_code,
            outcome=practice.outcome,
            places=(practice.territory.name, oblast_of(practice.territory).name),
            day=practice.finished_on or practice.started_on,
            cost_tyiyn=facts.cost_tyiyn if facts else None,
            people=people(practice),
            adopted_count=facts.adopted_count if facts else 0,
            result=practice.first_result,
        )
    )


def of_pages(page_ids: list[int], *, reading: str, oblasts: Mapping[int, str]) -> dict[int, Row]:
    """Rows by the id of the page, without the weight of the pages themselves. One query.

    Args:
        reading: the language of the reader; a practice in another one says so.
        oblasts: names of the oblasts by id.
    """
    language = translation.get_language()
    name = f"territory__name_{language if language in {'ky', 'ru'} else 'en'}"
    address_at = navigation.addresses()
    pages = PracticePage.objects.filter(pk__in=page_ids).annotate_row()
    values = pages.values(
        *("pk", "title", "url_path", "outcome", "started_on", "finished_on", name),
        *("first_sign", "first_result", "facts__language", "facts__oblast_id"),
        *("facts__cost_tyiyn", "facts__population", "facts__adopted_count"),
    )
    return {
        one["pk"]: _row(
            Told(
                url=address_at(one["url_path"], one["facts__language"]),
                title=one["title"],
                sign=one["first_sign"],
                language=one["facts__language"],
                outcome=one["outcome"],
                places=(one[name], oblasts.get(one["facts__oblast_id"], "")),
                day=one["finished_on"] or one["started_on"],
                cost_tyiyn=one["facts__cost_tyiyn"],
                people=one["facts__population"],
                adopted_count=one["facts__adopted_count"],
                result=one["first_result"],
            ),
            reading=reading,
        )
        for one in values
    }


def people(practice: PracticePage) -> int | None:
    """The residents of the municipality as far as they are known."""
    facts = getattr(practice, "facts", None)
    return practice.population if facts is None else facts.population


def _row(told: Told, *, reading: str = "") -> Row:
    """One line of facts: language if foreign, place, year, cost, result, adoptions."""
    works = told.outcome == PracticePage.Outcome.WORKS
    return Row(
        url=told.url,
        title=told.title,
        sign=told.sign or "",
        facts=[
            written_in(told.language) if reading and told.language != reading else "",
            ", ".join(dict.fromkeys(filter(None, told.places))),
            str(told.day.year) if told.day else "",
            _cost(told),
            _result(told.result, told.language),
            _adopted(told.adopted_count),
        ],
        badge="" if works else str(PracticePage.Outcome(told.outcome).label),
        badge_kind=BADGES[told.outcome],
        lang=told.language,
    )


def written_in(code: str) -> str:
    """Says to a reader of another language in which one something is written."""
    names = {"ky": _("in Kyrgyz"), "ru": _("in Russian"), "en": _("in English")}
    return names.get(code, code)


def _cost(told: Told) -> str:
    if not told.cost_tyiyn:
        return ""
    total, each = money.Money(told.cost_tyiyn), bands.per_head(told.cost_tyiyn, told.people)
    if not each:
        return str(total)
    return _("%(total)s, %(each)s per resident") % {"total": total, "each": each}


def _result(result: Mapping[str, Any] | None, language: str) -> str:
    if result is None:
        return ""
    return _("%(what)s: %(before)s → %(after)s %(unit)s") % {
        **result,
        "before": number(result["before"]),
        "after": number(result["after"]),
        "unit": units.agreed(result["unit"], Decimal(str(result["after"])), language),
    }


def _adopted(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "taken over by %(number)s municipality",
        "taken over by %(number)s municipalities",
        count,
    ) % {"number": count}
