"""One practice as data. The shape is described by ``schemas/practice.json`` and held to it."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags

from portal.core import licences
from portal.opendata.library import Faces
from portal.practices import sheet
from portal.practices.models import LegalBasis, PracticePage
from portal.practices.services import TEXTS
from portal.territories import selectors as territories
from portal.territories.models import Territory

_PASSPORT = ("population", "women", "households", "villages", "altitude_m")


def of(faces: Faces) -> dict[str, Any]:
    """A practice with all its faces. Names of people are in it only with their consent."""
    first = faces[0]
    return {
        "$schema": address("opendata:schema", "practice"),
        "id": str(first.translation_key),
        "version": version(faces),
        "updated": max(face.last_published_at for face in faces).isoformat(),
        "published": min(face.first_published_at for face in faces).isoformat(),
        "licence": {"id": first.licence, "url": licences.address(first.licence)},
        "sample": first.is_sample,
        "outcome": first.outcome,
        "topics": sorted(topic.slug for topic in first.topics.all()),
        "territory": _territory(first.territory),
        "started_on": _day(first.started_on),
        "finished_on": _day(first.finished_on),
        "checked_on": _day(first.checked_on),
        "passport": _passport(first),
        "beneficiaries": {
            "total": first.beneficiaries,
            "women": first.beneficiaries_women,
            "children": first.beneficiaries_children,
            "disabled": first.beneficiaries_disabled,
        },
        "total_cost_som": _total(first),
        "texts": {face.locale.language_code: _face(face) for face in faces},
    }


def version(faces: Faces) -> int:
    """Grows whenever any face of the practice is published anew."""
    return max(face.live_revision_id or 0 for face in faces)


def address(name: str, *args: Any) -> str:
    """An absolute address on this site."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def som(tyiyn: int) -> int | float:
    """Som as a number: whole where it is whole."""
    return tyiyn // 100 if tyiyn % 100 == 0 else tyiyn / 100


def _total(page: PracticePage) -> int | float | None:
    """None where nobody said what it cost: nothing is no price."""
    told = [cost.amount_tyiyn for cost in page.costs.all()]
    return som(sum(told)) if told else None


def _territory(territory: Territory) -> dict[str, Any]:
    oblast = territories.oblast_of(territory)
    return {
        "soate": territory.soate,
        "within": list(territory.codes[1:] if territory.soate else territory.codes),
        "level": territory.level,
        "name": _names(territory),
        "oblast": {"soate": oblast.soate, "name": _names(oblast)},
    }


def _names(territory: Territory) -> dict[str, str]:
    return {language: territory.name_in(language) for language in ("ky", "ru", "en")}


def _passport(page: PracticePage) -> dict[str, Any]:
    return {
        "year": page.passport_year,
        **{name: getattr(page, name) for name in _PASSPORT},
        "budget_som": None if page.budget_tyiyn is None else som(page.budget_tyiyn),
    }


def _face(page: PracticePage) -> dict[str, Any]:
    return {
        "url": page.full_url,
        "version": page.live_revision_id,
        "title": page.title,
        "summary": page.summary,
        "village": page.village,
        **{name: "\n\n".join(sheet.paragraphs(getattr(page, name))) for name in TEXTS},
        "passport_source": page.passport_source,
        "steps": [
            {"month": f"{one.month:%Y-%m}" if one.month else None, "what": one.what, "who": one.who}
            for one in page.steps.all()
        ],
        "costs": [
            {
                "source": one.source,
                "year": one.year,
                "amount_som": som(one.amount_tyiyn),
                "note": one.note,
            }
            for one in page.costs.all()
        ],
        "results": [
            {
                "what": one.what,
                "before": _number(one.before),
                "after": _number(one.after),
                "unit": one.unit,
            }
            for one in page.results.all()
        ],
        "resolutions": [
            {
                "kenesh": one.kenesh,
                "number": one.number,
                "adopted_on": _day(one.adopted_on),
                "subject": one.subject,
                "url": urljoin(page.full_url, one.url) if one.url else "",
            }
            for one in page.resolutions.all()
        ],
        "legal_basis": [_norm(one, page.locale.language_code) for one in page.legal_basis.all()],
        "evidence": [
            {"kind": one.kind, "title": one.title, "checked_on": _day(one.checked_on)}
            for one in page.evidence.all()
        ],
        **_people(page),
    }


def _norm(row: LegalBasis, language: str) -> dict[str, Any]:
    if row.cited is None:
        said = {"id": None, "title": row.norm, "status": None}
        return {**said, "number": row.number, "adopted_on": _day(row.adopted_on), "url": row.link}
    norm = row.cited
    return {
        "id": norm.slug,
        "title": norm.title_in(language),
        "status": norm.status,
        "number": norm.number,
        "adopted_on": _day(norm.adopted_on),
        "url": norm.link,
    }


def _people(page: PracticePage) -> dict[str, Any]:
    """Authors and the contact, each by a consent of its own."""
    people: dict[str, Any] = {}
    if page.names_in_data:
        lines = (strip_tags(line).strip() for line in page.authors.splitlines())
        people["authors"] = [line for line in lines if line]
        people["reviewer"] = page.reviewer
    if page.contact_consent and page.contact_name:
        people["contact"] = {
            name: getattr(page, f"contact_{name}") for name in ("name", "office", "email", "phone")
        }
    return people


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
