"""Every store answers alike: the same entries, the same counts, the same order where it is clear.

``ELASTICSEARCH_URL`` adds a server of yours; an index of its own is made there and dropped.
"""

from __future__ import annotations

import itertools
import os
import random
import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

from portal.core import clock, outbox
from portal.core.entries import Entry
from portal.core.models import Heartbeat, OutboxEntry
from search import queries, services
from search.engines import elastic as elastic_engine
from search.engines import statements
from search.engines.base import FACETS, Engine, Found, Question, Unreachable
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.models import IndexedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

SERVER = os.environ.get("ELASTICSEARCH_URL", "")
#: Nothing listens there.
SILENT = "http://127.0.0.1:9"
WORDS = {
    "ky": "суу түтүк айыл өкмөтү таштанды жол көпрү мектеп бюджет жарык чечим кеңеш элет турак",
    "ru": "вода труба отходы дорога мост школа бюджет освещение решение совет село жильё кенеш",
    "en": "water pipe waste road bridge school budget light decision council village housing",
}
#: Scores that are so far apart differ clearly.
CLEARLY = 1.5
OBLASTS, TOPICS = ("41704", "41706", "41708"), ("roads", "waste", "water")


def entries(number: int = 150) -> list[Entry]:
    """Documents of common words, always the same."""
    chance = random.Random(2026)
    return [_entry(at, chance) for at in range(1, number + 1)]


def _entry(number: int, chance: random.Random) -> Entry:
    locale = chance.choices(("ky", "ru", "en"), (6, 3, 1))[0]
    words, oblast = WORDS[locale].split(), chance.choice(OBLASTS)
    return Entry(
        kind=chance.choice(("practice", "article", "news")),
        id=number,
        locale=locale,
        url=f"/{number}/",
        title=" ".join(chance.sample(words, 2)),
        body=" ".join(chance.choices(words, range(len(words), 0, -1), k=40)),
        topics=tuple(chance.sample(TOPICS, chance.randint(0, 2))),
        territories=(f"{oblast}{chance.randint(1, 3)}", oblast) if chance.random() < 0.8 else (),
        published_on=date(chance.randint(2020, 2026), 3, 1),
        access=chance.choice(("open", "subscribers")),
    )


def asked(number: int = 200) -> list[Question]:
    """Questions of one to three words, phrases, exclusions and choices, always the same."""
    chance = random.Random(7)
    return [_question(chance) for _ in range(number)]


def _question(chance: random.Random) -> Question:
    words = WORDS[chance.choice(("ky", "ky", "ru", "en"))].split()
    text = " ".join(chance.sample(words, chance.randint(1, 3)))
    if chance.random() < 0.25:
        text = f'"{" ".join(chance.sample(words, 2))}"'
    if chance.random() < 0.25:
        text += f" -{chance.choice(words)}"
    query = queries.read(text)
    return Question(
        clauses=queries.clauses(query.words),
        phrases=tuple(queries.phrase_of(phrase) for phrase in query.phrases),
        without=tuple(queries.terms_of(word) for word in query.without),
        chosen=_chosen(chance),
        today=date(2026, 11, 1).toordinal(),
        limit=200,
    )


def _chosen(chance: random.Random) -> dict[str, frozenset[str]]:
    offered: dict[str, list[str]] = {
        "kind": ["practice", "article", "news"], "topic": list(TOPICS), "oblast": list(OBLASTS),
        "year": ["2024", "2025", "2026"], "locale": ["ky", "ru"], "access": ["open"],
    }  # fmt: skip
    picked = chance.sample(sorted(offered), chance.choice((0, 0, 1, 2)))
    return {
        facet: frozenset(chance.sample(offered[facet], min(len(offered[facet]), 2)))
        for facet in picked
    }


@pytest.fixture
def elastic(settings: SettingsWrapper) -> Iterator[ElasticEngine]:
    """A server with an index of its own; skipped where none is named."""
    if not SERVER:
        pytest.skip("ELASTICSEARCH_URL names no server")
    settings.ELASTICSEARCH_URL = SERVER
    settings.ELASTICSEARCH_INDEX = f"test-{uuid.uuid4().hex[:8]}"
    engine = ElasticEngine()
    yield engine
    engine.remove()


def everything(engine: Engine, question: Question) -> tuple[int, set[int], dict[str, Any]]:
    found = engine.find(question)
    return found.total, set(found.rows), {name: found.facets[name] for name in FACETS}


def slowly(question: Question) -> set[int]:
    """The same answer, by looking at every row: what the words of the rules say."""
    return {row.pk for row in IndexedEntry.objects.select_related("facets") if _met(row, question)}


def _met(row: IndexedEntry, question: Question) -> bool:
    columns = [
        f" {text} "
        for text in (row.title_exact, row.title_terms, row.body_exact, row.body_terms, row.folded)
    ]
    terms = set("".join(columns).split())
    own = {
        "kind": {row.facets.kind}, "topic": set(row.facets.topics.split()),
        "oblast": {row.facets.oblast}, "year": {row.facets.year},
        "locale": {row.facets.locale}, "access": {row.facets.access},
    }  # fmt: skip
    return (
        all(
            any(all(terms & set(word) for word in together) for together in clause)
            for clause in question.clauses
        )
        and all(
            any(f" {' '.join(said)} " in column for said in phrase for column in columns)
            for phrase in question.phrases
        )
        and not any(terms & set(word) for word in question.without)
        and all(own[facet] & values for facet, values in question.chosen.items())
    )


def test_the_embedded_index_finds_what_the_rules_say() -> None:
    EmbeddedEngine().rebuild(entries())

    for question in asked():
        total, rows, facets = everything(EmbeddedEngine(), question)
        assert rows == slowly(question), question
        assert total == len(rows) == sum(facets["kind"][k] for k in _kinds(question, facets))


def _kinds(question: Question, facets: dict[str, Any]) -> set[str]:
    return set(facets["kind"]) & set(question.chosen.get("kind", facets["kind"]))


def test_elasticsearch_finds_and_counts_the_same(elastic: ElasticEngine) -> None:
    elastic.rebuild(entries())

    for question in asked():
        assert everything(elastic, question) == everything(EmbeddedEngine(), question), question


def test_titles_come_first_in_every_store(elastic: ElasticEngine) -> None:
    elastic.rebuild([
        Entry(kind="news", id=1, locale="ky", url="/", title="Башка", body="Түтүк " + "сөз " * 50),
        Entry(kind="news", id=2, locale="ky", url="/", title="Түтүк", body="Түтүк " * 5),
    ])  # fmt: skip
    question = Question(clauses=queries.clauses(["түтүк"]), today=1)

    def order(found: Found) -> list[int]:
        rows = IndexedEntry.objects.in_bulk(found.rows)
        return [rows[pk].entry_id for pk in found.rows]

    assert order(elastic.find(question)) == order(EmbeddedEngine().find(question)) == [2, 1]


def test_a_silent_server_is_stood_in_for(settings: SettingsWrapper, caplog: Any) -> None:
    from search.engines import falling_back

    settings.ELASTICSEARCH_URL = SILENT
    EmbeddedEngine().rebuild(entries(20))
    falling_back._resting_until = 0.0

    assert services.ask("суу", prefers="ky").total > 0
    assert "embedded index" in caplog.text
    falling_back._resting_until = 0.0


def test_what_was_missed_is_told_later(elastic: ElasticEngine, settings: SettingsWrapper) -> None:
    elastic.rebuild(entries(5))
    settings.ELASTICSEARCH_URL = SILENT
    services.put_entries([*entries(5)[1:], _new("Жаңы суу түтүгү")])
    services.drop_entry(entries(1)[0].kind, 1)
    outbox.drain()
    assert OutboxEntry.objects.filter(done_at=None).count() == 6

    settings.ELASTICSEARCH_URL = SERVER
    OutboxEntry.objects.filter(done_at=None).update(due_at=clock.now())
    outbox.drain()
    elastic.refresh()

    question = Question(clauses=queries.clauses(["суу"]), today=1)
    assert everything(elastic, question) == everything(EmbeddedEngine(), question)
    assert not OutboxEntry.objects.filter(done_at=None).exists()


def _new(title: str) -> Entry:
    return Entry(kind="news", id=77, locale="ky", url="/77/", title=title)


def test_a_server_without_an_index_gets_all_of_it_before_it_answers(elastic: ElasticEngine) -> None:
    EmbeddedEngine().rebuild(entries(20))
    with pytest.raises(Unreachable):
        elastic.answers()

    services.put_entry(_new("Жаңы суу"))
    outbox.drain()

    question = Question(clauses=queries.clauses(["суу"]), today=1)
    assert everything(elastic, question) == everything(EmbeddedEngine(), question)


def test_readers_get_the_old_index_until_the_new_one_is_complete(
    elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    elastic.rebuild(entries(20))
    question = Question(clauses=queries.clauses(["суу"]), today=1)
    before, seen, move = everything(elastic, question), [], ElasticEngine._move_alias
    EmbeddedEngine().rebuild([*entries(20), _new("Суу")])

    def look_and_change(self: ElasticEngine, name: str) -> None:
        seen.append(everything(elastic, question))
        EmbeddedEngine().drop("news", 77)
        elastic.follow("news", 77)  # what changes meanwhile is not lost
        move(self, name)

    monkeypatch.setattr(ElasticEngine, "_move_alias", look_and_change)
    elastic.follow_all()
    elastic.refresh()

    assert seen == [before]
    assert everything(elastic, question) == everything(EmbeddedEngine(), question)
    assert len(elastic._indexes()) == 1


def test_a_busy_server_is_waited_for(
    elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block of the server answers 429 to every write, as a full queue does."""
    EmbeddedEngine().rebuild(entries(20))
    make, waited = ElasticEngine._make, []

    def block(index: str, *, on: bool) -> None:
        elastic._client.indices.put_settings(
            index=index, settings={"index.blocks.read_only_allow_delete": on or None}
        )

    def make_blocked(self: ElasticEngine, at: datetime) -> str:
        name = make(self, at)
        block(name, on=True)
        return name

    def wait(seconds: float) -> None:
        waited.append(seconds)
        block(f"{elastic._alias}-*", on=False)

    monkeypatch.setattr(ElasticEngine, "_make", make_blocked)
    monkeypatch.setattr("elasticsearch.helpers.actions.time.sleep", wait)

    assert elastic.follow_all() == 20
    assert waited


def test_readiness_names_the_server_but_does_not_depend_on_it(
    elastic: ElasticEngine, settings: SettingsWrapper, client: Client
) -> None:
    def said() -> Any:
        return client.get("/readyz").json()["checks"]["elasticsearch"]

    assert said() is False  # nothing is indexed there yet
    elastic.rebuild(entries(5))
    assert said() is True

    settings.ELASTICSEARCH_URL = SILENT
    Heartbeat.objects.update_or_create(name="worker", defaults={"beat_at": clock.now()})

    assert said() is False
    assert client.get("/readyz").json()["ready"] is True


def weighed(
    elastic: ElasticEngine, question: Question
) -> tuple[dict[int, float], dict[int, float]]:
    """The score of every hit, by row, in the embedded index on SQLite and in Elasticsearch."""
    with connection.cursor() as cursor:
        cursor.execute(*statements.weighed(question))
        embedded = {row[1]: row[0] for row in cursor.fetchall()}
    answer = elastic_engine._search(question).using(elastic._client).index(elastic._alias).execute()
    told = {int(hit["_source"]["row"]): hit["_score"] for hit in answer.to_dict()["hits"]["hits"]}
    return embedded, told


def others(number: int = 450) -> list[Entry]:
    """Documents that answer nothing: what is asked is then as rare as in a real collection."""
    return [
        Entry(kind="news", id=10_000 + at, locale="ky", url="/", title=f"Кат {at}",
              body=" ".join(f"барак{at}с{word}" for word in range(40)))
        for at in range(number)
    ]  # fmt: skip


@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares the scores that SQLite gives")
def test_the_first_ten_agree_where_scores_differ_clearly(elastic: ElasticEngine) -> None:
    elastic.rebuild([*entries(), *others()])
    compared = 0

    for question in asked():
        if question.chosen or question.phrases:
            continue
        embedded, told = weighed(elastic, question)
        first = EmbeddedEngine().find(question).rows[:10]
        for one, other in itertools.combinations(first, 2):
            if embedded[one] > CLEARLY * embedded[other]:
                compared += 1
                assert told[one] > told[other], question
    assert compared > 25


def test_folded_words_come_after_exact_ones_in_every_store(elastic: ElasticEngine) -> None:
    elastic.rebuild([
        Entry(kind="news", id=1, locale="ky", url="/", title="Башка", body="Өкмөтү " * 12),
        Entry(kind="news", id=2, locale="ky", url="/", title="Дагы бир", body="Окмоту жана сөз"),
    ])  # fmt: skip
    question = Question(clauses=queries.clauses(["окмоту"]), today=1)

    numbers = dict(IndexedEntry.objects.values_list("pk", "entry_id"))
    for engine in (EmbeddedEngine(), elastic):
        assert [numbers[pk] for pk in engine.find(question).rows] == [2, 1]
