"""What the list of clients offers to choose from, asked at once: it is shown with every page."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import translation

from membership.clients.models import ClientTag, ListColumns, SavedView, Segment
from portal.core import letters
from portal.territories.models import Territory

_KEPT = "_clients_offered"
Choices = list[tuple[int, str]]


@dataclass(slots=True)
class Offered:
    """Choices of the filters; the saved lists and the columns of a member of staff."""

    oblasts: Choices = field(default_factory=list)
    tags: Choices = field(default_factory=list)
    segments: Choices = field(default_factory=list)
    #: Number, name, and whether it is her own.
    views: list[tuple[int, str, bool]] = field(default_factory=list)
    #: Of each saved list the columns it is shown with.
    view_columns: dict[int, str] = field(default_factory=dict)
    columns: str = ""


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
        all=True,
    )
    oblasts: list[tuple[str, int, str]] = []
    for what, pk, text, more in every:
        if what == "oblast":
            oblasts.append((more, pk, text))
        else:
            _sort_in(found, what, pk, text, more)
    found.oblasts = [(pk, text) for _key, pk, text in sorted(oblasts)]
    for listed in (found.tags, found.segments, found.views):
        listed.sort(key=lambda row: letters.sort_key(str(row[1])))
    return found


def _rows(what: str, rows: Any, text: Any, more: Any = "") -> Any:
    return rows.order_by().values_list(
        Value(what, output_field=TextField()),
        "pk",
        Cast(text, TextField()),
        Cast(more or Value(""), TextField()),
    )


def _sort_in(found: Offered, what: str, pk: int, text: str, more: str) -> None:
    if what == "tag":
        found.tags.append((pk, text))
    elif what == "segment":
        found.segments.append((pk, text))
    elif what == "columns":
        found.columns = text
    else:
        found.views.append((pk, text, what == "own_view"))
        found.view_columns[pk] = more
