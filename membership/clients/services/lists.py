"""Lists from trainings become clients who are invited."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts, people_lists
from membership.clients.errors import ListApplied, ListUnnamed
from membership.clients.models import AccessTrace, Client, DuplicateSuspicion, SignupList
from membership.clients.people_lists import Line
from membership.clients.services.cards import leave_trace, suspect_all
from membership.clients.services.invitations import invite
from membership.clients.services.timeline import add_to_timeline
from portal.events.sheets import Row, Table


@transaction.atomic
def keep_list(
    *,
    title: str,
    rows: Iterable[Row] = (),
    language: str,
    category: str,
    by_user_id: int,
    at: datetime,
    title_other: str = "",
    roll_id: int | None = None,
    held_on: date | None = None,
    territory_id: int | None = None,
    table: Table | None = None,
) -> SignupList:
    """Keep a list until somebody has looked at what taking it over does.

    Args:
        table: of a file, in place of ``rows``: its columns are named as far as they are understood.
    """
    mapping = people_lists.guessed(table) if table else {}
    if table:
        rows = people_lists.people_of(table, mapping).rows
    return SignupList.objects.create(
        title=title,
        title_other=title_other,
        rows=[row.as_dict() for row in rows],
        language=language,
        category=category,
        roll_id=roll_id,
        held_on=held_on,
        territory_id=territory_id,
        made_by_id=by_user_id,
        made_at=at,
        table=asdict(table) if table else {},
        mapping=mapping,
    )


@transaction.atomic
def name_columns(*, list_id: int, mapping: Mapping[str, str]) -> None:
    """Read a list from its file anew, with its columns named; lines typed since are lost.

    Args:
        mapping: number of a column to the field it fills.

    Raises:
        ListApplied: it was taken over before.
    """
    source = _waiting(list_id)
    source.mapping = dict(mapping)
    people = people_lists.people_of(Table(**source.table), mapping)
    source.rows = [row.as_dict() for row in people.rows]
    source.save(update_fields=["mapping", "rows"])


@transaction.atomic
def correct_list(*, list_id: int, typed: str) -> None:
    """Put lines typed anew in the place of those that nobody could be found from.

    Raises:
        ListApplied: it was taken over before.
        ListTooLong: these are more lines than the list has.
    """
    source = _waiting(list_id)
    lines = people_lists.compared(Row(**row) for row in source.rows)
    good = [line.row for line in lines if not line.is_to_correct]
    number = max((row.number for row in good), default=0)
    anew = people_lists.from_text(typed, after=number, most=len(lines))
    source.rows = [row.as_dict() for row in (*good, *anew)]
    source.save(update_fields=["rows"])


@transaction.atomic
def drop_list(*, list_id: int) -> None:
    """Delete a list that nobody took over, with the people on it.

    Raises:
        ListApplied: it was taken over before.
    """
    _waiting(list_id).delete()


def _waiting(list_id: int) -> SignupList:
    source = SignupList.objects.select_for_update().get(pk=list_id)
    if source.applied_at:
        raise ListApplied(list_id)
    return source


@transaction.atomic
def apply_list(*, list_id: int, by_user_id: int, at: datetime) -> Counter[str]:
    """Make cards of a list and invite the people; returns how many lines of each verdict.

    Raises:
        ListApplied: it was taken over before.
        ListUnnamed: nobody has said which of its columns has the names.
    """
    source = _waiting(list_id)
    if people_lists.waits_for_names(source):
        raise ListUnnamed(list_id)
    lines = people_lists.compared(Row(**row) for row in source.rows)
    for line in lines:
        if line.verdict in {"new", "unreachable", "known"}:
            _take(line, source, by_user_id=by_user_id, at=at)
    source.applied_at, source.rows, source.table = at, [], {}
    source.save(update_fields=["applied_at", "rows", "table"])
    return Counter(line.verdict for line in lines)


def _take(line: Line, source: SignupList, *, by_user_id: int, at: datetime) -> None:
    client_id = line.client_id or _enter(line.row, source, by_user_id=by_user_id, at=at)
    add_to_timeline(
        client_id=client_id,
        kind="list.signed",
        subject=f"list:{source.pk}",
        happened_at=at,
        title=format_lazy("{}: {}", _("Signed the list"), source.title),
        url=f"/admin/people-lists/{source.pk}/",
    )
    invite(client_id=client_id, about=source.about, source_id=source.pk, at=at)


def _enter(row: Row, source: SignupList, *, by_user_id: int, at: datetime) -> int:
    given = [
        (channel, value)
        for channel, value in ((contacts.EMAIL, row.email), (contacts.PHONE, row.phone))
        if value
    ]
    sharing = list(Client.objects.reached_at(given)) if given else []
    family, first, patronymic = _parts(row.name)
    client = Client.objects.create(
        family_name=family,
        given_name=first,
        patronymic=patronymic,
        position=row.organisation[:160],
        category=source.category,
        language=source.language,
        territory_id=source.territory_id,
        source=Client.Source.ASSISTED,
    )
    for channel, value in given:
        client.contacts.create(channel=channel, value=value)
    suspect_all(
        client_id=client.pk, others=sharing, reason=DuplicateSuspicion.Reason.CONTACT, at=at
    )
    leave_trace(client_id=client.pk, by_user_id=by_user_id, deed=AccessTrace.Deed.CREATED, at=at)
    return client.pk


def _parts(name: str) -> tuple[str, str, str]:
    """Family name, given name, patronymic as lists write them; one word alone is a given name."""
    family, first, rest = [*name.split(maxsplit=2), "", "", ""][:3]
    return (family[:80], first[:80], rest[:80]) if first else ("", family[:80], "")


def forget_unused_lists(*, before: datetime) -> None:
    """Empty lists that nobody took over, and delete them."""
    SignupList.objects.filter(applied_at=None, made_at__lt=before).delete()
