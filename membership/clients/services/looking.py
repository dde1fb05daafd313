"""How a member of staff looks at the list: her columns, her saved lists."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from membership.clients.errors import ListsFull, NameTaken
from membership.clients.models import ListColumns, SavedView

#: More names than anybody reads.
MOST_VIEWS = 50


def choose_columns(*, user_id: int, columns: Iterable[str]) -> None:
    """Show her these columns from now on; none means the usual ones."""
    written = ",".join(columns)
    if written:
        ListColumns.objects.update_or_create(staff_id=user_id, defaults={"columns": written})
    else:
        ListColumns.objects.filter(staff=user_id).delete()


@transaction.atomic
def save_view(
    *,
    name: str,
    query: str,
    columns: str,
    is_shared: bool,
    by_user_id: int,
    at: datetime,
    replaces: bool = False,
) -> SavedView:
    """Keep an address of the list under a name.

    Args:
        replaces: in a list of hers of this name, which goes on to be seen by whoever saw it.

    Raises:
        NameTaken: she has a list of this name already, and it is not to be replaced.
        ListsFull: she has as many lists as one may.
    """
    mine = SavedView.objects.select_for_update().filter(owner=by_user_id)
    if same := mine.filter(name=name).first():
        if not replaces:
            raise NameTaken(name)
        same.query, same.columns = query, columns
        same.save(update_fields=["query", "columns"])
        return same
    if mine.count() >= MOST_VIEWS:
        raise ListsFull(name)
    return SavedView.objects.create(
        name=name,
        query=query,
        columns=columns,
        is_shared=is_shared,
        owner_id=by_user_id,
        made_at=at,
    )


@transaction.atomic
def rename_view(*, view_id: int, name: str, by_user_id: int) -> None:
    """Call a list of hers otherwise.

    Raises:
        NameTaken: another list of hers is called so.
    """
    mine = SavedView.objects.select_for_update().filter(owner=by_user_id)
    if mine.filter(name=name).exclude(pk=view_id).exists():
        raise NameTaken(name)
    mine.filter(pk=view_id).update(name=name)


def share_view(*, view_id: int, by_user_id: int, is_shared: bool) -> None:
    """Show a list of hers to colleagues, or to herself alone."""
    SavedView.objects.filter(pk=view_id, owner=by_user_id).update(is_shared=is_shared)


def drop_view(*, view_id: int, by_user_id: int) -> None:
    """Forget a list of hers; the clients on it stay as they are."""
    SavedView.objects.filter(pk=view_id, owner=by_user_id).delete()
