"""Answers about submissions, shaped for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from feedback.submissions import completeness, evidence
from feedback.submissions.completeness import STEPS
from feedback.submissions.forms import SHEETS, Sheet
from feedback.submissions.models import CostSource, EvidenceFile, ReviewNorm, Submission
from feedback.submissions.services.drafts import MOST_FILES
from feedback.submissions.states import Deed, State
from portal.core import money
from portal.practices.adoptions import selectors as adoptions
from portal.practices.models import PracticePage
from portal.territories import selectors as territories


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form in the list of pages."""

    code: str
    name: Any
    is_here: bool
    #: She has saved it with something on it, nothing is missing, everything was understood.
    is_ready: bool


def start(reader: Any, origin: str) -> dict[str, Any]:
    """The promise, the reader's unfinished texts, and what the new one grows out of.

    Args:
        origin: the id of a practice page as it came in the address.
    """
    drafts = Submission.objects.of(reader).editable() if reader.is_authenticated else []
    return {
        "days": ReviewNorm.load().review_within_days,
        "drafts": list(drafts),
        "origin": origin_of(origin),
    }


def origin_of(text: str) -> PracticePage | None:
    """The published practice whose page has this id, or None for anything else."""
    is_id = text.isascii() and text.isdigit() and len(text) < 10
    return adoptions.open_practice(int(text)) if is_id else None


def saved_words(at: datetime) -> str:
    """ "Saved at 14:05", in the language of the page."""
    return _("Saved at %(time)s") % {
        "time": formats.time_format(timezone.localtime(at).time(), "H:i")
    }


def form_page(submission: Submission, form: Sheet) -> dict[str, Any]:
    """What stands around a page of the form."""
    open_ = {gap.step for gap in completeness.gaps(submission)}
    return {
        "step": STEPS.index(form.step) + 1,
        "total": len(STEPS),
        "steps": [
            Step(
                step,
                SHEETS[step].heading,
                is_here=step == form.step,
                is_ready=step not in open_ and _is_begun(submission, step),
            )
            for step in STEPS
        ],
        "before": STEPS[STEPS.index(form.step) - 1] if form.step != STEPS[0] else "",
        "saved": saved_words(submission.saved_at),
        "files": list(submission.evidence.all()) if form.step == "proof" else [],
        "most_files": MOST_FILES,
        "megabytes": evidence.MEGABYTES,
        "round": submission.last_round() if submission.state == State.RETURNED else None,
    }


def _is_begun(submission: Submission, step: str) -> bool:
    names = set(SHEETS[step].base_fields) - {"language", "outcome", "topics", "contact_consent"}
    return step in submission.saved_steps and any(getattr(submission, name) for name in names)


def check_page(submission: Submission) -> dict[str, Any]:
    """The whole text with what is missing, page by page."""
    return {
        "gaps": [
            {
                "text": _gap_text(gap),
                "heading": SHEETS[gap.step].heading,
                "url": reverse("submissions:sheet", args=[submission.pk, gap.step]),
            }
            for gap in completeness.gaps(submission)
        ],
        "parts": parts(submission, with_links=True),
        "files": list(submission.evidence.all()),
        "silent_photos": submission.evidence.without_words().count(),
        "days": ReviewNorm.load().review_within_days,
    }


def _gap_text(gap: completeness.Gap) -> Any:
    if not gap.field:
        return _("Something was not understood: see the page.")
    return SHEETS[gap.step].base_fields[gap.field].label


def author_page(submission: Submission) -> dict[str, Any]:
    """The state, the answers so far, and the text."""
    rounds = list(submission.rounds.select_related("reviewer"))
    page = submission.page
    return {
        "rounds": [one for one in rounds if one.decided_at][::-1],
        "page_url": page.url if page and submission.state == State.PUBLISHED else "",
        "may_withdraw": submission.allows(Deed.WITHDRAW),
        "parts": parts(submission),
        "files": list(submission.evidence.all()),
    }


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the form, filled in, to be read."""

    code: str
    heading: Any
    #: Pairs of a name and a text; long texts keep their paragraphs.
    answers: list[tuple[Any, str]]
    #: Tables: caption, heads, rows of texts.
    tables: list[tuple[Any, list[Any], list[list[str]]]]
    url: str = ""


def parts(submission: Submission, *, with_links: bool = False) -> list[Part]:
    """The whole text as it is read by its author and by the reviewer."""
    return [
        Part(
            step,
            sheet.heading,
            [answer for answer in _answers(sheet, submission) if answer[1]],
            [table for table in _tables(sheet, submission) if table[2]],
            reverse("submissions:sheet", args=[submission.pk, step]) if with_links else "",
        )
        for step, sheet in SHEETS.items()
    ]


def _answers(sheet: type[Sheet], submission: Submission) -> Iterable[tuple[Any, str]]:
    for name, field in sheet.base_fields.items():
        if not hasattr(field, "columns"):
            yield field.label, _words(submission, name)


def _words(submission: Submission, name: str) -> str:
    value = getattr(submission, name)
    if name == "territory":
        return ", ".join(_path(submission))
    if name == "topics":
        return ", ".join(topic.title for topic in value.all())
    if name in {"language", "outcome"}:
        return str(getattr(submission, f"get_{name}_display")())
    if name == "budget_tyiyn":
        return "" if value is None else money.grouped(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return month(value)
    return "" if value is None else str(value)


def _path(submission: Submission) -> list[str]:
    if submission.territory is None:
        return []
    return territories.path_names(submission.territory, submission.language)


def month(day: date) -> str:
    """ "March 2024" in the language of the page."""
    return str(formats.date_format(day, "YEAR_MONTH_FORMAT"))


def _tables(
    sheet: type[Sheet], submission: Submission
) -> Iterable[tuple[Any, list[Any], list[list[str]]]]:
    for name, field in sheet.base_fields.items():
        if columns := getattr(field, "columns", None):
            rows = [
                [_cell(column, row.get(column.name)) for column in columns]
                for row in getattr(submission, name)
            ]
            yield field.label, [column.label for column in columns], rows


def _cell(column: Any, value: Any) -> str:
    if column.kind == "choice":
        return str(dict(CostSource.choices).get(value, value))
    if column.kind == "month" and value:
        return month(date.fromisoformat(value))
    return str(column.typed(value))


def file_rows(files: Iterable[EvidenceFile]) -> list[dict[str, Any]]:
    """Evidence for the list of files."""
    return [
        {
            "name": kept.name,
            "url": reverse("submissions:evidence", args=[kept.pk]),
            "kind": kept.kind,
            "bytes": kept.bytes,
        }
        for kept in files
    ]


def of_member(member: Any) -> list[Submission]:
    """Everything she wrote and did not take back, the latest first."""
    return list(Submission.objects.of(member).exclude(state=State.WITHDRAWN))


def of_client(client_id: int) -> list[Submission]:
    """What a client has sent in, the latest first; drafts are hers alone."""
    return list(Submission.objects.shown_to_staff().filter(client=client_id))


def counts_of_client(client_id: int) -> dict[str, int]:
    """``received``, ``waiting``, ``published``: one query."""
    return (
        Submission.objects.filter(client=client_id)
        .received()
        .aggregate(
            received=Count("pk"),
            waiting=Count("pk", filter=Q(state=State.SUBMITTED)),
            published=Count("pk", filter=Q(state=State.PUBLISHED)),
        )
    )


def author_of(page: Any) -> int | None:
    """The account of whoever sent in what became this page; None for other pages."""
    found = Submission.objects.made_into(page.translation_key)
    return found.values_list("owner", flat=True).first()
