"""A practice as its page, search and open data show it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from portal.core import licences, money
from portal.core.entries import Entry
from portal.core.templatetags.look_tags import number
from portal.practices import bands, rows
from portal.practices.adoptions import ledger
from portal.territories import lineage
from portal.territories import selectors as territories
from portal.territories.models import Territory

if TYPE_CHECKING:
    from portal.practices.models import PracticePage, Resolution

_TEXTS = ("problem", "aim", "solution", "sustainability", "lessons", "conditions")


def of(page: "PracticePage") -> dict[str, Any]:
    """Everything the template of a practice shows, each figure with its unit and source."""
    territory = page.territory
    costs = list(page.costs.all())
    topics = _topics(page)
    return {
        "territory": territory,
        "place": ", ".join(filter(None, (page.village, territory.name, territory.place))),
        "period": period(page),
        "badge_kind": rows.BADGES[page.outcome],
        "topic_slugs": topics,
        "related_to": (topics, list(lineage.codes_of(territory))),
        "lineage": territories.lineage(territory),
        "passport": _passport(page),
        "beneficiaries": _beneficiaries(page),
        "figures": [
            {"name": one.what, "unit": one.unit, "before": one.before, "after": one.after}
            for one in page.results.all()
        ],
        "money_parts": _money_parts(costs),
        "per_resident": bands.per_head(sum(cost.amount_tyiyn for cost in costs), rows.people(page)),
        "costs": costs,
        "steps": [
            {
                "when": formats.date_format(step.month, "YEAR_MONTH_FORMAT") if step.month else "",
                "what": step.what,
                "who": step.who,
            }
            for step in page.steps.all()
        ],
        "resolutions": _resolutions(page),
        "legal_basis": list(page.legal_basis.select_related("cited")),
        "keeping": _keeping(page),
        "evidence": list(page.evidence.select_related("document", "picture")),
        "authors": [line.strip() for line in page.authors.splitlines() if line.strip()],
        "data": json_ld(page, territory),
        "origin": origin(page),
        "ledger": ledger.of_page(page),
    }


def origin(page: "PracticePage") -> dict[str, str] | None:
    """The practice this one grew out of, while that is published. Asks for nothing more."""
    first = page.origin
    if first is None or not first.live:
        return None
    language = first.locale.language_code
    return {
        "title": first.title,
        "url": first.url or "/",
        "place": first.territory.name,
        "lang": "" if language == page.locale.language_code else language,
    }


def short_place(page: "PracticePage") -> str:
    """Village, municipality and oblast, in the language of the page."""
    oblast = territories.oblast_of(page.territory)
    names = (page.village, page.territory.name, oblast.name)
    return ", ".join(dict.fromkeys(name for name in names if name))


def period(page: "PracticePage") -> str:
    """``2021–2022``, or one year, or nothing."""
    years = [day.year for day in (page.started_on, page.finished_on) if day]
    return "–".join(str(year) for year in dict.fromkeys(years))


def _topics(page: "PracticePage") -> list[str]:
    """Slugs; a draft in preview was not fetched with them."""
    fetched: list[str] | None = getattr(page, "fetched_topics", None)
    return fetched or [topic.slug for topic in page.topics.all()]


def _resolutions(page: "PracticePage") -> list["Resolution"]:
    """Asked for only where the page was fetched with the word that there are some."""
    if not getattr(page, "has_resolutions", True):
        return []
    return list(page.resolutions.select_related("document"))


def _passport(page: "PracticePage") -> list[dict[str, Any]]:
    budget = money.grouped(page.budget_tyiyn) if page.budget_tyiyn is not None else None
    figures = (
        (_("Residents"), page.population, ""),
        (_("of them women"), page.women, ""),
        (_("Households"), page.households, ""),
        (_("Villages"), page.villages, ""),
        (_("Altitude"), page.altitude_m, _("m")),
        (_("Budget of the year"), budget, _("som")),
        (_("Objects of municipal property"), page.property_objects, ""),
        (_("Way to Bishkek"), page.distance_km, _("km")),
    )
    return [
        {"name": name, "value": number(value) if isinstance(value, int) else value, "unit": unit}
        for name, value, unit in figures
        if value is not None
    ]


def _keeping(page: "PracticePage") -> list[dict[str, str]]:
    """Who runs it and who pays for it, the two questions everyone asks about what was built."""
    figures = ((_("Who runs it today"), page.operator), (_("Who pays how much"), page.tariff))
    return [{"name": name, "value": value} for name, value in figures if value]


def _beneficiaries(page: "PracticePage") -> list[dict[str, Any]]:
    figures = (
        (_("Together"), page.beneficiaries),
        (_("of them women"), page.beneficiaries_women),
        (_("of them children"), page.beneficiaries_children),
        (_("of them people with disabilities"), page.beneficiaries_disabled),
    )
    return [{"name": name, "value": number(value)} for name, value in figures if value is not None]


def _money_parts(costs: list[Any]) -> list[dict[str, Any]]:
    sums: dict[str, int] = {}
    for cost in costs:
        name = str(cost.get_source_display())
        sums[name] = sums.get(name, 0) + cost.amount_tyiyn
    return [{"name": name, "tyiyn": tyiyn} for name, tyiyn in sums.items()]


def json_ld(page: "PracticePage", territory: Territory) -> dict[str, Any]:
    """The practice in the words of schema.org."""
    authors = [line.split(",")[0].strip() for line in page.authors.splitlines() if line.strip()]
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "url": page.full_url,
        "author": [{"@type": "Person", "name": name} for name in authors],
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "contentLocation": {"@type": "AdministrativeArea", "name": territory.name},
        "isAccessibleForFree": True,
        "identifier": f"urn:uuid:{page.translation_key}",
        "license": licences.address(page.licence),
    }


def extended(entry: Entry, page: "PracticePage") -> Entry:
    """The entry of a practice: its texts, topics and place, nothing of the contact."""
    territory = page.territory
    parts = [strip_tags(getattr(page, name).replace("</p>", " ")) for name in _TEXTS]
    parts += [one.what for one in (*page.steps.all(), *page.results.all())]
    parts += [page.village, territory.name, territory.place, page.authors]
    parts += lineage.names_of_heirs(territory, entry.locale)
    oblast = territories.oblast_of(territory)
    return replace(
        entry,
        body="\n".join(part for part in parts if part),
        topics=tuple(topic.slug for topic in page.topics.all()),
        territories=lineage.codes_of(territory),
        place=", ".join(
            dict.fromkeys((territory.name_in(entry.locale), oblast.name_in(entry.locale)))
        ),
        extra={"outcome": page.outcome},
    )
