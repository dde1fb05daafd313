"""What is offered while somebody types."""

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
    columns = ("kind", "text", "locale", "entry__url")
    found = list(_begun(begun).values_list(*columns)[:_LOOKED_AT])
    found.sort(key=lambda row: (row[2] != locale, _ORDER.index(row[0]), len(row[1])))
    unlike: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, shown, _locale, url in found:
        own = url if kind in ("title", "topic") else _search_for(shown)
        unlike.setdefault((kind, shown), _row(kind, shown, own))
    return list(unlike.values())[:MOST]


def popular(locale: str) -> list[str]:
    """What many search for in ``locale`` and find, the most asked first."""
    rows = Hint.objects.filter(kind=Hint.Kind.QUERY, locale=locale).order_by("pk")
    return list(dict.fromkeys(rows.values_list("text", flat=True)[:_LOOKED_AT]))[:MOST]


def _row(kind: str, text: str, url: str) -> dict[str, Any]:
    return {"kind": kind, "name": str(Hint.Kind(kind).label), "text": text, "url": url}


def _search_for(text: str) -> str:
    return f"{reverse('search:results')}?{urlencode({'q': text})}"


def _begun(begun: str) -> Any:
    if connection.vendor == "sqlite":  # LIKE asks no index there; the order of code points does
        return Hint.objects.filter(key__gte=begun, key__lt=begun + "\U0010ffff").order_by("key")
    # the lower bound says where in the order to begin; without it PostgreSQL reads from the first
    return Hint.objects.filter(key__gte=begun, key__startswith=begun).order_by("key")
