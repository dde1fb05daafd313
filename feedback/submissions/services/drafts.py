"""Writing a submission: saved as it is typed, whatever is typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from feedback.submissions import evidence, prefill
from feedback.submissions.errors import TooManyDrafts, TooManyFiles
from feedback.submissions.models import EvidenceFile, Submission
from feedback.submissions.services.moves import locked_for_author

MOST_DRAFTS = 20
MOST_FILES = 20


@transaction.atomic
def start_draft(
    *, owner_id: int, language: str, at: datetime, origin_id: int | None = None
) -> Submission:
    """Begin a submission with what is known of its author.

    Args:
        origin_id: the practice page she took over: its topics and what she told of it are kept.

    Raises:
        TooManyDrafts: she has enough unfinished ones.
    """
    if Submission.objects.filter(owner=owner_id).editable().count() >= MOST_DRAFTS:
        raise TooManyDrafts
    spoken = language if language in Submission.Language.values else Submission.Language.KYRGYZ
    known = prefill.of_author(owner_id)
    grown, topics = prefill.of_origin(origin_id, known.get("territory_id"))
    draft = Submission.objects.create(
        owner_id=owner_id,
        created_at=at,
        saved_at=at,
        **{"language": spoken, **known, **grown},
    )
    draft.topics.set(topics)
    return draft


@transaction.atomic
def save_draft(
    *,
    submission_id: int,
    step: str,
    values: dict[str, Any],
    unfinished: dict[str, list[str]],
    at: datetime,
) -> Submission:
    """Keep one page of the form.

    Args:
        values: the answers of this page, understood; an answer that was not is empty here.
        unfinished: the page as it was typed when something on it was not understood, else empty.

    Raises:
        NotEditable: the text is with the reviewer or decided.
    """
    submission = locked_for_author(submission_id)
    topics = values.pop("topics", None)
    for name, value in values.items():
        setattr(submission, name, value)
    if step not in submission.saved_steps:
        submission.saved_steps.append(step)
    submission.unfinished.pop(step, None)
    if unfinished:
        submission.unfinished[step] = unfinished
    submission.saved_at = at
    submission.save()
    if topics is not None:
        submission.topics.set(topics)
    return submission


@transaction.atomic
def add_evidence(*, submission_id: int, file: "UploadedFile[Any]", at: datetime) -> EvidenceFile:
    """Keep a photo or a paper; the same file again is the same piece of evidence.

    Raises:
        ValidationError: its content is neither a photo nor a PDF, or it is too large.
        TooManyFiles: there are enough.
        NotEditable: the text is with the reviewer or decided.
    """
    kind = evidence.checked(file)
    submission = locked_for_author(submission_id)
    digest = evidence.digest(file)
    if known := submission.evidence.filter(sha256=digest).first():
        return known
    if submission.evidence.count() >= MOST_FILES:
        raise TooManyFiles
    kept = EvidenceFile(
        submission=submission,
        name=evidence.shown_name(file),
        content_type=kind,
        bytes=file.size or 0,
        sha256=digest,
        added_at=at,
    )
    kept.file.save(evidence.stored_name(kind), file, save=True)
    return kept


@transaction.atomic
def name_evidence(*, submission_id: int, titles: Mapping[int, str]) -> None:
    """Keep what photos show and what papers are.

    Args:
        titles: words by the id of the file; files of other submissions are passed over.

    Raises:
        NotEditable: the text is with the reviewer or decided.
    """
    submission = locked_for_author(submission_id)
    for kept in submission.evidence.filter(pk__in=titles):
        kept.title = titles[kept.pk][:200]
        kept.save(update_fields=["title"])


@transaction.atomic
def remove_evidence(*, submission_id: int, evidence_id: int) -> None:
    """Take a piece of evidence out of a text that may be changed. Harmless when repeated.

    Raises:
        NotEditable: the text is with the reviewer or decided.
    """
    submission = locked_for_author(submission_id)
    if kept := submission.evidence.filter(pk=evidence_id).first():
        storage, name = kept.file.storage, str(kept.file.name)
        kept.delete()
        transaction.on_commit(lambda: storage.delete(name))
