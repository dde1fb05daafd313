"""What may be wrong with the index."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections
from django.db.utils import DatabaseError

from search import language
from search.models import IndexedEntry


@checks.register(checks.Tags.database)
def index_speaks_the_language_of_today(
    databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Terms of another version of the analysis are not met by queries of this one."""
    if not databases or "default" not in databases:
        return []
    rows = _rows_of_another_version()
    if not rows:
        return []
    return [
        checks.Warning(
            f"{rows} entries of the search index were analysed by another version of the language.",
            hint="Run manage.py rebuild_search; the site answers meanwhile.",
            id="search.W001",
        )
    ]


def _rows_of_another_version() -> int:
    """How many; none where the table is not made yet."""
    try:
        if IndexedEntry._meta.db_table not in connections["default"].introspection.table_names():
            return 0
        return IndexedEntry.objects.exclude(version=language.VERSION).count()
    except DatabaseError:
        return 0
