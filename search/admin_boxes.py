"""Wagtail's own search, for the boxes of the admin: whatever is typed is an answer, in any form.

A thin layer on the backend of the database in use: quotes, operators and NUL never reach it, and a
word is also looked for by its terms, which pages keep beside their title.
"""

from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import And, Phrase, PlainText, SearchQuery

from search import language, queries


class _Cleaning:
    """Goes before a backend."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(_sane(query), *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(_sane(query), *args, **kwargs)  # type: ignore[misc]


def _sane(query: Any) -> str | SearchQuery:
    """Words only, each in any form; an empty text where there is none.

    The box for pages takes quotes apart by itself: of such a query each part. Others stay.
    """
    if isinstance(query, And):
        parts = [part for one in query.subqueries if (part := _sane(one))]
        return And(parts) if parts else ""
    text = query.query_string if isinstance(query, (PlainText, Phrase)) else query
    if not isinstance(text, str):
        return query
    words = [token.word for token in language.tokens(text[: queries.LONGEST])]
    if not words:
        return ""
    is_phrase = isinstance(query, Phrase) and len(words) > 1
    return Phrase(" ".join(words)) if is_phrase else _in_any_form(words)


def _in_any_form(words: list[str]) -> SearchQuery:
    found: SearchQuery = PlainText(" ".join(words))
    for reading in dict.fromkeys(_readings(words)):
        if reading and reading != " ".join(words):
            found = found | PlainText(reading)
    return found


def _readings(words: list[str]) -> list[str]:
    text = " ".join(words)
    terms = [" ".join(language.terms(text, code)) for code in ("ky", "ru")]
    return [*terms, " ".join(language.folded_terms(text))]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # Wagtail asks for this name
    """The backend that fits the database, with the cleaning before it."""
    kind = type(database.SearchBackend(params))
    return type("AdminBoxes", (_Cleaning, kind), {})(params)
