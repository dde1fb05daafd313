"""What the index knows is told to Elasticsearch after the commit; what failed is told again."""

import uuid

from django.conf import settings

from portal.core import outbox

PUT_KIND = "search.tell_elastic"
REBUILD_KIND = "search.tell_elastic_all"


def ask_for(kind: str, entry_id: int) -> None:
    """Have an entry told as it stands after the commit: changed, new or gone."""
    if settings.ELASTICSEARCH_URL:
        outbox.enqueue(PUT_KIND, key=uuid.uuid4().hex, entry_kind=kind, entry_id=entry_id)


def ask_for_all() -> None:
    """Have the whole index told into a new one, which then takes the place of the old."""
    if settings.ELASTICSEARCH_URL:
        outbox.enqueue(REBUILD_KIND, key=uuid.uuid4().hex)


@outbox.handles(PUT_KIND, reaches_outside=True)
def tell(*, entry_kind: str, entry_id: int) -> None:
    """Twice is once: what is told is the row as it is now."""
    from search.engines import elastic

    if settings.ELASTICSEARCH_URL:
        elastic.ElasticEngine().follow(entry_kind, entry_id)


@outbox.handles(REBUILD_KIND, reaches_outside=True)
def tell_all() -> None:
    """Readers are answered from the old index until the new one is complete."""
    from search.engines import elastic

    if settings.ELASTICSEARCH_URL:
        elastic.ElasticEngine().follow_all()
