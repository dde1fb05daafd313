"""Other ways to type a query, with how much each finds."""

from dataclasses import dataclass

from search import services, vocabulary
from search.language import help as language_help

#: With more hits nobody needs help.
FEW = 3
_MOST = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A query that finds more, why it is offered, and how much it finds."""

    text: str
    reason: str
    total: int


def offers(text: str, total: int, prefers: str) -> list[Offer]:
    """What to offer beside ``total`` hits, the likeliest first; only what finds more."""
    if not text or total >= FEW:
        return []
    found = language_help.suggestions(text, vocabulary.words(), limit=_MOST)
    counted = (
        Offer(one.text, one.reason, services.ask(one.text, prefers=prefers, per_page=1).total)
        for one in found
    )
    return [offer for offer in counted if offer.total > total]
