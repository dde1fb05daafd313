"""What is asked, kept without who asks: the words, the hits, and which hit was opened."""

from datetime import date, timedelta
from typing import Any

from django.core import signing

from portal.core import letters
from search import queries
from search.engines import rows
from search.models import AskedQuery, Hint, IndexedEntry

_SALT = "search.asked"
#: A hit opened later belongs to another sitting.
_FRESH_SECONDS = 2 * 3600
_MOST_RANK = 1000
#: Searches asked on so many days, so many times, with hits, are offered while typing.
_OFFERED_TIMES, _OFFERED_DAYS, _OFFERED = 3, 2, 2000
#: A year of searches is enough to see the seasons.
_KEPT_DAYS = 400


def keep(
    *, text: str, locale: str, hits: int, filters: dict[str, Any], category: str, on: date
) -> int:
    """Keep that ``text`` was asked; returns the number of the row."""
    query = queries.read(text)
    key = " ".join(letters.fold(word) for word in query.shown())[:200]
    row = AskedQuery.objects.create(
        text=text[:200], key=key, locale=locale, hits=hits, filters=filters, category=category,
        asked_on=on,
    )  # fmt: skip
    return row.pk


def token(asked_id: int) -> str:
    """Names a search to the page that shows its answer, for a while."""
    return signing.dumps(asked_id, salt=_SALT)


def opened(*, token: str, rank: str) -> bool:
    """Keep the rank of the first hit that was opened; False when the report makes no sense."""
    try:
        asked_id = signing.loads(token[:200], salt=_SALT, max_age=_FRESH_SECONDS)
    except signing.BadSignature:
        return False
    if not (rank.isascii() and rank.isdigit() and len(rank) < 5 and 0 < int(rank) <= _MOST_RANK):
        return False
    waiting = AskedQuery.objects.filter(pk=asked_id, opened_rank=None)
    return bool(waiting.update(opened_rank=int(rank)))


def offer_earlier_searches(today: date) -> None:
    """Offer while typing what many asked and found. Nothing with a figure or an address in it:
    that may be somebody's. Words must stand in a title in some form, so that no name of a person
    slips in; those who agree to be found are offered as themselves."""
    asked = AskedQuery.objects.asked_between(today - timedelta(days=90), today).by_words()
    often = asked.filter(times__gte=_OFFERED_TIMES, days__gte=_OFFERED_DAYS, most_hits__gt=0)[
        :_OFFERED
    ]
    asked_in = {" ".join(queries.read(row["words"]).shown()): row["locale"] for row in often}
    texts = [text for text in asked_in if text.replace(" ", "").isalpha()]
    Hint.objects.filter(kind=Hint.Kind.QUERY).delete()
    known = _words_of_titles()
    Hint.objects.bulk_create(
        Hint(kind=Hint.Kind.QUERY, locale=asked_in[text], text=text, key=key)
        for text in texts
        if all(not known.isdisjoint(queries.terms_of(w)) for w in queries.read(text).shown())
        for key in rows.starts(text)
    )


def _words_of_titles() -> set[str]:
    """As terms: a search may have other forms of them."""
    return {
        word
        for title in IndexedEntry.objects.but("person").values_list("title_terms", flat=True)
        for word in title.split()
    }


def forget_old(today: date) -> None:
    """Drop searches of more than a year ago."""
    AskedQuery.objects.filter(asked_on__lt=today - timedelta(days=_KEPT_DAYS)).delete()
