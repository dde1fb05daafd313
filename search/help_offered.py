"""Other ways to type a query, with how much each finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import queries, services, synonyms, vocabulary
from search.answers import Answer
from search.language import help as language_help

#: With more hits nobody needs help.
FEW = 3
_MOST = 3
#: Words that are tried alone.
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A query that finds more, why it is offered, and how much it finds."""

    text: str
    reason: str
    total: int


def offers(text: str, total: int, prefers: str) -> list[Offer]:
    """What to offer beside ``total`` hits, the likeliest first; only what finds more.

    A word that the table of synonyms knows is spelled right.
    """
    words = queries.read(text).shown()
    if total >= FEW or not 0 < len(words) < queries.MOST_WORDS or _are_known(words):
        return []
    found = language_help.suggestions(text, vocabulary.words(), limit=_MOST)
    counted = (
        Offer(one.text, one.reason, services.ask(one.text, prefers=prefers, per_page=1).total)
        for one in found
    )
    return [offer for offer in counted if offer.total > total]


def single_words(answer: Answer, prefers: str) -> list[Offer]:
    """When nothing is found: words of the query and of its synonyms that are, the rarest first."""
    words = answer.query.words
    if answer.total:
        return []
    said = [phrase for swap in synonyms.alternatives_of(words) for phrase in swap.phrases]
    parts = [words, *said] if len(words) > 1 else said
    alone = dict.fromkeys(word for part in parts for word in part)
    counted = [
        Offer(word, "word", services.ask(word, prefers=prefers, per_page=1).total)
        for word in list(alone)[:_MOST_WORDS]
    ]
    return sorted((offer for offer in counted if offer.total), key=lambda offer: offer.total)


def _are_known(words: Sequence[str]) -> bool:
    swaps = synonyms.alternatives_of(words)
    return {at for swap in swaps for at in range(swap.start, swap.end)} == set(range(len(words)))
