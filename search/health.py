"""Whether search can answer."""

from django.conf import settings

from portal.core.health import probes, stand_in_probes
from search.engines.base import Question
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine


@probes.named("search")
def _index_answers() -> None:
    """Ask the index one word; raises what the engine raises."""
    EmbeddedEngine().find(Question(clauses=(((("portal",),),),), limit=1))


@stand_in_probes.named("elasticsearch")
def _server_answers() -> None:
    """Raises Unreachable when a server is named and silent; the embedded index answers then."""
    if settings.ELASTICSEARCH_URL:
        ElasticEngine().answers()
