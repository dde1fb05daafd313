"""Elasticsearch, told by the outbox what the embedded index knows. Only here its library is used.

Terms come ready made, so every field is cut at blanks and nothing else. Only queries that every
8.x understands: bool, match, match_phrase, terms, range, function_score, terms in filters.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import elasticsearch
from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.helpers import BulkIndexError, streaming_bulk
from elasticsearch_dsl import A, Q, Search

from portal.core import clock
from portal.core.entries import Entry
from search.engines.base import FACETS, OWN_LANGUAGE, Found, Question, Unreachable
from search.engines.embedded import EmbeddedEngine
from search.models import IndexedEntry

#: The weights of the embedded index, so that both put the same first.
_FIELDS = {
    "title_exact": 10,
    "title_terms": 7,
    "body_exact": 0.6,
    "body_terms": 0.4,
    "folded": 0.01,
}
_TEXT: dict[str, Any] = {"type": "text", "analyzer": "whitespace"}
_KEY: dict[str, Any] = {"type": "keyword"}
_MAPPING: dict[str, Any] = {
    "dynamic": False,
    "properties": {
        "row": {"type": "long"},
        "day": {"type": "integer"},
        **dict.fromkeys(_FIELDS, _TEXT),
        **dict.fromkeys(FACETS, _KEY),
    },
}
_SETTINGS = {"number_of_shards": 1, "number_of_replicas": 0}
_WEIGHTS = {"practice": 1.2, "material": 1.1, "topic": 1.1, "page": 0.9, "issue": 0.9}
_VALUES = 1000
#: What a server says of an entry that it has already.
_IS_THERE = 409
_FAILURES = (elasticsearch.ApiError, elasticsearch.TransportError, BulkIndexError)


@lru_cache(maxsize=4)
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(url, request_timeout=5, max_retries=0)


class ElasticEngine:
    """The same answers as the embedded engine, from a server."""

    def __init__(self) -> None:
        self._client = _client(settings.ELASTICSEARCH_URL)
        #: For what no reader waits for.
        self._patiently = self._client.options(request_timeout=60)
        self._alias = settings.ELASTICSEARCH_INDEX

    def put(self, entries: Iterable[Entry]) -> None:
        """Tell what the embedded index knows of these entries, which it must know already."""
        for entry in entries:
            self.follow(entry.kind, entry.id)

    def drop(self, kind: str, entry_id: int) -> None:
        """Forget one entry, also in an index that is being filled."""
        for index in self._indexes():
            self._client.options(ignore_status=404).delete(index=index, id=f"{kind}:{entry_id}")

    def follow(self, kind: str, entry_id: int) -> None:
        """Make one entry what its row in the embedded index is now.

        A server without an index gets the whole of it: readers are never answered from a part.
        """
        if not self._client.indices.exists_alias(name=self._alias):
            self.follow_all()
            return
        row = _rows(IndexedEntry.objects.named(kind, entry_id)).first()
        if row is None:
            self.drop(kind, entry_id)
            return
        for index in self._indexes():
            self._client.index(index=index, id=f"{kind}:{entry_id}", document=_document(row))

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Rebuild the embedded index, then this one from it."""
        EmbeddedEngine().rebuild(entries)
        return self.follow_all()

    def follow_all(self) -> int:
        """Fill a new index from the embedded one; the alias moves when it is complete.

        What changes meanwhile is told to both indexes, so what is there already is newer.
        """
        name = self._make(clock.now())
        told = set(self._fill(name))
        gone = told.difference(IndexedEntry.objects.values_list("kind", "entry_id"))
        for kind, entry_id in gone:
            self.drop(kind, entry_id)
        self._patiently.indices.refresh(index=name)
        if self._patiently.count(index=name)["count"] < len(told - gone):
            raise Unreachable(f"{name} is not complete: another one was filled meanwhile")
        self._move_alias(name)
        return len(told)

    def _fill(self, name: str) -> Iterator[tuple[str, int]]:
        """Tell every row, and give its name back. A busy server answers 429: wait, then again."""
        rows = _rows(IndexedEntry.objects.order_by("pk")).iterator(chunk_size=200)
        answers = streaming_bulk(
            self._patiently, (_action(name, row) for row in rows),
            chunk_size=200, max_retries=6, initial_backoff=1, max_backoff=30, raise_on_error=False,
        )  # fmt: skip
        for taken, answer in answers:
            said = answer["create"]
            if not taken and said["status"] != _IS_THERE:
                raise BulkIndexError("the server does not take an entry", [answer])
            kind, entry_id = said["_id"].split(":")
            yield kind, int(entry_id)

    def refresh(self) -> None:
        """Let what was told be found at once; the server does it by itself within a second."""
        self._client.indices.refresh(index=self._alias)

    def remove(self) -> None:
        """Drop every index behind the name, for a server that is no longer to be used."""
        for index in self._indexes():
            self._client.indices.delete(index=index)

    def answers(self) -> None:
        """Raise Unreachable unless the server answers and has the index."""
        try:
            if not self._client.indices.exists_alias(name=self._alias):
                raise Unreachable(f"no index {self._alias}")
        except _FAILURES as error:
            raise Unreachable(str(error)) from error

    def find(self, question: Question) -> Found:
        """One request for hits and facets. Raises Unreachable."""
        if question.is_empty:
            return Found()
        try:
            answer = _search(question).using(self._client).index(self._alias).execute()
        except _FAILURES as error:
            raise Unreachable(str(error)) from error
        rows = tuple(int(hit["_source"]["row"]) for hit in answer.to_dict()["hits"]["hits"])
        return Found(answer.hits.total.value, rows, dict(_facets(answer)))

    def _make(self, at: datetime) -> str:
        name = f"{self._alias}-{at:%Y%m%d%H%M%S%f}"
        self._patiently.indices.create(index=name, mappings=_MAPPING, settings=_SETTINGS)
        return name

    def _move_alias(self, name: str) -> None:
        old = [index for index in self._indexes() if index != name]
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self._alias}}]
        actions += [{"remove": {"index": index, "alias": self._alias}} for index in old]
        self._patiently.indices.update_aliases(actions=[*actions[1:], actions[0]])
        for index in old:
            self._client.options(ignore_status=404).indices.delete(index=index)

    def _indexes(self) -> list[str]:
        return list(self._client.indices.get(index=f"{self._alias}-*", allow_no_indices=True))


def _rows(queryset: Any) -> Any:
    return queryset.select_related("facets").only(
        "kind", "entry_id", "day", "locale", *_FIELDS, "facets"
    )


def _action(name: str, row: IndexedEntry) -> dict[str, Any]:
    return {
        "_op_type": "create",
        "_index": name,
        "_id": f"{row.kind}:{row.entry_id}",
        "_source": _document(row),
    }


def _document(row: IndexedEntry) -> dict[str, Any]:
    facets = row.facets
    return {
        "row": row.pk,
        "day": row.day,
        **{name: getattr(row, name) for name in _FIELDS},
        "kind": facets.kind,
        "locale": facets.locale,
        "access": facets.access,
        "topic": facets.topics.split(),
        # what is unknown is left out: an empty value would be counted
        **{name: value for name in ("year", "oblast", "rayon") if (value := getattr(facets, name))},
    }


def _search(question: Question) -> Search:
    search = Search()[question.offset : question.offset + question.limit]
    search = search.query(_ranked(question)).extra(track_total_hits=True).source(["row"])
    filters = {
        facet: Q("terms", **{facet: sorted(values)})
        for facet, values in question.chosen.items()
        if values
    }
    if filters:
        search = search.post_filter("bool", filter=list(filters.values()))
    for facet in FACETS:
        others = [one for name, one in filters.items() if name != facet]
        search.aggs.bucket(facet, A("filter", filter=Q("bool", filter=others))).bucket(
            "values", "terms", field=facet, size=_VALUES
        )
    if question.newest_first:
        first = ["_score"] if question.first_locale else []
        return search.sort(*first, "-day", "-row")
    return search.sort("_score", "-row")


def _ranked(question: Question) -> Any:
    words = [_clause(clause) for clause in question.clauses]
    words += [_phrase(phrase) for phrase in question.phrases]
    without = [_word(terms) for terms in question.without]
    limits = [Q("range", row={"lte": question.up_to})] if question.up_to else []
    if question.newest_first:
        asked = Q("bool", filter=[*words, *limits], must_not=without, must=[Q("match_all")])
    else:
        asked = Q("bool", must=words, filter=limits, must_not=without)
    functions: list[dict[str, Any]] = []
    if question.first_locale:
        functions.append(_if_in(question.first_locale, 1_000_000))
    if not question.newest_first:
        functions.append(_if_in(question.prefers, OWN_LANGUAGE))
        functions += [
            {"filter": {"term": {"kind": kind}}, "weight": weight}
            for kind, weight in _WEIGHTS.items()
        ]
        functions += [
            {"filter": {"range": {"day": {"gt": question.today - days}}}, "weight": weight}
            for days, weight in ((365, 1.1), (3 * 365, 1.1))
        ]
    return Q(
        "function_score",
        query=asked,
        functions=functions,
        score_mode="multiply",
        boost_mode="multiply",
    )


def _if_in(locale: str, weight: float) -> dict[str, Any]:
    return {"filter": {"term": {"locale": locale}}, "weight": weight}


def _clause(clause: Any) -> Any:
    options = [Q("bool", must=[_word(terms) for terms in together]) for together in clause]
    return options[0] if len(options) == 1 else Q("bool", should=options, minimum_should_match=1)


def _word(terms: Iterable[str]) -> Any:
    text = " ".join(terms)
    matches = [
        Q("match", **{name: {"query": text, "boost": boost}}) for name, boost in _FIELDS.items()
    ]
    return Q("bool", should=matches, minimum_should_match=1)


def _phrase(phrase: Iterable[Iterable[str]]) -> Any:
    matches = [
        Q("match_phrase", **{name: {"query": " ".join(terms), "boost": boost}})
        for terms in phrase
        for name, boost in _FIELDS.items()
    ]
    return Q("bool", should=matches, minimum_should_match=1)


def _facets(answer: Any) -> Iterator[tuple[str, dict[str, int]]]:
    for facet in FACETS:
        buckets = answer.aggregations[facet]["values"].buckets
        counts = {bucket.key: bucket.doc_count for bucket in buckets}
        yield facet, dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))
