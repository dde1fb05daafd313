"""Every change of norms and of the checks they ask for."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from wagtail.models import Page

from portal.core import pagecache
from portal.norms import citing
from portal.norms.errors import AlreadyDecided, NothingChanged
from portal.norms.models import Change, Norm, Recheck, Status


@transaction.atomic
def mark(
    *,
    norm_id: int,
    status: str,
    happened_on: date,
    at: datetime,
    note_ky: str = "",
    note_ru: str = "",
    by_user_id: int | None = None,
) -> Change:
    """Say that a norm changed, fell away or is in force again.

    Every published page that cites a norm which changed or fell away enters the queue of checks.
    A norm that is in force again opens no check and ends none: only a check ends one.

    Args:
        status: see ``Status``.
        happened_on: the day from which it holds.

    Raises:
        NothingChanged: this is what is known of the norm already.
    """
    norm = Norm.objects.select_for_update().get(pk=norm_id)
    if norm.status == status and norm.status_since == happened_on:
        raise NothingChanged(norm.slug)
    norm.status, norm.status_since = status, happened_on
    norm.save(update_fields=["status", "status_since"])
    change = norm.changes.create(
        status=status,
        happened_on=happened_on,
        note_ky=note_ky,
        note_ru=note_ru,
        recorded_by_id=by_user_id,
        recorded_at=at,
    )
    if status != Status.IN_FORCE:
        pages = Page.objects.live().filter(pk__in=citing.pages_citing(norm_id))
        _open_checks(change, pages, at)
    transaction.on_commit(pagecache.forget_all)
    return change


@transaction.atomic
def notice_published(*, page_id: int, at: datetime) -> None:
    """A published page that cites a norm no longer as it was enters the queue, once per change.

    A page that is to appear later is looked at on its day: Wagtail announces it once more.
    """
    wanting = Norm.objects.filter(pk__in=citing.cited_by(page_id)).exclude(status=Status.IN_FORCE)
    for norm in wanting:
        change = norm.changes.first()
        if change is not None:
            _open_checks(change, Page.objects.live().filter(pk=page_id), at)


def _open_checks(change: Change, pages: Iterable[Page], at: datetime) -> None:
    for page in pages:
        Recheck.objects.get_or_create(
            change=change, page=page, defaults={"page_title": page.title, "opened_at": at}
        )


@transaction.atomic
def take(*, recheck_id: int, by_user_id: int) -> Recheck:
    """Say who checks a page; a colleague may take it over.

    Raises:
        AlreadyDecided: there is nothing left to check.
    """
    recheck = _undecided(recheck_id)
    recheck.taken_by_id = by_user_id
    recheck.save(update_fields=["taken_by"])
    return recheck


@transaction.atomic
def decide(
    *,
    recheck_id: int,
    decision: str,
    reason: str,
    by_user_id: int,
    at: datetime,
    with_twins: bool = False,
) -> list[Recheck]:
    """End the check of a page; its notice goes.

    Args:
        decision: see ``Recheck.Decision``.
        with_twins: the same holds for this page in the other languages.

    Raises:
        AlreadyDecided: somebody was quicker.
    """
    first = _undecided(recheck_id)
    decided = [first, *(_twins_of(first) if with_twins else [])]
    for recheck in decided:
        recheck.decision, recheck.reason = decision, reason
        recheck.decided_by_id, recheck.decided_at = by_user_id, at
        recheck.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    transaction.on_commit(pagecache.forget_all)
    return decided


def _undecided(recheck_id: int) -> Recheck:
    recheck = Recheck.objects.select_for_update().get(pk=recheck_id)
    if recheck.decided_at is not None:
        raise AlreadyDecided(recheck_id)
    return recheck


def _twins_of(recheck: Recheck) -> list[Recheck]:
    """Undecided checks of the same page in other languages, because of the same change."""
    if recheck.page is None:
        return []
    others = Recheck.objects.select_for_update().filter(change=recheck.change_id, decided_at=None)
    twins = others.filter(page__translation_key=recheck.page.translation_key)
    return list(twins.exclude(pk=recheck.pk))
