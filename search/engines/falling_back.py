"""Elasticsearch while it answers, else the embedded index, which is always kept."""

import logging
import time
from collections.abc import Iterable

from portal.core.entries import Entry
from search.engines.base import Found, Question, Unreachable
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine

logger = logging.getLogger(__name__)

#: After a failure nobody waits for the server again for so many seconds.
REST_SECONDS = 15.0
_resting_until = 0.0


class FallingBackEngine:
    """Writes go to the embedded index; the outbox carries them on."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries in the embedded index."""
        EmbeddedEngine().put(entries)

    def drop(self, kind: str, entry_id: int) -> None:
        """Forget one entry of the embedded index."""
        EmbeddedEngine().drop(kind, entry_id)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace the embedded index."""
        return EmbeddedEngine().rebuild(entries)

    def find(self, question: Question) -> Found:
        """Ask Elasticsearch, or the embedded index when it does not answer."""
        global _resting_until
        if time.monotonic() < _resting_until:
            return EmbeddedEngine().find(question)
        try:
            return ElasticEngine().find(question)
        except Unreachable as error:
            _resting_until = time.monotonic() + REST_SECONDS
            logger.warning("Elasticsearch does not answer, the embedded index does: %s", error)
            return EmbeddedEngine().find(question)
