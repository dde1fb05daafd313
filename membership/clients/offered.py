"""What the list of clients offers to choose from, asked at once: it is shown with every page."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import translation

from membership.clients.models import ClientTag, ListColumns, SavedView, Segment
from portal.core import letters
from portal.core.registry import Registry
from portal.territories.models import Territory

_KEPT = "_clients_offered"
Choices = list[tuple[int, str]]
#: Named rows that a filter of a room above offers, by the word of the filter: they are asked for in
#: the same query.
more: Registry[Callable[[], QuerySet[Any]]] = Registry("offer of a filter of clients")


@dataclass(slots=True)
class Offered:
    """Choices of the filters; the saved lists and the columns of a member of staff."""

    oblasts: Choices = field(default_factory=list)
    tags: Choices = field(default_factory=list)
    segments: Choices = field(default_factory=list)
    #: By the word of the filter, for those in ``more``.
    of_others: dict[str, Choices] = field(default_factory=lambda: defaultdict(list))
    #: Number, name, and whether it is her own.
    views: list[tuple[int, str, bool]] = field(default_factory=list)
    #: Of each saved list the columns it is shown with.
    view_columns: dict[int, str] = field(default_factory=dict)
    columns: str = ""


_OF_OTHERS = "more:"


def to(request: HttpRequest | None) -> Offered:
    """What is offered to whoever asks. One query a request."""
    if request is None:
        return _ask(0)
    kept: Offered | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = _ask(request.user.pk or 0)
        setattr(request, _KEPT, kept)
    return kept


def _ask(user_id: int) -> Offered:
    found = Offered()
    language = translation.get_language() or "ky"
    name = f"name_{language if language in {'ky', 'ru'} else 'en'}"
    rows = _rows("oblast", Territory.objects.oblasts_and_capitals(), F(name), F("sort_key"))
    views = SavedView.objects.for_staff(user_id)
    every = rows.union(
        _rows("tag", ClientTag.objects.all(), F("name")),
        _rows("segment", Segment.objects.all(), F("name")),
        _rows("own_view", views.filter(owner=user_id), F("name"), F("columns")),
        _rows("view", views.exclude(owner=user_id), F("name"), F("columns")),
        _rows("columns", ListColumns.objects.filter(staff=user_id), F("columns")),
        *(_rows(_OF_OTHERS + word, offered(), F("name")) for word, offered in more),
        all=True,
    )
    oblasts: list[tuple[str, int, str]] = []
    for what, pk, text, beside in every:
        if what == "oblast":
            oblasts.append((beside, pk, text))
        else:
            _sort_in(found, what, pk, text, beside)
    found.oblasts = [(pk, text) for _key, pk, text in sorted(oblasts)]
    named: list[list[Any]] = [found.tags, found.segments, found.views, *found.of_others.values()]
    for listed in named:
        listed.sort(key=lambda row: letters.sort_key(str(row[1])))
    return found


def _rows(what: str, rows: Any, text: Any, beside: Any = "") -> Any:
    return rows.order_by().values_list(
        Value(what, output_field=TextField()),
        "pk",
        Cast(text, TextField()),
        Cast(beside or Value(""), TextField()),
    )


def _sort_in(found: Offered, what: str, pk: int, text: str, beside: str) -> None:
    if what == "tag":
        found.tags.append((pk, text))
    elif what == "segment":
        found.segments.append((pk, text))
    elif what == "columns":
        found.columns = text
    elif what.startswith(_OF_OTHERS):
        found.of_others[what.removeprefix(_OF_OTHERS)].append((pk, text))
    else:
        found.views.append((pk, text, what == "own_view"))
        found.view_columns[pk] = beside
