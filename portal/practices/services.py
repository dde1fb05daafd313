"""Writing practices."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from django.core.files import File
from django.db import transaction
from wagtail.documents import get_document_model

from portal.core import letters, prose, tree
from portal.core.models import Picture
from portal.practices import recount, signals
from portal.practices.adoptions.selectors import adopted_counts
from portal.practices.errors import AlreadyPublished
from portal.practices.models import (
    Cost,
    Evidence,
    LegalBasis,
    PracticeFacts,
    PracticeIndexPage,
    PracticePage,
    Resolution,
    Result,
    ShelfMark,
    Step,
)
from portal.territories import lineage
from portal.topics.models import Topic

Rows = Sequence[Mapping[str, Any]]

_PARTS = {
    "costs": Cost,
    "results": Result,
    "steps": Step,
    "resolutions": Resolution,
    "legal_basis": LegalBasis,
    "evidence": Evidence,
}
TEXTS = ("problem", "aim", "solution", "sustainability", "lessons", "conditions")


@transaction.atomic
def draft_page(
    *,
    language: str,
    title: str,
    summary: str,
    territory_id: int,
    topic_ids: Sequence[int],
    texts: Mapping[str, str],
    village: str = "",
    period: tuple[date | None, date | None] = (None, None),
    outcome: str = PracticePage.Outcome.WORKS,
    passport: Mapping[str, Any] | None = None,
    keeping: Mapping[str, Any] | None = None,
    beneficiaries: Mapping[str, int | None] | None = None,
    costs: Rows = (),
    results: Rows = (),
    steps: Rows = (),
    resolutions: Rows = (),
    legal_basis: Rows = (),
    evidence: Rows = (),
    authors: Sequence[str] = (),
    review: Mapping[str, Any] | None = None,
    contact: Mapping[str, Any] | None = None,
    owner_id: int | None = None,
    origin_id: int | None = None,
) -> int:
    """Put a practice into the library as a draft; returns the id of its page.

    Args:
        texts: plain text by name (see ``TEXTS``), paragraphs parted by empty lines.
        period: first and last day.
        passport: ``population``, ``women``, ``households``, ``villages``, ``altitude_m``,
            ``budget_tyiyn``, ``passport_year``, ``passport_source``.
        keeping: ``operator``, ``tariff``.
        beneficiaries: ``total``, ``women``, ``children``, ``disabled``.
        costs: ``source`` (see ``Cost.Source``), ``amount_tyiyn``, ``year``, ``note``.
        results: ``what``, ``before``, ``after``, ``unit``.
        steps: ``month``, ``what``, ``who``.
        resolutions: ``kenesh``, ``number``, ``adopted_on``, ``subject``, ``link``.
        legal_basis: ``norm``, ``number``, ``adopted_on``, ``link``.
        evidence: ``kind`` (see ``Evidence.Kind``), ``title``, ``link``, ``file``: an open file,
            kept as a picture when the kind is photo and as a document otherwise.
        review: ``reviewer`` by name, ``checked_on``: the day of accepting.
        contact: ``name``, ``office``, ``email``, ``phone``, ``consent``.
        origin_id: the page of the practice it grew out of.
    """
    index = PracticeIndexPage.objects.get(locale__language_code=language)
    page = PracticePage(
        live=False,
        owner_id=owner_id,
        origin_id=origin_id,
        **dict.fromkeys(("title", "draft_title"), title),
        slug=tree.free_slug(index, letters.latin_slug(title)),
        summary=summary[:300],
        territory_id=territory_id,
        village=village,
        **dict(zip(("started_on", "finished_on"), period, strict=True)),
        outcome=outcome,
        authors="\n".join(authors),
        **{name: prose.paragraphs(texts.get(name, "")) for name in TEXTS},
        **{**(review or {}), **(passport or {}), **(keeping or {})},
        **_named("beneficiaries", beneficiaries),
        **{f"contact_{name}": value for name, value in (contact or {}).items()},
    )
    rows = {"costs": costs, "results": results, "steps": steps, "resolutions": resolutions}
    fill(page, **rows, legal_basis=legal_basis, evidence=[_kept(row) for row in evidence])
    page.topics = Topic.objects.filter(pk__in=topic_ids)
    tree.plant(index, page, language=language)
    page.save_revision()
    return int(page.pk)


@transaction.atomic
def drop_draft(*, page_id: int) -> None:
    """Delete a practice that nobody outside has seen, with the drafts of its twins.

    Raises:
        AlreadyPublished: it stands or stood on the site in some language.
    """
    page = PracticePage.objects.get(pk=page_id)
    twins = PracticePage.objects.filter(translation_key=page.translation_key)
    if twins.exclude(first_published_at=None).exists():
        raise AlreadyPublished(page_id)
    for twin in twins:
        twin.delete()


@transaction.atomic
def note_kit_download(*, practice_id: int, user_id: int, at: datetime) -> None:
    """Announce that a signed-in reader took something away from a practice."""
    signals.kit_downloaded.send(
        PracticePage, user_id=user_id, practice_id=practice_id, downloaded_at=at
    )


def fill(page: PracticePage, **rows: Rows) -> None:
    """Give a page not yet saved the rows it is made of, by the names of ``_PARTS``."""
    for name, kind in _PARTS.items():
        setattr(page, name, [kind(**row) for row in rows.get(name, ())])


@transaction.atomic
def keep_facts(page_ids: Iterable[int] | None = None) -> int:
    """Make the library's facts of these practices, or of all, what a recount gives.

    Returns:
        how many practices the library holds of them.
    """
    ids = None if page_ids is None else list(page_ids)
    rows = recount.facts_of(ids)
    old = PracticeFacts.objects.all() if ids is None else PracticeFacts.objects.filter(pk__in=ids)
    old.exclude(practice__live=True).delete()
    PracticeFacts.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["practice"],
        update_fields=[
            one.attname for one in PracticeFacts._meta.concrete_fields if not one.primary_key
        ],
    )
    mark_shelf()
    return len(rows)


@transaction.atomic
def follow_act(*, unit_ids: Iterable[int]) -> None:
    """Count the practices of these units, and of what lies in them, anew after an act."""
    pages = PracticePage.objects.inside(list(lineage.inside(*unit_ids)))
    keep_facts(list(pages.values_list("pk", flat=True)))


@transaction.atomic
def recount_adoptions(*, translation_key: UUID) -> int:
    """Take over from the ledger how many municipalities live with a practice."""
    number = adopted_counts().get(translation_key, 0)
    PracticeFacts.objects.filter(translation_key=translation_key).update(adopted_count=number)
    mark_shelf()
    return number


def mark_shelf() -> None:
    """Tell every process that the facts it remembers are stale."""
    ShelfMark.objects.update_or_create(pk=1, defaults={"token": uuid4()})


def _named(prefix: str, figures: Mapping[str, int | None] | None) -> dict[str, int | None]:
    return {
        prefix if name == "total" else f"{prefix}_{name}": value
        for name, value in (figures or {}).items()
    }


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a proof with its file in the library of pictures or documents."""
    kept = {name: value for name, value in row.items() if name != "file"}
    file: File[Any] | None = row.get("file")
    if file is None:
        return kept
    title = str(row.get("title", ""))[:250]
    if row["kind"] == Evidence.Kind.PHOTO:
        shelved = title or PurePath(file.name or "").stem
        return {**kept, "picture": Picture.objects.create(title=shelved, file=file)}
    document = get_document_model()(title=title, file=file)
    document._set_document_file_metadata()
    document.save()
    return {**kept, "document": document}
