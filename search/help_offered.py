"""Other ways to type a query, with how much each finds under what the reader has chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search import language, queries, synonyms, vocabulary
from search.answers import Answer
from search.asking import Asking
from search.language import help as language_help
from search.queries import Query

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
    """The likeliest first; only what finds more than ``total``, and of a word one form."""
    found = language_help.suggestions(asking.text, vocabulary.words(), limit=_MOST)
    reasons = {one.text: one.reason for one in found}
    counted = (Offer(text, reasons[text], asking.total_of(text)) for text in _unlike(reasons))
    return tuple(offer for offer in counted if offer.total > total)


def _single_words(asking: Asking, answer: Answer) -> tuple[Offer, ...]:
    """Those that are found, the rarest first; synonyms in the reader's language are tried first."""
    words = answer.query.words
    said = [phrase for swap in synonyms.alternatives_of(words) for phrase in swap.phrases]
    said.sort(key=lambda phrase: _is_russian(phrase) != (asking.language == "ru"))
    parts = [words, *said] if len(words) > 1 else said
    alone = _unlike(word for part in parts for word in part)
    counted = [Offer(word, "word", asking.total_of(word)) for word in alone[:_MOST_WORDS]]
    return tuple(sorted(filter(_finds, counted), key=lambda offer: offer.total))


def _unlike(texts: Iterable[str]) -> list[str]:
    """Of texts that ask for the same words in other forms, the first."""
    kept: dict[str, Query] = {}
    for text in texts:
        query = queries.read(text)
        if not any(queries.say_the_same(query, other) for other in kept.values()):
            kept[text] = query
    return list(kept)


def _is_russian(words: Sequence[str]) -> bool:
    return any(map(language.is_russian_only, words))


def _finds(offer: Offer) -> bool:
    return offer.total > 0


def _are_known(words: Sequence[str]) -> bool:
    swaps = synonyms.alternatives_of(words)
    return {at for swap in swaps for at in range(swap.start, swap.end)} == set(range(len(words)))
