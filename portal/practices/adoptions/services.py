"""Entering adoptions into the ledger and moving them. Nothing else writes its rows."""

import contextlib
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from portal.practices import signals
from portal.practices.adoptions import states
from portal.practices.adoptions.models import Adoption, AdoptionStep
from portal.practices.adoptions.states import State
from portal.practices.errors import (
    AdoptionClosed,
    AlreadyRecorded,
    OwnPractice,
    PracticeNotOpen,
    ReasonMissing,
    SourceMissing,
    WrongDay,
)
from portal.practices.models import PracticePage
from portal.territories import lineage


@dataclass(frozen=True, slots=True)
class Statement:
    """What is told about an adoption, by whom and from when on.

    Attributes:
        state: see ``states.State``.
        since_on: from which day the state holds, by the calendar of Asia/Bishkek.
        language: of the texts, ``ky`` or ``ru``.
        reason: needed where it stopped.
        by_id: the member who tells it, or the editor who heard it.
        heard_from: whom the editor heard it from; empty when a member tells it herself.
        note: for colleagues, never shown on the site.
    """

    state: str
    since_on: date
    language: str
    by_id: int | None
    changed: str = ""
    result: str = ""
    reason: str = ""
    picture_id: int | None = None
    source: str = Adoption.Source.MEMBER
    heard_from: str = ""
    note: str = ""


@transaction.atomic
def record_adoption(
    *,
    practice_key: UUID,
    territory_id: int,
    statement: Statement,
    at: datetime,
    is_sample: bool = False,
) -> Adoption:
    """Enter a municipality into the ledger of a practice. The same statement again is the same.

    Raises:
        PracticeNotOpen: no published practice has this key.
        OwnPractice: the municipality did it first.
        AlreadyRecorded: it is in the ledger with something else told.
        ReasonMissing, SourceMissing, WrongDay: see ``errors``.
    """
    _check(statement, at)
    homes = PracticePage.objects.live().filter(translation_key=practice_key)
    at_home = set(homes.values_list("territory_id", flat=True))
    if not at_home:
        raise PracticeNotOpen(practice_key)
    if territory_id in lineage.family(at_home):
        raise OwnPractice(territory_id)
    current = _locked().of_practice(practice_key).filter(territory=territory_id)
    if known := current.first():
        return _same(known, statement)
    try:
        with transaction.atomic():
            adoption = Adoption.objects.create(
                practice_key=practice_key,
                territory_id=territory_id,
                is_sample=is_sample,
                recorded_at=at,
                told_at=at,
                **asdict(statement),
            )
    except IntegrityError:  # a colleague was quicker by a blink
        return _same(current.get(), statement)
    step = _keep_step(adoption)
    _log(adoption, "recorded", statement.by_id, at, state=adoption.state)
    signals.adoption_recorded.send(Adoption, adoption_id=adoption.pk, step_id=step.pk, told_at=at)
    return adoption


@transaction.atomic
def move_adoption(*, adoption_id: int, statement: Statement, at: datetime) -> Adoption:
    """Take in what is told next; what was told before stays in the history.

    The same statement twice changes nothing. Without a new picture the old one stays.

    Raises:
        Adoption.DoesNotExist: there is none.
        AdoptionClosed: it was taken out of the ledger.
        MoveNotAllowed: its state does not lead to the one wanted.
        ReasonMissing, SourceMissing, WrongDay: see ``errors``.
    """
    _check(statement, at)
    adoption = _open(adoption_id)
    statement = replace(statement, picture_id=statement.picture_id or adoption.picture_id)
    if _told(adoption) == statement:
        return adoption
    before = adoption.state
    states.check_move(before, statement.state)
    if statement.since_on < adoption.since_on:
        raise WrongDay(statement.since_on)
    for name, value in asdict(statement).items():
        setattr(adoption, name, value)
    adoption.told_at = at
    adoption.save()
    step = _keep_step(adoption)
    _log(adoption, "moved", statement.by_id, at, **{"from": before, "to": adoption.state})
    signals.adoption_moved.send(
        Adoption, adoption_id=adoption.pk, step_id=step.pk, before=before, told_at=at
    )
    return adoption


@transaction.atomic
def withdraw_adoption(*, adoption_id: int, by_id: int, at: datetime) -> Adoption:
    """Take an entry out of the ledger: it was a mistake. Its history stays for staff.

    Raises:
        Adoption.DoesNotExist: there is none.
        AdoptionClosed: it is out already.
    """
    adoption = _open(adoption_id)
    adoption.withdrawn_at = at
    adoption.save(update_fields=["withdrawn_at"])
    _log(adoption, "withdrawn", by_id, at)
    signals.adoption_withdrawn.send(Adoption, adoption_id=adoption.pk, withdrawn_at=at)
    return adoption


@transaction.atomic
def note_descendant(*, page_id: int, at: datetime) -> None:
    """A published practice that grew out of another puts its municipality into that ledger.

    What the municipality has told already stays as it is. Pages without an origin are ignored.
    """
    page = PracticePage.objects.filter(pk=page_id, live=True).select_related("origin").first()
    if page is None or page.origin is None:
        return
    key, today = page.origin.translation_key, timezone.localdate(at)
    known = Adoption.objects.of_practice(key).filter(territory=page.territory_id)
    works = page.outcome == PracticePage.Outcome.WORKS
    statement = Statement(
        state=State.IN_USE if works else State.STOPPED,
        since_on=min(page.finished_on or page.started_on or today, today),
        language=page.locale.language_code,
        by_id=page.owner_id,
        reason="" if works else page.summary or page.title,
        source=Adoption.Source.HEARD,
        heard_from=page.title[:200],
    )
    if not known.exists():
        with contextlib.suppress(OwnPractice, PracticeNotOpen):
            record_adoption(
                practice_key=key,
                territory_id=page.territory_id,
                statement=statement,
                at=at,
                is_sample=page.is_sample,
            )


def _same(known: Adoption, statement: Statement) -> Adoption:
    if _told(known) != statement:
        raise AlreadyRecorded(known.pk)
    return known


def person(user_id: int | None) -> Any:
    """The account for the log; None where nobody or nobody any more did it."""
    accounts = get_user_model()._default_manager
    return accounts.filter(pk=user_id).first() if user_id else None


def _check(statement: Statement, at: datetime) -> None:
    if statement.state == State.STOPPED and not statement.reason.strip():
        raise ReasonMissing
    if statement.source == Adoption.Source.HEARD and not statement.heard_from.strip():
        raise SourceMissing
    if statement.since_on > timezone.localdate(at):
        raise WrongDay(statement.since_on)


def _locked() -> Any:
    return Adoption.objects.select_for_update()


def _open(adoption_id: int) -> Adoption:
    adoption: Adoption = _locked().get(pk=adoption_id)
    if adoption.withdrawn_at is not None:
        raise AdoptionClosed(adoption_id)
    return adoption


def _told(adoption: Adoption) -> Statement:
    return Statement(**{name: getattr(adoption, name) for name in Statement.__slots__})


def _keep_step(adoption: Adoption) -> AdoptionStep:
    return AdoptionStep.objects.create(
        adoption=adoption,
        position=adoption.steps.count() + 1,
        told_at=adoption.told_at,
        **asdict(_told(adoption)),
    )


def _log(adoption: Adoption, deed: str, by_id: int | None, at: datetime, **data: Any) -> None:
    log(adoption, f"practices.adoption_{deed}", user=person(by_id), data=data, timestamp=at)
