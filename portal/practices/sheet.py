"""A practice on two printed pages: what was done, and how to repeat it."""

import io
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import segno
from django.utils import formats, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from portal.core import made, money, ornament, typesetting
from portal.core.templatetags.look_tags import agreed, number
from portal.norms import words
from portal.practices import description
from portal.practices.models import LegalBasis, PracticePage, Resolution

_FORM = Path(__file__).parent / "paper_forms" / "sheet.typ"
_DESIGN = made.version_of(_FORM.read_bytes())
PAGES = 2
#: Sizes of the text in points, the first that fits; below the last one words are cut instead.
_SIZES = (12.0, 11.25, 10.5, 9.75, 9.0, 8.5)
#: Shares of each long text that stay when even the smallest letters do not fit.
_SHARES = (1.0, 0.75, 0.55, 0.35, 0.2)
_BREAKS = re.compile(r"</p>|</li>|<br\s*/?>")


def version(page: PracticePage) -> str:
    """Another one whenever the page is published anew, moves, or a norm it cites changes."""
    law = list(page.legal_basis.values_list("cited", "cited__status", "cited__status_since"))
    published = (page.last_published_at, page.live_revision_id)
    return made.version_of(page.pk, published, page.full_url, law, _DESIGN)


def pdf(page: PracticePage) -> bytes:
    """The sheet, made once for each version."""
    return made.once(f"kits/{page.pk}", version(page), "pdf", lambda: render(page))


def render(page: PracticePage) -> bytes:
    """The PDF of exactly two pages, however long the texts are."""
    language = page.locale.language_code
    felt = ornament.picture(seed=str(page.translation_key), columns=16, rows=1)
    files = {"band.svg": felt.encode(), "code.svg": _code(page.full_url)}
    moment = int(page.last_published_at.timestamp()) if page.last_published_at else None
    with translation.override(language):
        data = _data(page)
    for share in _SHARES:
        cut = _shortened(data, share)
        for size in _SIZES if share == 1.0 else _SIZES[-1:]:
            made_pdf = typesetting.typeset(
                _FORM, {**cut, "size": size}, files=files, timestamp=moment
            )
            if _pages(made_pdf) == PAGES:
                return made_pdf
    return made_pdf


def _code(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, scale=4)
    return out.getvalue()


def _pages(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def _shortened(data: dict[str, Any], share: float) -> dict[str, Any]:
    """The same data, each long text cut to its share and each list to its first rows."""
    if share == 1.0:
        return data
    return {
        **data,
        "sections": {
            name: {**section, "text": [_cut(" ".join(section["text"]), share)]}
            for name, section in data["sections"].items()
        },
        "steps": data["steps"][: max(int(len(data["steps"]) * share), 3)],
        "costs": data["costs"][:6],
        "results": data["results"][:6],
        "norms": data["norms"][:4],
    }


def _cut(text: str, share: float) -> str:
    kept = text[: int(min(len(text), 4000) * share)]
    return text if len(kept) == len(text) else f"{kept.rsplit(' ', 1)[0]}…"


def paragraphs(rich_text: str) -> list[str]:
    """The words of rich text, one paragraph each."""
    parts = (unescape(strip_tags(part)).strip() for part in _BREAKS.split(rich_text))
    return [part for part in parts if part]


def _data(page: PracticePage) -> dict[str, Any]:
    told = description.of(page)
    sections = {
        name: {"title": title, "text": paragraphs(getattr(page, name))}
        for name, title in (
            ("problem", _("The problem")),
            ("solution", _("What was done")),
            ("conditions", _("If you want to repeat it")),
            ("lessons", _("Lessons and risks")),
            ("sustainability", _("What keeps it going")),
        )
    }
    return {
        "language": page.locale.language_code,
        "title": page.title,
        "place": told["place"],
        "period": told["period"],
        "outcome": str(page.get_outcome_display()),
        "summary": page.summary,
        "sample": _("Sample content: written to show how the portal works, not about a real case.")
        if page.is_sample
        else "",
        "passport": [[str(one["name"]), _with_unit(one)] for one in told["passport"]],
        "results": _results(page),
        "gained": [[str(one["name"]), one["value"]] for one in told["beneficiaries"]],
        "costs": _costs(told["costs"]),
        "steps": [[step["when"], step["what"], step["who"]] for step in told["steps"]],
        "norms": [
            *(_resolution(row) for row in told["resolutions"]),
            *(_norm(row) for row in told["legal_basis"]),
        ],
        "sections": sections,
        "contact": _contact(page),
        "address": page.full_url,
        "foot": _foot(page),
        "labels": _labels(),
    }


def _with_unit(one: dict[str, Any]) -> str:
    return " ".join(filter(None, (str(one["value"]), str(one["unit"]))))


def _results(page: PracticePage) -> list[list[str]]:
    return [
        [
            one.what,
            number(one.before),
            f"{number(one.after)} {agreed(one.unit, one.after)}",
        ]
        for one in page.results.all()
    ]


def _costs(costs: list[Any]) -> list[list[str]]:
    rows = [
        [
            f"{cost.get_source_display()}, {cost.year}",
            cost.note,
            str(money.Money(cost.amount_tyiyn)),
        ]
        for cost in costs
    ]
    total = sum(cost.amount_tyiyn for cost in costs)
    return [*rows, [_("Together"), "", str(money.Money(total))]] if rows else []


def _resolution(row: Resolution) -> str:
    facts = (str(row), _in_words(row.adopted_on), row.subject)
    return ", ".join(filter(None, facts))


def _norm(row: LegalBasis) -> str:
    norm = row.cited or row
    facts = [
        row.cited.title if row.cited else row.norm,
        f"№ {norm.number}" if norm.number else "",
        _in_words(norm.adopted_on),
        words.standing(row.cited) if row.cited else "",
    ]
    return ", ".join(filter(None, facts))


def _in_words(day: date | None) -> str:
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def _contact(page: PracticePage) -> list[str]:
    """Whom to ask; nothing without consent."""
    if not page.contact_consent:
        return []
    told = (page.contact_name, page.contact_office, page.contact_phone, page.contact_email)
    return [part for part in told if part]


def _foot(page: PracticePage) -> str:
    said = [_("Best Practice Portal"), _in_words(page.last_published_at)]
    return " · ".join(filter(None, [*said, str(page.get_licence_display())]))


def _labels() -> dict[str, str]:
    return {
        "passport": _("Passport of the municipality"),
        "result": _("The result"),
        "before": _("before"),
        "after": _("after"),
        "gained": _("People who gained"),
        "cost": _("What it cost"),
        "steps": _("Step by step"),
        "norms": _("Legal basis"),
        "contact": _("Who can tell more"),
        "kit": _("The files to fill in, and the newest version of this sheet:"),
    }
