"""Two cards become one, and two again.

Everything that hangs on the card that goes moves to the one that stays; what exactly was moved,
dropped and written is kept in ``Merge.snapshot``, and the undo follows it backwards.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile

from membership.accounts.models import User
from membership.clients import signals
from membership.clients.duplicates import relations, search
from membership.clients.errors import (
    CardsDiffer,
    MergeCannotBeUndone,
    MergeUndecided,
    MergeUndone,
)
from membership.clients.models import AccessTrace, Client, Contact, DuplicateSuspicion, Merge
from membership.clients.services.cards import leave_trace

#: What a person chooses between, in the order of the screen.
CHOSEN = (
    "family_name", "given_name", "patronymic", "title", "position", "category", "language",
    "territory", "organisation", "postal_code", "postal_address", "user",
)  # fmt: skip
_MADE = {"id", "name", "search_key", "sort_key", "kind"}


def packed(row: models.Model) -> dict[str, Any]:
    """All columns of a row as plain values that ``unpacked`` reads back exactly."""
    return {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.local_concrete_fields
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID | FieldFile) else value


def unpacked(model: type[models.Model], kept: Mapping[str, Any]) -> models.Model:
    """The row that ``packed`` wrote down, not saved."""
    values = {}
    for field in model._meta.local_concrete_fields:
        if field.attname in kept:
            target: Any = field.target_field if field.is_relation else field  # type: ignore[attr-defined]
            values[field.attname] = target.to_python(kept[field.attname])
    return model(**values)


@transaction.atomic
def merge(*, kept_id: int, gone_id: int, taken: set[str], by_user_id: int, at: datetime) -> Merge:
    """Make two cards one.

    Args:
        taken: names of fields whose value comes from the card that goes. A field empty on the
            card that stays is filled in any case.

    Raises:
        CardsDiffer: one is a person and the other an organisation, or both are one card.
        MergeUndecided: a room has not said what becomes of its rows.
        Client.DoesNotExist: a card is gone already.
    """
    if labels := relations.undecided():
        raise MergeUndecided(labels)
    locked = Client.objects.select_for_update().in_bulk([kept_id, gone_id])
    if len(locked) != len({kept_id, gone_id}):
        raise Client.DoesNotExist
    if kept_id == gone_id or locked[kept_id].kind != locked[gone_id].kind:
        raise CardsDiffer(kept_id, gone_id)
    kept, gone = locked[kept_id], locked[gone_id]
    snapshot: dict[str, Any] = {"kept": packed(kept), "gone": packed(gone)}
    pairs = _pairs_of(gone_id, but=kept_id)
    snapshot |= _move(kept_id, gone_id)
    _close_other_account(kept, gone, taken, snapshot)
    gone.delete()
    _fill(kept, gone, taken)
    kept.save()
    snapshot["after"] = packed(kept)
    snapshot["pairs"] = _write_pairs(kept_id, pairs)
    done = Merge.objects.create(
        gone_id=gone_id,
        kept_id=kept_id,
        into_id=kept_id,
        name=str(snapshot["gone"]["name"]),
        snapshot=snapshot,
        merged_at=at,
        merged_by_id=by_user_id,
    )
    search.compare(client_ids=[kept_id], at=at)
    leave_trace(client_id=kept_id, by_user_id=by_user_id, deed=AccessTrace.Deed.MERGED, at=at)
    signals.clients_merged.send(Client, kept_id=kept_id, gone_id=gone_id)
    return done


def _move(kept_id: int, gone_id: int) -> dict[str, Any]:
    """Move what can move; drop what the other card has already. Tells what was done."""
    done: dict[str, Any] = {"moved": {}, "dropped": [], "corrected": [], "repointed": []}
    for relation in relations.stored_relations():
        guarded = bool(relation.constraints())
        going = []
        for row in relation.rows(gone_id):
            equal = relations.equal_to(relation, row, kept_id) if guarded else None
            if equal is not None and relation.way == relations.MOVE:
                done["corrected"] += _learn(row, equal)
                done["repointed"] += _repoint(row, equal)
            if equal is not None or relation.way == relations.DROP:
                done["dropped"].append({"model": row._meta.label, "row": packed(row)})
                relation.model._base_manager.filter(pk=row.pk).delete()
            else:
                going.append(row.pk)
        if going:
            rows = relation.model._base_manager.filter(pk__in=going)
            rows.update(**{relation.field.attname: kept_id})
            done["moved"][relation.label] = [_plain(pk) for pk in going]
    return done


def _repoint(row: models.Model, equal: models.Model) -> list[dict[str, Any]]:
    """What points to a row that is dropped points to its equal from now on."""
    done = []
    for model, column, ids in relations.hanging_on(row):
        model._base_manager.filter(pk__in=ids).update(**{column: equal.pk})
        done.append({"model": model._meta.label, "column": column, "ids": ids, "to": row.pk})
    return done


def _learn(row: models.Model, equal: models.Model) -> list[dict[str, Any]]:
    """A contact that stays learns that the same one was proven on the card that goes."""
    if not isinstance(row, Contact) or not isinstance(equal, Contact):
        return []
    if row.proven_at is None or equal.proven_at:
        return []
    before = {"id": equal.pk, "proven_at": None}
    equal.proven_at = row.proven_at
    equal.save(update_fields=["proven_at"])
    return [before]


def _close_other_account(
    kept: Client, gone: Client, taken: set[str], snapshot: dict[str, Any]
) -> None:
    """Of two accounts one stays open: the person signs in where her card is."""
    if kept.user_id is None or gone.user_id is None:
        return
    closing = kept.user if "user" in taken else gone.user
    if closing is not None and closing.is_active:
        closing.is_active = False
        closing.save(update_fields=["is_active"])
        snapshot["closed_account"] = closing.pk


def _fill(kept: Client, gone: Client, taken: set[str]) -> None:
    for field in Client._meta.concrete_fields:
        if field.name in _MADE:
            continue
        mine, other = getattr(kept, field.attname), getattr(gone, field.attname)
        if field.name == "created_at":
            kept.created_at = min(mine, other)
        elif other not in (None, "") and (field.name in taken or mine in (None, "")):
            setattr(kept, field.attname, other)


def _pairs_of(gone_id: int, *, but: int) -> list[DuplicateSuspicion]:
    pairs = DuplicateSuspicion.objects.filter(Q(first=gone_id) | Q(second=gone_id))
    return [pair for pair in pairs if but not in {pair.first_id, pair.second_id}]


def _write_pairs(kept_id: int, pairs: list[DuplicateSuspicion]) -> list[int]:
    """Suspicions about the card that is gone are now about the one that stays."""
    written = []
    for pair in pairs:
        other = next(one for one in (pair.first_id, pair.second_id) if _exists(one))
        first, second = sorted((kept_id, other))
        made, created = DuplicateSuspicion.objects.get_or_create(
            first_id=first,
            second_id=second,
            defaults={
                "reason": pair.reason,
                "certainty": pair.certainty,
                "raised_at": pair.raised_at,
                "dismissed_at": pair.dismissed_at,
                "dismissed_by_id": pair.dismissed_by_id,
            },
        )
        if created:
            written.append(made.pk)
    return written


def _exists(client_id: int) -> bool:
    return Client.objects.filter(pk=client_id).exists()


@transaction.atomic
def undo(*, merge_id: int, by_user_id: int, at: datetime) -> Merge:
    """Make two cards of one again. What was written since stays on the card that stayed.

    Raises:
        MergeUndone: somebody did it before.
        MergeCannotBeUndone: the card was merged again since (undo that first), or something it
            stood on is gone.
    """
    done = Merge.objects.select_for_update().get(pk=merge_id)
    if done.undone_at:
        raise MergeUndone(merge_id)
    if done.kept_id != done.into_id:
        raise MergeCannotBeUndone(merge_id)
    try:
        with transaction.atomic():
            _take_back(done)
    except IntegrityError as error:
        raise MergeCannotBeUndone(merge_id) from error
    done.undone_at, done.undone_by_id = at, by_user_id
    done.snapshot = {}
    done.save()
    for client_id in (done.kept_id, done.gone_id):
        leave_trace(client_id=client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.MERGED, at=at)
    search.compare(client_ids=[done.kept_id, done.gone_id], at=at)
    signals.merge_undone.send(Client, kept_id=done.kept_id, gone_id=done.gone_id)
    return done


def _take_back(done: Merge) -> None:
    kept, snapshot = Client.objects.select_for_update().get(pk=done.kept_id), done.snapshot
    DuplicateSuspicion.objects.filter(pk__in=snapshot["pairs"]).delete()
    for name, before in snapshot["kept"].items():
        if _plain(getattr(kept, name)) == snapshot["after"][name]:
            field: Any = Client._meta.get_field(name)
            target = field.target_field if field.is_relation else field
            setattr(kept, name, target.to_python(before))
    kept.save()
    unpacked(Client, snapshot["gone"]).save_base(raw=True, force_insert=True)
    by_label = {relation.label: relation for relation in relations.all_relations()}
    for label, ids in snapshot["moved"].items():
        relation = by_label[label]
        rows = relation.model._base_manager.filter(pk__in=ids)
        rows.filter(**{relation.field.attname: done.kept_id}).update(
            **{relation.field.attname: done.gone_id}
        )
    for one in snapshot["dropped"]:
        unpacked(apps.get_model(one["model"]), one["row"]).save_base(raw=True, force_insert=True)
    for one in snapshot["repointed"]:
        rows = apps.get_model(one["model"])._base_manager.filter(pk__in=one["ids"])
        rows.update(**{one["column"]: one["to"]})
    for before in snapshot["corrected"]:
        Contact.objects.filter(pk=before["id"]).update(proven_at=before["proven_at"])
    if closed := snapshot.get("closed_account"):
        User.objects.filter(pk=closed).update(is_active=True)
