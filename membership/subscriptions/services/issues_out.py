"""An issue came out, or will not: what that means for running terms."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from membership.subscriptions.errors import IssueCameOut, NotPrinted, PauseOutside
from membership.subscriptions.models import (
    CountedIssue,
    PrintPause,
    Prolongation,
    SkippedIssue,
    Term,
)
from membership.subscriptions.periods import last_day
from membership.subscriptions.states import State


@transaction.atomic
def count_issue(*, key: str, published_on: date, counts: int, at: datetime) -> int:
    """Count an issue against the terms that last a number of issues; once per issue.

    Of two such terms of one reader the older counts first. A term stays open with its last issue;
    the next one that comes out ends it on the day before. A paused term does not count, nor one
    of a reader whose term by the month gives her the issue already.

    Args:
        key: ``2026-07``, year and first month: both languages of an issue share it.
        counts: how many of the paid issues a double one uses up.

    Returns:
        How many terms counted it.
    """
    _, is_new = CountedIssue.objects.get_or_create(
        key=key, defaults={"counts": counts, "published_on": published_on, "counted_at": at}
    )
    if not is_new:
        return 0
    running = (
        Term.objects.select_for_update()
        .filter(state=State.OPEN, ends_on=None, starts_on__lte=published_on)
        .exclude(pauses__first_on__lte=published_on, pauses__last_on__gte=published_on)
        .not_covered_on(published_on)
        .order_by("subscriber_id", "opens", "starts_on", "pk")
    )
    counted = []
    for _reader, terms in groupby(running, key=lambda term: (term.subscriber_id, term.opens)):
        counted += _count(list(terms), counts, published_on)
    Term.objects.bulk_update(counted, ["issues_left", "ends_on"], batch_size=500)
    return len(counted)


def _count(terms: list[Term], counts: int, published_on: date) -> list[Term]:
    """Use up the paid issues of one reader, the older term first."""
    changed = []
    for term in terms:
        left = term.issues_left or 0
        used = min(left, counts)
        if used == 0:
            term.ends_on = max(term.starts_on, published_on - timedelta(days=1))
        term.issues_left = left - used
        counts -= used
        changed.append(term)
        if counts == 0:
            break
    return changed


@transaction.atomic
def skip_issue(
    *, year: int, month: int, why: str, at: datetime, by_user_id: int | None = None
) -> SkippedIssue:
    """Note that a month has no issue and add a month to every term that covers it; once.

    Terms counted in issues lose nothing and stay as they are.

    Raises:
        IssueCameOut: the month has an issue.
    """
    if CountedIssue.objects.filter(key=f"{year}-{month:02}").exists():
        raise IssueCameOut
    skipped, is_new = SkippedIssue.objects.get_or_create(
        year=year,
        month=month,
        defaults={"why": why, "skipped_at": at, "skipped_by_id": by_user_id},
    )
    if not is_new:
        return skipped
    covering = covering_month(year, month).select_for_update()
    moved = [_prolonged(term, skipped, at) for term in covering]
    Prolongation.objects.bulk_create(moved, batch_size=500)
    Term.objects.bulk_update([row.term for row in moved], ["ends_on"], batch_size=500)
    return skipped


def covering_month(year: int, month: int) -> "QuerySet[Term]":
    """The terms that a month without an issue prolongs."""
    first = date(year, month, 1)
    return Term.objects.in_force().filter(starts_on__lte=last_day(first, 1), ends_on__gte=first)


@transaction.atomic
def take_back_skip(*, skipped_id: int) -> int:
    """Undo a month that was left out by mistake: its terms give the days back.

    Returns:
        How many terms did.
    """
    skipped = SkippedIssue.objects.select_for_update().get(pk=skipped_id)
    moved = list(skipped.prolongations.select_for_update(of=("self",)).select_related("term"))
    for row in moved:
        _shorten(row.term, (row.after - row.before).days)
        row.delete()
    skipped.delete()
    return len(moved)


def _prolonged(term: Term, skipped: SkippedIssue, at: datetime) -> Prolongation:
    if term.ends_on is None:
        raise ValueError(term)
    before = term.ends_on
    term.ends_on = last_day(before + timedelta(days=1), 1)
    return Prolongation(
        term=term, skipped=skipped, before=before, after=term.ends_on, why=skipped.why, at=at
    )


@transaction.atomic
def pause_post(
    *, term_id: int, first_on: date, last_on: date, at: datetime, why: str = ""
) -> PrintPause:
    """Send no printed issues between two days; a term by the month is prolonged by so many days.

    Raises:
        NotPrinted: nothing of the term goes by post, or it is closed.
        PauseOutside: the days lie outside the term, are more than a year, or overlap another pause.
    """
    term = Term.objects.select_for_update().get(pk=term_id)
    if not term.copies or term.state != State.OPEN:
        raise NotPrinted
    overlapping = term.pauses.filter(first_on__lte=last_on, last_on__gte=first_on)
    is_outside = first_on < term.starts_on or last_on > (term.ends_on or _a_year_after(first_on))
    if last_on < first_on or is_outside or overlapping.exists():
        raise PauseOutside
    pause = PrintPause.objects.create(
        term=term, first_on=first_on, last_on=last_on, why=why, asked_at=at
    )
    if term.ends_on:
        before = term.ends_on
        term.ends_on = before + (last_on - first_on) + timedelta(days=1)
        term.save(update_fields=["ends_on"])
        Prolongation.objects.create(
            term=term, pause=pause, before=before, after=term.ends_on, why=why, at=at
        )
    return pause


def _a_year_after(day: date) -> date:
    """How long a term without a last day may be paused."""
    return day + timedelta(days=366)


@transaction.atomic
def take_back_pause(*, pause_id: int, day: date) -> None:
    """Undo a pause that has not begun by ``day``; of one that runs, the days that are left.

    The term gives back the days by which it was prolonged for them.

    Raises:
        PauseOutside: it is over.
    """
    term_id = PrintPause.objects.values_list("term", flat=True).get(pk=pause_id)
    term = Term.objects.select_for_update().get(pk=term_id)
    pause = term.pauses.get(pk=pause_id)
    if pause.last_on < day:
        raise PauseOutside
    unused = (pause.last_on - max(pause.first_on, day)).days + 1
    kept = pause.first_on < day
    for prolongation in pause.prolongations.all():
        _shorten(term, unused)
        prolongation.after -= timedelta(days=unused)
        prolongation.save(update_fields=["after"]) if kept else prolongation.delete()
    if kept:
        pause.last_on = day - timedelta(days=1)
        pause.save(update_fields=["last_on"])
    else:
        pause.delete()


def _shorten(term: Term, days: int) -> None:
    if term.ends_on is None:
        raise ValueError(term)
    term.ends_on = max(term.starts_on, term.ends_on - timedelta(days=days))
    term.save(update_fields=["ends_on"])
