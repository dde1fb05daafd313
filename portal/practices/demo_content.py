"""Sample practices, marked as such in the data."""

from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from portal.core import prose, tree
from portal.norms import selectors as norms
from portal.practices import demo_kits, services
from portal.practices.adoptions import services as adoptions
from portal.practices.models import Adoption, PracticeIndexPage, PracticePage
from portal.territories import selectors as territories
from portal.topics.models import Topic

_FOLDER = Path(__file__).parent / "demo"
_LEDGER = _FOLDER / "ledger" / "adoptions.yaml"
_LANGUAGES = ("ky", "ru")


def load() -> None:
    """Publish every sample practice in Kyrgyz and in Russian."""
    for file in sorted(_FOLDER.glob("*.yaml")):
        sample = yaml.safe_load(file.read_text(encoding="utf-8"))
        twin: PracticePage | None = None
        for language in _LANGUAGES:
            index = PracticeIndexPage.objects.get(locale__language_code=language)
            page = tree.plant(index, _page(sample, language), language=language, twin=twin)
            at = datetime.combine(sample["checked_on"], time(6), tzinfo=UTC)
            twin = tree.publish(page, at=at)
    for entry in yaml.safe_load(_LEDGER.read_text(encoding="utf-8")):
        _tell(entry)


def _tell(entry: dict[str, Any]) -> None:
    """Enter a municipality into the ledger and tell on, step by step."""
    practice = PracticePage.objects.filter(slug=entry["practice"]).first()
    if practice is None:
        raise LookupError(entry["practice"])
    first, *later = (
        adoptions.Statement(
            language=entry["language"],
            by_id=None,
            source=Adoption.Source.HEARD,
            heard_from=entry["heard_from"],
            **step,
        )
        for step in entry["told"]
    )
    kept = adoptions.record_adoption(
        practice_key=practice.translation_key,
        territory_id=territories.by_soate(entry["territory"]).pk,
        statement=first,
        at=_heard_at(first),
        is_sample=True,
    )
    for told in later:
        adoptions.move_adoption(adoption_id=kept.pk, statement=told, at=_heard_at(told))


def _heard_at(told: adoptions.Statement) -> datetime:
    """Editors hear of it on the day itself."""
    return datetime.combine(told.since_on, time(6), tzinfo=UTC)


def _origin(slug: str | None, language: str) -> PracticePage | None:
    found = PracticePage.objects.filter(slug=slug, locale__language_code=language)
    return found.first() if slug else None


def _page(sample: dict[str, Any], language: str) -> PracticePage:
    texts, contact = sample["texts"][language], sample["contact"]
    passport, gained = sample["passport"], sample["beneficiaries"]
    page = PracticePage(
        live=False,
        is_sample=True,
        origin=_origin(sample.get("origin"), language),
        slug=sample["slug"],
        title=texts["title"],
        summary=texts["summary"],
        territory=territories.by_soate(sample["territory"]),
        village=(sample.get("village") or {}).get(language, ""),
        started_on=sample["started_on"],
        finished_on=sample["finished_on"],
        outcome=sample["outcome"],
        passport_year=passport["year"],
        passport_source=passport["source"][language],
        budget_tyiyn=passport["budget_som"] * 100,
        **{name: passport.get(name) for name in _PASSPORT},
        **{name: (sample.get(name) or {}).get(language, "") for name in ("operator", "tariff")},
        **{name: prose.paragraphs(texts.get(name, "")) for name in services.TEXTS},
        beneficiaries=gained["total"],
        **{f"beneficiaries_{name}": gained[name] for name in ("women", "children", "disabled")},
        contact_name=contact["name"][language],
        contact_office=contact["office"][language],
        contact_email=contact["email"],
        contact_consent=contact["consent"],
        names_in_data=contact["consent"],
        contact_consent_on=sample["checked_on"] if contact["consent"] else None,
        authors="\n".join(author[language] for author in sample["authors"]),
        reviewer=sample["reviewer"][language],
        checked_on=sample["checked_on"],
    )
    services.fill(page, **_parts(sample, language))
    page.kit_files = demo_kits.files_of(sample, language)
    page.topics = Topic.objects.filter(slug__in=sample["topics"])
    return page


_PASSPORT = (
    *("population", "women", "households", "villages", "altitude_m"),
    *("distance_km", "property_objects"),
)


def _parts(sample: dict[str, Any], language: str) -> dict[str, services.Rows]:
    costs = [
        {
            "source": row["source"],
            "amount_tyiyn": row["amount_som"] * 100,
            "year": row["year"],
            "note": row["note"][language],
        }
        for row in sample["costs"]
    ]
    results = [
        {
            "what": row["what"][language],
            "before": _decimal(row["before"]),
            "after": _decimal(row["after"]),
            "unit": row["unit"][language],
        }
        for row in sample["results"]
    ]
    named = {
        name: _in(language, sample.get(name, []))
        for name in ("steps", "resolutions", "legal_basis", "evidence")
    }
    cited = [{"cited": norms.by_slug(slug)} for slug in sample.get("cites", [])]
    legal_basis = [*cited, *named["legal_basis"]]
    return {**named, "costs": costs, "results": results, "legal_basis": legal_basis}


def _in(language: str, rows: list[dict[str, Any]]) -> services.Rows:
    """The rows with their texts in one language."""
    return [
        {name: value[language] if isinstance(value, dict) else value for name, value in row.items()}
        for row in rows
    ]


def _decimal(text: str) -> Decimal:
    return Decimal(str(text).replace(" ", "").replace(",", "."))
