"""What is offered while somebody types."""

from itertools import islice
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.http import urlencode

from portal.core import letters
from search import language
from search.models import Hint

MOST = 8
#: Rows looked at; the same place or author stands in many entries.
_LOOKED_AT = 60
_SHORTEST = 2
#: What somebody who begins to type is likeliest to mean.
_ORDER = ["query", "topic", "title", "place", "author"]


def beginning_with(text: str, locale: str) -> list[dict[str, Any]]:
    """Titles, topics, places, authors and earlier searches with a word where ``text`` begins.

    Each opens its page, or the search for it. Those of ``locale`` come first.
    """
    begun = " ".join(letters.fold(token.word) for token in language.tokens(text[:60]))
    if len(begun) < _SHORTEST:
        return []
    found = _begun(begun)
    found.sort(key=lambda row: (row[2] != locale, _ORDER.index(row[0]), len(row[1])))
    unlike: dict[tuple[str, str], str] = {}
    for kind, shown, _locale, url in found:
        unlike.setdefault((kind, shown), url)
    return [_row(kind, shown, url) for (kind, shown), url in islice(unlike.items(), MOST)]


def popular(locale: str) -> list[str]:
    """What many search for in ``locale`` and find, the most asked first."""
    rows = Hint.objects.filter(kind=Hint.Kind.QUERY, locale=locale).order_by("pk")
    return list(dict.fromkeys(rows.values_list("text", flat=True)[:_LOOKED_AT]))[:MOST]


def _row(kind: str, text: str, url: str) -> dict[str, Any]:
    own = url if kind in ("title", "topic") else _search_for(text)
    return {"kind": kind, "name": str(Hint.Kind(kind).label), "text": text, "url": own}


def _search_for(text: str) -> str:
    return f"{reverse('search:results')}?{urlencode({'q': text})}"


def _begun(begun: str) -> list[tuple[str, str, str, str]]:
    """Kind, text, language and address of what begins so; ``begun`` is letters and digits.

    Asked at every key: the ORM would take most of the time.
    """
    bounds = [begun, begun + _AFTER_ALL] if connection.vendor == "sqlite" else [begun, f"{begun}%"]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENTS[connection.vendor], [*bounds, _LOOKED_AT])
        rows: list[tuple[str, str, str, str]] = cursor.fetchall()
    return rows


_AFTER_ALL = "\U0010ffff"
_STATEMENT = """SELECT h.kind, h.text, h.locale, coalesce(e.url, '') FROM search_hint h
    LEFT JOIN search_indexedentry e ON e.id = h.entry_id
    WHERE h.key >= %s AND h.key {} %s ORDER BY h.key LIMIT %s"""
_STATEMENTS = {
    "sqlite": _STATEMENT.format("<"),  # LIKE asks no index there; the order of code points does
    # the lower bound says where in the order to begin; without it PostgreSQL reads from the first
    "postgresql": _STATEMENT.format("LIKE"),
}
