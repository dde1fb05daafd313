"""The words of the index as they are written, with the number of entries each stands in."""

from functools import lru_cache

from django.db import connection
from django.db.models import Count, Max

from portal.core import clock
from search.language.help import WordList
from search.models import IndexedEntry

_RENEWED_SECONDS = 600
#: Rarer words of a large index are mostly slips of their own.
_MOST = 150_000


def words() -> WordList:
    """Renewed every ten minutes, and at once when entries come or go."""
    state = IndexedEntry.objects.aggregate(rows=Count("pk"), last=Max("pk"))
    return _words(state["rows"], state["last"], int(clock.now().timestamp() // _RENEWED_SECONDS))


@lru_cache(maxsize=1)
def _words(rows: int, last: int | None, moment: int) -> WordList:
    """Read the words; the arguments only tell one state of the index from another."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENTS[connection.vendor], [_MOST])
        return WordList(dict(cursor.fetchall()))


_STATEMENTS = {
    "sqlite": """SELECT term, max(doc) FROM search_words
        WHERE col IN ('title_exact', 'body_exact') GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s""",
    "postgresql": """SELECT word, ndoc FROM ts_stat(
        'SELECT to_tsvector(''simple'', title_exact || '' '' || body_exact)
         FROM search_indexedentry') ORDER BY 2 DESC, 1 LIMIT %s""",
}
