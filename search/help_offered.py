"""Other ways to type a query, with how much each finds under what the reader has chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import queries, synonyms, vocabulary
from search.answers import Answer
from search.asking import Asking
from search.language import help as language_help

#: With more hits nobody needs help.
FEW = 3
_MOST = 3
#: Words that are tried alone; each is one more search.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """A query that finds more, why it is offered, and how much it finds."""

    text: str
    reason: str
    total: int


@dataclass(frozen=True, slots=True)
class Help:
    """What was looked for beside the answer, and what of it finds more."""

    #: Other ways to type the query were looked for.
    was_sought: bool = False
    offers: tuple[Offer, ...] = ()
    #: Where nothing else is found: words of the query and of its synonyms by themselves.
    single_words: tuple[Offer, ...] = ()


def beside(asking: Asking, answer: Answer) -> Help:
    """What helps where an answer has few hits."""
    if answer.total >= FEW or not answer.query.shown():
        return Help()
    is_unclear = _is_unclear(answer.query.shown())
    offers = _offers(asking, answer.total) if is_unclear else ()
    nothing_helps = not (answer.total or offers)
    return Help(is_unclear, offers, _single_words(asking, answer) if nothing_helps else ())


def _is_unclear(words: Sequence[str]) -> bool:
    """May it be typed wrongly? A word that the table of synonyms knows is spelled right."""
    return len(words) < queries.MOST_WORDS and not _are_known(words)


def _offers(asking: Asking, total: int) -> tuple[Offer, ...]:
    """The likeliest first; only what finds more than ``total``."""
    found = language_help.suggestions(asking.text, vocabulary.words(), limit=_MOST)
    counted = (Offer(one.text, one.reason, asking.total_of(one.text)) for one in found)
    return tuple(offer for offer in counted if offer.total > total)


def _single_words(asking: Asking, answer: Answer) -> tuple[Offer, ...]:
    """Those that are found, the rarest first."""
    words = answer.query.words
    said = [phrase for swap in synonyms.alternatives_of(words) for phrase in swap.phrases]
    parts = [words, *said] if len(words) > 1 else said
    alone = dict.fromkeys(word for part in parts for word in part)
    counted = [Offer(word, "word", asking.total_of(word)) for word in list(alone)[:_MOST_WORDS]]
    return tuple(sorted(filter(_finds, counted), key=lambda offer: offer.total))


def _finds(offer: Offer) -> bool:
    return offer.total > 0


def _are_known(words: Sequence[str]) -> bool:
    swaps = synonyms.alternatives_of(words)
    return {at for swap in swaps for at in range(swap.start, swap.end)} == set(range(len(words)))
