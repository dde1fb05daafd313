"""The library of practices at five thousand, beside one GROUP BY over the same rows.

What is measured is the first page as the template receives it: the rows of the list, the counts of
all ten facets with their words and addresses, the counts of the map. What it is measured against is
one GROUP BY written by hand, which gives the counts of a single facet.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PRACTICES = 5_000
ROUNDS, REPEATS = 15, 5
LIMIT, MOST_QUERIES = 3.0, 3
_SEED = 417

#: Practices of a language by oblast, from the tables of the pages themselves.
_BY_HAND = """
    SELECT o.id, COUNT(DISTINCT p.page_ptr_id)
    FROM practices_practicepage p
    JOIN wagtailcore_page w ON w.id = p.page_ptr_id
    JOIN wagtailcore_locale l ON l.id = w.locale_id
    JOIN territories_territory t ON t.id = p.territory_id
    LEFT JOIN territories_territory r ON r.id = t.parent_id
    LEFT JOIN territories_territory o ON o.id = COALESCE(r.parent_id, r.id, t.id)
    WHERE w.live AND l.language_code = 'ky'
    GROUP BY o.id
"""


def measured() -> bool:
    """Fill the library, measure, print one line a figure; True when all is within its limit."""
    fill(PRACTICES)
    from django.test import RequestFactory

    from portal.practices import library, shelf

    requests = RequestFactory(headers={"host": "127.0.0.1"})

    def ask(**query: Any) -> Any:
        request = requests.get("/ky/practices/", query)
        request.user = None  # type: ignore[assignment]
        return request

    def first_page() -> None:
        library.page(ask(), "ky")

    def narrowed() -> None:
        library.page(ask(outcome=["works", "failed"], size="to-10000", view="map"), "ky")

    def forgotten() -> None:
        shelf.forget()
        library.page(ask(), "ky")

    ratios = [
        _ratio("first page with all facets", first_page),
        _ratio("a narrowed page with its map", narrowed),
    ]
    _told("first page right after a change, the shelf read anew", forgotten)
    return all([*ratios, _queries(ask())])


def fill(number: int) -> None:
    """Put practices into the Kyrgyz library, of all kinds, always the same ones."""
    from django.db import transaction

    from portal.core import tree
    from portal.practices import services
    from portal.practices.models import PracticeIndexPage
    from portal.territories.models import Territory
    from portal.topics.models import Topic

    chance = random.Random(_SEED)
    index = PracticeIndexPage.objects.get(locale__language_code="ky")
    places = list(Territory.objects.municipalities().values_list("pk", flat=True))
    topics = list(Topic.objects.values_list("pk", flat=True))
    first = index.get_children().count()
    with transaction.atomic():
        pages = [
            _page(index, first + at + 1, chance.choice(places), chance) for at in range(number)
        ]
        for page in pages:
            page.locale = tree.locale("ky") if page is pages[0] else pages[0].locale
            page.save_base(raw=False)
        _attach(pages, topics, chance)
        index.numchild = first + number
        index.save(update_fields=["numchild"])
        services.keep_facts()


def _page(index: Any, number: int, place_id: int, chance: random.Random) -> Any:
    from django.contrib.contenttypes.models import ContentType

    from portal.practices.models import PracticePage

    begun = date(2014, 1, 1) + timedelta(days=chance.randrange(4300))
    return PracticePage(
        path=PracticePage._get_path(index.path, index.depth + 1, number),
        depth=index.depth + 1,
        url_path=f"{index.url_path}bench-{number}/",
        content_type=ContentType.objects.get_for_model(PracticePage),
        title=f"Тажрыйба {number}",
        draft_title=f"Тажрыйба {number}",
        slug=f"bench-{number}",
        summary="Айыл өкмөтү тургундар менен бирге маселени чечти.",
        live=True,
        first_published_at=datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        territory_id=place_id,
        outcome=chance.choices(("works", "stopped", "failed"), (8, 1, 1))[0],
        started_on=begun,
        finished_on=begun + timedelta(days=chance.randrange(400)),
        population=chance.choice((None, chance.randrange(900, 60_000))),
        altitude_m=chance.randrange(600, 2_600),
    )


def _attach(pages: list[Any], topics: list[int], chance: random.Random) -> None:
    from portal.practices.models import Cost, Evidence, PracticePage, Result

    links = PracticePage.topics.through
    links.objects.bulk_create(
        links(practicepage_id=page.pk, topic_id=topic)
        for page in pages
        for topic in chance.sample(topics, 2)
    )
    Cost.objects.bulk_create(
        Cost(practice=page, source=source, amount_tyiyn=chance.randrange(10**6, 10**9), year=2021)
        for page in pages
        for source in ("local_budget", "residents")
    )
    Result.objects.bulk_create(
        Result(practice=page, what="Үй", before=0, after=chance.randrange(900), unit="үй")
        for page in pages
    )
    Evidence.objects.bulk_create(
        Evidence(practice=page, kind="document", title="Акт", checked_on=date(2024, 1, 1))
        for page in pages
        if chance.random() < 0.6
    )


def _ratio(name: str, deed: Callable[[], None]) -> bool:
    ratios = [_seconds(deed) / _seconds(_group_by) for _ in range(ROUNDS)]
    ratio = statistics.median(ratios)
    verdict = "ok" if ratio <= LIMIT else "ABOVE"
    sys.stdout.write(
        f"library of {PRACTICES}, {name}, against one GROUP BY: "
        f"{ratio:.2f} (limit {LIMIT:.1f}) {verdict}\n"
    )
    return ratio <= LIMIT


def _told(name: str, deed: Callable[[], None]) -> None:
    """A figure without a limit: it happens once after a change in each process."""
    ratio = statistics.median([_seconds(deed) / _seconds(_group_by) for _ in range(5)])
    sys.stdout.write(f"library of {PRACTICES}, {name}, against one GROUP BY: {ratio:.2f}\n")


def _group_by() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_BY_HAND)
        cursor.fetchall()


def _seconds(deed: Callable[[], None]) -> float:
    deed()
    started = time.perf_counter()
    for _ in range(REPEATS):
        deed()
    return time.perf_counter() - started


def _queries(request: Any) -> bool:
    """The facets alone, with nothing remembered but the links of the page's frame."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from portal.core import navigation
    from portal.practices import library, shelf

    navigation.topic_links(request, "ky")
    shelf.forget()
    with CaptureQueriesContext(connection) as asked:
        found = library.understood(request, "ky")
        library.facets(found, found.shelf.counts(found.chosen))
    verdict = "ok" if len(asked) <= MOST_QUERIES else "ABOVE"
    sys.stdout.write(
        f"library of {PRACTICES}, queries of all facets: "
        f"{len(asked)} (limit {MOST_QUERIES}) {verdict}\n"
    )
    return len(asked) <= MOST_QUERIES
