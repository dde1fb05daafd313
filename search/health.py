"""Whether search can answer."""

from portal.core.health import probes
from search import services
from search.engines.base import Question


@probes.named("search")
def _index_answers() -> None:
    """Ask the index one word; raises what the engine raises."""
    services.engine().find(Question(words=(("portal",),), limit=1))
