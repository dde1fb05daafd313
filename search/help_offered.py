"""Other ways to type a query, with how much each finds."""

from dataclasses import dataclass

from search import services, vocabulary
from search.answers import Answer
from search.language import help as language_help

#: With more hits nobody needs help.
FEW = 3
_MOST = 3
_MOST_WORDS = 4


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


def single_words(answer: Answer, prefers: str) -> list[Offer]:
    """When several words are nowhere together: those that are found alone, the rarest first."""
    words = answer.query.words
    if answer.total or len(words) < 2:
        return []
    counted = [
        Offer(word, "word", services.ask(word, prefers=prefers, per_page=1).total)
        for word in dict.fromkeys(words[:_MOST_WORDS])
    ]
    return sorted((offer for offer in counted if offer.total), key=lambda offer: offer.total)
