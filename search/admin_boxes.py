"""Wagtail's own search, for the boxes of the admin: whatever is typed is an answer, in any form.

A thin layer on the backend of the database in use: quotes, operators and NUL never reach it, and a
word is also looked for by how its forms begin and by its terms, which pages keep beside their
title.
Listings without an index are searched by the same beginnings.
"""

from itertools import chain, islice, product
from typing import Any

from django.db.models import Q
from wagtail.search.backends import database
from wagtail.search.query import And, Phrase, PlainText, SearchQuery
from wagtail.snippets.views.snippets import IndexView

from search import language, queries

#: Of many words each may begin in several ways: so many of all their combinations are tried.
_MOST = 12


class _Cleaning:
    """Goes before a backend."""

    def search(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        asked = _sane(query, model_or_queryset)
        return super().search(*asked, *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        asked = _sane(query, model_or_queryset)
        return super().autocomplete(*asked, *args, **kwargs)  # type: ignore[misc]


def _sane(query: Any, where: Any) -> tuple[Any, Any]:
    """The query of words only, and where to look: nowhere when it has none.

    Wagtail answers an empty text with something that belongs to no model, which listings refuse.
    """
    if words := _words_only(query):
        return words, where
    return PlainText(_ANYTHING), getattr(where, "objects", where).none()


_ANYTHING = "portal"


def _words_only(query: Any) -> Any:
    """Words only, each in any form; None where there is none.

    The box for pages takes quotes apart by itself: of such a query each part. Others stay.
    """
    if isinstance(query, And):
        parts = [part for one in query.subqueries if (part := _words_only(one))]
        return And(parts) if parts else None
    text = query.query_string if isinstance(query, (PlainText, Phrase)) else query
    if not isinstance(text, str):
        return query
    words = _words(text)
    if isinstance(query, Phrase) and len(words) > 1:
        return Phrase(" ".join(words))
    return _in_any_form(words) if words else None


def _words(text: str) -> list[str]:
    return [token.word for token in language.tokens(text[: queries.LONGEST])]


def _in_any_form(words: list[str]) -> SearchQuery:
    first, *others = dict.fromkeys(filter(None, _readings(words)))
    found: SearchQuery = PlainText(first)
    for reading in others:
        found = found | PlainText(reading)
    return found


def _readings(words: list[str]) -> list[str]:
    text = " ".join(words)
    terms = [" ".join(language.terms(text, code)) for code in ("ky", "ru")]
    as_written = islice(product(*map(language.beginnings, words)), _MOST)
    return [text, *terms, " ".join(language.folded_terms(text)), *map(" ".join, as_written)]


class ListedInAnyForm(IndexView):
    """A listing of snippets that are in no index: its box too takes any form of a word."""

    def search_queryset(self, queryset: Any) -> Any:
        """Keep the rows where every word stands in one of the fields; blanks keep all."""
        words = _words(self.search_query or "")
        if not words:
            return queryset.none() if self.is_searching else queryset
        for word in words:
            queryset = queryset.filter(self._holds(word))
        return queryset

    def _holds(self, word: str) -> Q:
        # SQLite tells capitals from small letters outside of ASCII
        written = chain.from_iterable((one, one.capitalize(), one.upper()) for one in
                                      language.beginnings(word))  # fmt: skip
        found = Q()
        for field, text in product(self.search_fields, dict.fromkeys(written)):
            found |= Q(**{f"{field}__icontains": text})
        return found


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # Wagtail asks for this name
    """The backend that fits the database, with the cleaning before it."""
    kind = type(database.SearchBackend(params))
    return type("AdminBoxes", (_Cleaning, kind), {})(params)
