"""From an accepted submission to a practice page in draft: nothing is retyped."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from feedback.submissions import evidence
from feedback.submissions.models import EvidenceFile, Submission
from portal.practices.services import Rows, draft_page

_PASSPORT = ("population", "women", "households", "budget_tyiyn", "passport_year",
             "passport_source")  # fmt: skip
_KEEPING = ("operator", "tariff")
_TEXTS = ("problem", "aim", "solution", "sustainability", "lessons", "conditions")


def draft(submission: Submission, *, on: date, checked_how: str) -> int:
    """Write the draft in the language of the text; returns the id of the page.

    Args:
        checked_how: the way in which the reviewer checked photos and papers, an
            ``Evidence.Check``. Empty: the page does not claim that anybody did.
    """
    check = _check(submission, on, checked_how) if checked_how else {}
    with ExitStack() as files:
        return draft_page(
            language=submission.language,
            title=submission.title,
            summary=submission.summary,
            territory_id=_municipality(submission),
            village=submission.village,
            topic_ids=list(submission.topics.values_list("pk", flat=True)),
            period=(submission.started_on, submission.finished_on),
            outcome=submission.outcome,
            texts={name: getattr(submission, name) for name in _TEXTS},
            beneficiaries={
                "total": submission.beneficiaries,
                "women": submission.beneficiaries_women,
                "children": submission.beneficiaries_children,
                "disabled": submission.beneficiaries_disabled,
            },
            passport={name: getattr(submission, name) for name in _PASSPORT},
            keeping={name: getattr(submission, name) for name in _KEEPING},
            costs=[_cost(row) for row in submission.costs],
            results=[_result(row) for row in submission.results],
            steps=[_step(row) for row in submission.steps],
            resolutions=[_resolution(row) for row in submission.resolutions],
            legal_basis=[_norm(row) for row in submission.norms],
            evidence=[*_proofs(submission, check, files), *_video(submission)],
            origin_id=submission.origin_id,
            authors=_authors(submission),
            review={"reviewer": _name(submission.reviewer), "checked_on": on},
            contact={
                "name": submission.contact_name,
                "office": submission.contact_office,
                "email": submission.contact_email,
                "phone": submission.contact_phone,
                "consent": submission.contact_consent,
            },
        )


def _municipality(submission: Submission) -> int:
    if submission.territory_id is None:
        raise ValueError(f"submission {submission.pk} came in without its municipality")
    return submission.territory_id


def _cost(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": row["source"],
        "amount_tyiyn": row["amount"],
        "year": row["year"],
        "note": row["note"],
    }


def _result(row: dict[str, Any]) -> dict[str, Any]:
    figures = {name: row[name].replace(",", ".") for name in ("before", "after")}
    return {"what": row["what"], "unit": row["unit"], **figures}


def _step(row: dict[str, Any]) -> dict[str, Any]:
    month = date.fromisoformat(row["month"]) if row["month"] else None
    return {**row, "month": month}


def _resolution(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "adopted_on": date.fromisoformat(row["adopted_on"])}


def _norm(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "adopted_on": row["adopted_on"] and date.fromisoformat(row["adopted_on"])}


def _video(submission: Submission) -> Rows:
    if not submission.video_link:
        return []
    with translation.override(submission.language):
        title = _("Video: %(title)s") % {"title": submission.title}
    return [{"kind": "video", "title": title, "link": submission.video_link}]


def _authors(submission: Submission) -> list[str]:
    """Whom she named as authors; else herself, by name only when she agreed to be named."""
    if named := [line.strip() for line in submission.authors.splitlines() if line.strip()]:
        return named
    return [str(submission.owner)] if submission.owner and submission.contact_consent else []


def _check(submission: Submission, on: date, how: str) -> dict[str, Any]:
    return {
        "checked_how": how,
        "checked_on": on,
        "checked_by": _name(submission.reviewer)[:160],
    }


def _proofs(submission: Submission, check: dict[str, Any], files: ExitStack) -> Rows:
    return [
        {
            "kind": "photo" if kept.is_picture else "document",
            "title": title,
            "file": files.enter_context(evidence.for_the_public(kept)),
            **check,
        }
        for kept, title in _titled(submission)
    ]


def _titled(submission: Submission) -> Iterator[tuple[EvidenceFile, str]]:
    """Each file with what its author says it shows; a paper also by number and name.

    A photo that nobody described has no title: the editor writes it before the page can go out.
    """
    papers = 0
    with translation.override(submission.language):
        for kept in submission.evidence.all():
            papers += not kept.is_picture
            named = _("file %(number)s, %(name)s") % {"number": papers, "name": kept.name}
            yield kept, kept.title or ("" if kept.is_picture else named)


def _name(person: Any) -> str:
    return person.get_full_name() if person else ""
