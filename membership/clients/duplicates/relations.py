"""What hangs on a card, found by walking all relations to it, whatever wing they stand in.

A plain foreign key moves. One that is part of a unique constraint moves unless the other card has
an equal row already; the equal row is dropped and kept for the undo. A one-to-one row has to say
itself what becomes of it: ``ways``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import F, Func, OuterRef, Subquery
from django.db.models.functions import Coalesce

from membership.clients.models import Client
from portal.core.registry import Registry

#: ``MOVE`` to the card that stays; ``DROP`` with the card that goes, kept for the undo; ``DERIVED``
#: follows from other rows and is made anew on both sides.
MOVE, DROP, DERIVED = "move", "drop", "derived"
#: By "clients.MatchKey.client": what becomes of rows that cannot simply move.
ways: Registry[str] = Registry("way of a relation")
ways.add("clients.MatchKey.client", DROP)
ways.add("clients.Standing.client", DERIVED)
ways.add("clients.Invitation.client", MOVE)
ways.add("clients.SelfDescription.client", MOVE)
#: Pairs are written anew by the merge: they are ordered, and one of them is the pair itself.
ways.add("clients.DuplicateSuspicion.first", DROP)
ways.add("clients.DuplicateSuspicion.second", DROP)


@dataclass(frozen=True, slots=True)
class Relation:
    """A foreign key to a card."""

    model: type[models.Model]
    field: Any

    @property
    def label(self) -> str:
        """``clients.Note.client``."""
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def way(self) -> str:
        """What becomes of its rows; empty when nobody has decided."""
        known = dict(ways)
        if self.label in known:
            return known[self.label]
        return "" if self.field.unique else MOVE

    def rows(self, client_id: int) -> "models.QuerySet[Any]":
        """The rows that point to a card."""
        manager = self.model._base_manager
        return manager.filter(**{self.field.attname: client_id}).order_by("pk")

    def constraints(self) -> list[models.UniqueConstraint]:
        """Unique constraints that this key is part of."""
        own: list[Any] = list(self.model._meta.constraints)
        named = [one for one in own if isinstance(one, models.UniqueConstraint)]
        together = [
            models.UniqueConstraint(fields=list(fields), name="_")
            for fields in self.model._meta.unique_together
        ]
        alone = [models.UniqueConstraint(fields=[self.field.name], name="_")]
        unique = [*named, *together, *(alone if self.field.unique else [])]
        return [one for one in unique if self.field.name in one.fields]


def stored_relations() -> Iterator[Relation]:
    """Those whose rows say something of their own."""
    return (relation for relation in all_relations() if relation.way != DERIVED)


def all_relations() -> Iterator[Relation]:
    """Every concrete foreign key to a card, in the order of their names."""
    found = [
        Relation(model, field)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is Client
    ]
    yield from sorted(found, key=lambda relation: relation.label)


def counted(
    client_ids: Sequence[int], *, leaving_out: Sequence[type[models.Model]] = ()
) -> list[tuple[str, list[int]]]:
    """What hangs on cards, by name, with how many rows of it each has; one query."""
    asked = {
        relation.label.replace(".", "_"): (relation, _how_many(relation))
        for relation in stored_relations()
        if relation.way == MOVE and relation.model not in leaving_out
    }
    numbers = {name: number for name, (_relation, number) in asked.items()}
    found = Client.objects.filter(pk__in=client_ids).order_by().values("pk", **numbers)
    rows: dict[int, Any] = {row["pk"]: row for row in found}
    lines = [
        (str(relation.model._meta.verbose_name_plural), [rows[pk][name] for pk in client_ids])
        for name, (relation, _number) in asked.items()
    ]
    return sorted(line for line in lines if any(line[1]))


def _how_many(relation: Relation) -> Any:
    mine = relation.model._base_manager.filter(**{relation.field.attname: OuterRef("pk")})
    number = mine.order_by().annotate(counted=Func(F("pk"), function="COUNT")).values("counted")
    return Coalesce(Subquery(number), 0)


def undecided() -> list[str]:
    """Relations of which nobody has said what a merge does with them."""
    return [relation.label for relation in all_relations() if not relation.way]


def equal_to(relation: Relation, row: models.Model, kept_id: int) -> models.Model | None:
    """The row of the card that stays which a unique constraint takes for this one."""
    manager = relation.model._base_manager
    for constraint in relation.constraints():
        same: dict[str, Any] = {
            name: getattr(row, _column(relation.model, name)) for name in constraint.fields
        }
        same[relation.field.name] = kept_id
        if None in same.values():
            continue  # NULL is equal to nothing
        rows = manager.filter(**same)
        if constraint.condition is not None:
            applies = manager.filter(constraint.condition, pk=row.pk).exists()
            rows = rows.filter(constraint.condition) if applies else rows.none()
        if equal := rows.first():
            return equal
    return None


def _column(model: type[models.Model], name: str) -> str:
    field = cast("models.Field[Any, Any]", model._meta.get_field(name))
    return field.attname


def hanging_on(row: models.Model) -> Iterator[tuple[type[models.Model], str, list[Any]]]:
    """Rows that point to ``row``: their model, the column, their keys."""
    for reverse in row._meta.related_objects:
        model, field = reverse.related_model, reverse.field
        rows = model._base_manager.filter(**{field.name: row.pk})
        if ids := list(rows.values_list("pk", flat=True)):
            yield model, field.attname, ids
