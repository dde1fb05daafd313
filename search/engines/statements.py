"""A question as statements of SQLite and PostgreSQL. Terms hold letters and digits only."""

from typing import Any

from django.db import connection

from search.engines.base import OWN_LANGUAGE, Question

Statement = tuple[str, list[Any]]

#: Weights of title_exact, title_terms, body_exact, body_terms, folded. BM25 has a ceiling that the
#: words of a title nearly reach and those of a text climb to slowly, so many of these do not weigh
#: more than a title; the last is so low that many folded words do not outweigh a true one.
_WEIGHTS = "10, 7, 0.6, 0.4, 0.01"
#: Hits that PostgreSQL weighs word by word; the title answers first, then the newest.
WEIGHED = 1000
#: Of 0.3 for today half is left after a year.
_RECENT = 0.3 * 365
_BM25 = f"-bm25(search_fulltext, {_WEIGHTS})"
_HITS = "search_indexedentry e, to_tsquery('simple', %s) q"
_RANK = "ts_rank('{0.02, 0.1, 0.3, 1.0}', e.vector, q)"


def weighed(question: Question) -> Statement:
    """SQLite: every hit once, whatever is chosen, as (order, row, facets).

    One walk over the postings serves the counts and the order. What is read of a row stands in an
    index of its own, because the rows themselves are as long as the texts.
    """
    order, of_order = ("e.day", []) if question.newest_first else _score(question, _BM25, "max")
    if not question.limit:
        order, of_order = "0", []
    elif question.first_locale:
        order, of_order = f"(e.locale = %s) * 1e9 + {order}", [question.first_locale, *of_order]
    condition, parameters = _up_to(question, "search_fulltext MATCH %s", [fts5(question)])
    return (
        (
            f"SELECT {order}, f.rowid, e.facets_id FROM search_fulltext f"  # noqa: S608 - words of this file; what is asked goes as parameters
            " CROSS JOIN search_indexedentry e INDEXED BY search_read_when_ranking"
            f" ON e.id = f.rowid WHERE {condition}"
        ),
        [*of_order, *parameters],
    )


def meeting(question: Question, row: int) -> Statement:
    """A row where this entry of the index answers."""
    if connection.vendor == "sqlite":
        return (
            "SELECT 1 FROM search_fulltext WHERE search_fulltext MATCH %s AND rowid = %s",
            [fts5(question), row],
        )
    condition, parameters = _matching(question)
    return f"SELECT 1 FROM {_HITS} WHERE {condition} AND e.id = %s", [*parameters, row]  # noqa: S608 - words of this file; what is asked goes as parameters


def counting(question: Question) -> Statement:
    """PostgreSQL: the facets of every hit, whatever is chosen."""
    condition, parameters = _matching(question)
    return f"SELECT e.facets_id FROM {_HITS} WHERE {condition}", parameters  # noqa: S608 - words of this file; what is asked goes as parameters


def ranking(question: Question, total: int) -> Statement:
    """PostgreSQL: one page of the hits under all choices; ``total`` is how many there are."""
    condition, parameters = _matching(question)
    where, chosen = _choices(question)
    condition, parameters = condition + where, parameters + chosen
    if total > WEIGHED and not question.newest_first:
        return _in_two_stages(question, condition, parameters)
    order, of_order = _order(question)
    return (
        f"SELECT e.id FROM {_HITS} WHERE {condition} ORDER BY {order} LIMIT %s OFFSET %s",  # noqa: S608 - words of this file; what is asked goes as parameters
        [*parameters, *of_order, question.limit, question.offset],
    )


def _in_two_stages(question: Question, condition: str, parameters: list[Any]) -> Statement:
    """Weighing a common word in every entry takes seconds: first the likeliest, then their order.

    The likeliest have the words in the title; the newest of the others fill up.
    """
    order, of_order = _order(question)
    own = "(e.locale = %s) DESC, " if question.first_locale else ""
    likely = (
        "SELECT e.id FROM search_indexedentry e, to_tsquery('simple', %s) q,"  # noqa: S608 - words of this file; what is asked goes as parameters
        f" to_tsquery('simple', %s) t WHERE {condition}"
        f" ORDER BY {own}(e.title_vector @@ t) DESC, e.day DESC, e.id DESC LIMIT {WEIGHED}"
    )
    return (
        (
            f"WITH likely AS MATERIALIZED ({likely})"  # noqa: S608 - words of this file; what is asked goes as parameters
            " SELECT e.id FROM likely JOIN search_indexedentry e ON e.id = likely.id,"
            f" to_tsquery('simple', %s) q ORDER BY {order} LIMIT %s OFFSET %s"
        ),
        [
            parameters[0],
            tsquery(question, only_words=True),
            *parameters[1:],
            *([question.first_locale] if question.first_locale else []),
            parameters[0],
            *of_order,
            question.limit,
            question.offset,
        ],
    )


def _matching(question: Question) -> Statement:
    return _up_to(question, "e.vector @@ q", [tsquery(question)])


def _up_to(question: Question, condition: str, parameters: list[Any]) -> Statement:
    """A sum has no index: else PostgreSQL walks the numbers of all entries instead of the words."""
    if question.up_to:
        return f"{condition} AND e.id + 0 <= %s", [*parameters, question.up_to]
    return condition, parameters


def _choices(question: Question) -> Statement:
    """What is chosen, as a condition on the combination of facets."""
    conditions, parameters = [], []
    for facet, values in question.chosen.items():
        if not values:
            continue
        if facet == "topic":
            conditions.append(" OR ".join(["topics LIKE %s"] * len(values)))
            parameters += [f"% {value} %" for value in sorted(values)]
        else:
            conditions.append(f"{facet} IN ({', '.join(['%s'] * len(values))})")
            parameters += sorted(values)
    if not conditions:
        return "", []
    where = " AND ".join(f"({condition})" for condition in conditions)
    return (
        f" AND e.facets_id IN (SELECT id FROM search_facetcombination WHERE {where})",  # noqa: S608 - words of this file; what is asked goes as parameters
        parameters,
    )


def _order(question: Question) -> Statement:
    first, parameters = "", []
    if question.first_locale:
        first, parameters = "(e.locale = %s) DESC, ", [question.first_locale]
    if question.newest_first:
        return f"{first}e.day DESC, e.id DESC", parameters
    score, of_score = _score(question, _RANK, "greatest")
    return f"{first}{score} DESC, e.id DESC", [*parameters, *of_score]


def _score(question: Question, words: str, greatest: str) -> Statement:
    """What the words say, times the kind, the reader's own language and how recent it is."""
    recent = f"(1.0 + {_RECENT} / (365.0 + {greatest}(0, %s - e.day)))"
    own = f"(CASE WHEN e.locale = %s THEN {OWN_LANGUAGE} ELSE 1.0 END)"
    return f"{words} * e.weight * {own} * {recent}", [question.prefers, question.today]


def fts5(question: Question) -> str:
    """The question in the words of SQLite."""
    wanted = " AND ".join(_parts(question))
    for terms in question.without:
        wanted = f"({wanted}) NOT {_any_of(terms)}"
    return wanted


def _parts(question: Question) -> list[str]:
    """Each clause and each phrase in the words of SQLite."""
    parts = [
        "("
        + " OR ".join("(" + " AND ".join(map(_any_of, together)) + ")" for together in clause)
        + ")"
        for clause in question.clauses
    ]
    return parts + [
        "(" + " OR ".join(f'"{" ".join(terms)}"' for terms in phrase) + ")"
        for phrase in question.phrases
    ]


def _any_of(terms: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


def tsquery(question: Question, *, only_words: bool = False) -> str:
    """The question in the words of PostgreSQL."""

    def word(terms: tuple[str, ...]) -> str:
        return "(" + " | ".join(terms) + ")"

    parts = [
        "(" + " | ".join("(" + " & ".join(map(word, together)) + ")" for together in clause) + ")"
        for clause in question.clauses
    ]
    parts += [
        "(" + " | ".join("(" + " <-> ".join(terms) + ")" for terms in phrase) + ")"
        for phrase in question.phrases
    ]
    if not only_words:
        parts += [f"!{word(terms)}" for terms in question.without]
    return " & ".join(parts)
