"""What somebody typed, read: words, "phrases", -words, and other words for the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portal.core import letters
from search import language, synonyms
from search.engines.base import Clause, Phrase, Question, Together, Word

#: Longer queries are cut: nobody reads the rest either.
LONGEST = 200
MOST_WORDS = 10
_LANGUAGES = ("ky", "ru", "en")
_QUOTED = re.compile(r"[\"«“„]([^\"«»“”„]+)[\"»”“]")
_EXCLUDED = re.compile(r"(?:^|(?<=\s))[-−]([^\W_][^\s]*)")
#: Kinds of places and of years, shortened: "г. Ош", "Ноокенский р-н", "2026-ж.". Texts write them
#: in full or not at all; what is named says enough.
_SHORT_KIND = re.compile(
    r"(?<![\w-])(?:(?:с|п|пос)\.|(?:г|ш|ж|обл)(?![\w-])\.?|р-н\w{0,2}\b)"
    r"|(?:(?<=\d)|(?<=\d-))[гж](?![\w-])\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as its parts. Phrases of one word are words; a word said twice stands once."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()

    def shown(self) -> tuple[str, ...]:
        """Every word that a hit shows."""
        return (*self.words, *(word for phrase in self.phrases for word in phrase))


def read(text: str) -> Query:
    """The parts of ``text``, cut to a sane length. Never fails."""
    return _read(text[:LONGEST])


@lru_cache(maxsize=5_000)
def _read(text: str) -> Query:
    text = letters.tidy(text)
    quoted = [_words(part) for part in _QUOTED.findall(text)]
    text = _QUOTED.sub(" ", text)
    without = [word for part in _EXCLUDED.findall(text) for word in _words(part)]
    text = _EXCLUDED.sub(" ", text)
    words = _words(_SHORT_KIND.sub(" ", text)) or _words(text)
    words += [phrase[0] for phrase in quoted if len(phrase) == 1]
    return Query(
        tuple(dict.fromkeys(words))[:MOST_WORDS],
        tuple(tuple(phrase[:MOST_WORDS]) for phrase in quoted if len(phrase) > 1)[:3],
        tuple(without[:MOST_WORDS]),
    )


def _words(text: str) -> list[str]:
    return [token.word for token in language.tokens(text)]


def question(query: Query, **how: Any) -> Question:
    """The parts of a query as a question to an engine; ``how`` are its other fields."""
    return Question(
        clauses=clauses(query.words),
        phrases=tuple([phrase_of(phrase) for phrase in query.phrases]),
        without=tuple([terms_of(word) for word in query.without]),
        **how,
    )


def first_locale(query: Query, reader: str) -> str:
    """The language whose texts come before all others, if any.

    Kyrgyz words typed without ө, ү, ң stand so in Russian texts only: those that spell them right
    would come last.
    """
    words = query.shown()
    if any(language.is_russian_only(word) for word in words):
        return ""
    return "ky" if any(language.is_plain_kyrgyz(word, reader) for word in words) else ""


def terms_of(word: str) -> Word:
    """Everything a typed word may stand for; as written it is met exactly."""
    return tuple(dict.fromkeys((word, *language.alternatives(word))))


def say_the_same(one: Query, other: Query) -> bool:
    """Are these the same words in order, each in any form?"""
    pairs = zip(one.shown(), other.shown(), strict=False)
    return len(one.shown()) == len(other.shown()) and not any(
        set(terms_of(word)).isdisjoint(terms_of(others)) for word, others in pairs
    )


def clauses(words: Sequence[str]) -> tuple[Clause, ...]:
    """Each word, or each group of words that may be said otherwise. The longest group wins."""
    return _clauses(tuple(words), synonyms.edition()) if words else ()


@lru_cache(maxsize=5_000)
def _clauses(words: tuple[str, ...], edition: str) -> tuple[Clause, ...]:
    """The same until a synonym changes, which makes another ``edition``."""
    swaps = synonyms.alternatives_of(words)
    found: list[Clause] = []
    at = 0
    while at < len(words):
        swap = max((one for one in swaps if one.start == at), key=lambda one: one.end, default=None)
        end = swap.end if swap else at + 1
        options: list[Together] = [tuple(terms_of(word) for word in words[at:end])]
        if swap:
            options += [tuple(terms_of(word) for word in phrase) for phrase in swap.phrases]
        found.append(tuple(dict.fromkeys(options)))
        at = end
    return tuple(found)


def phrase_of(words: Sequence[str]) -> Phrase:
    """The words one after another, as written and read as each language."""
    text = " ".join(words)
    readings = [tuple(words), *(tuple(language.terms(text, code)) for code in _LANGUAGES)]
    folded = (tuple(language.folded_terms(text, code)) for code in _LANGUAGES)
    return tuple(dict.fromkeys([*readings, *folded]))


def highlighted(query: Query, clauses: Iterable[Clause]) -> frozenset[str]:
    """Terms whose words are marked in a hit: what was typed, and what is said for it."""
    phrases = (word for phrase in query.phrases for word in phrase)
    typed = {term for word in phrases for term in terms_of(word)}
    others = {
        term for clause in clauses for together in clause for word in together for term in word
    }
    return frozenset(typed | others)
