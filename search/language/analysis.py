"""Text to terms: tidy the letters, find the words, reduce each to what its forms share."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.core import letters
from search.language import english, kyrgyz, russian

#: Raise when terms change: an index of another version must be rebuilt.
VERSION = 3

#: Marks of stress stand inside Russian words: во́ды.
_STRESS = str.maketrans("", "", "\u0300\u0301")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300\u0301])*")
#: A foreign name takes Kyrgyz suffixes without a sign between: Facebookто.
_SCRIPTS = re.compile(r"[A-Za-z\u00c0-\u024f]+|[^A-Za-z\u00c0-\u024f]+")
_STEMMERS: dict[str, Callable[[str], str]] = {
    "ky": kyrgyz.stem,
    "ru": russian.lemma,
    "en": english.stem,
}
_LONGEST_WORD = 60
_SPECIAL, _PLAIN = frozenset("өүң"), frozenset("оун")
_SHORTEST_BORROWED = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and where it stands in the tidied text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Words in order; hyphens and apostrophes split. Offsets are in ``letters.tidy(text)``."""
    for found in _WORD.finditer(letters.tidy(text)):
        at = found.start()
        for part in _SCRIPTS.finditer(found.group()):
            if word := part.group().translate(_STRESS).lower()[:_LONGEST_WORD]:
                yield Token(word, at + part.start(), at + part.end())


@lru_cache(maxsize=100_000)
def _term(word: str, language: str) -> str:
    return _STEMMERS.get(language, english.stem)(word.replace("ё", "е"))


@lru_cache(maxsize=100_000)
def _folded_term(word: str, language: str) -> str:
    """A Russian text leaves out nothing: only words that are not Russian are Kyrgyz ones there."""
    if language == "ru" and russian.knows(word):
        return _term(word, "ru")
    return kyrgyz.stem_folded(letters.fold(word))


def terms(text: str, language: str) -> list[str]:
    """The index terms of ``text``, in order, repeated as often as the words occur."""
    return [_term(token.word, language) for token in tokens(text)]


def folded_terms(text: str, language: str = "ky") -> list[str]:
    """Terms as they are when nobody types ө, ү, ң; ranked below the exact ones."""
    return [_folded_term(token.word, language) for token in tokens(text)]


def read(text: str, language: str) -> tuple[list[str], list[str], list[str]]:
    """Words as written, terms, and folded terms of ``text``: for an index that keeps all three."""
    words = [token.word for token in tokens(text)]
    folded = [_folded_term(word, language) for word in words]
    return words, [_term(word, language) for word in words], folded


def readings(word: str, language: str) -> tuple[str, str]:
    """The term and the folded term of one word of a text, in lower case."""
    return _term(word, language), _folded_term(word, language)


@lru_cache(maxsize=20_000)
def alternatives(word: str) -> tuple[str, ...]:
    """Every term a typed word may stand for: read as each language, and folded.

    A Russian word is not taken apart as a Kyrgyz one would be: вода is no locative of во. Only its
    Kyrgyz stem stays, for texts that borrowed it (мусорду), unless that is another Russian word.
    """
    word = letters.tidy(word).lower()[:_LONGEST_WORD]
    found = [_term(word, language) for language in _STEMMERS]
    if not is_russian_only(word):
        found.append(_folded_term(word, "ky"))
    elif not _is_borrowed(found[0], word):
        del found[0]
    return tuple(dict.fromkeys(found))


def beginnings(word: str) -> tuple[str, ...]:
    """What forms of a typed word begin with, for stores that know words only as written.

    The word itself, its terms in Kyrgyz and Russian, and the right spelling of one typed without
    ө, ү, ң, where a listed word has it.
    """
    word = letters.tidy(word).lower()[:_LONGEST_WORD]
    terms_of_it = (_term(word, "ky"), _term(word, "ru"))
    return tuple(dict.fromkeys([word, *terms_of_it, *kyrgyz.stems_of_folded(letters.fold(word))]))


@lru_cache(maxsize=20_000)
def is_plain_kyrgyz(word: str, reader: str) -> bool:
    """Is a typed word a Kyrgyz one without its ө, ү, ң: окмоту for өкмөтү?

    Whatever may be one is one when the reader's language is Kyrgyz. To others it is one by its
    stem, unless their own texts have the word.
    """
    word = letters.tidy(word).lower()[:_LONGEST_WORD]
    if _PLAIN.isdisjoint(word) or not _SPECIAL.isdisjoint(word) or kyrgyz.is_listed(word):
        return False
    if reader == "ky":
        return not is_russian_only(word)
    own = russian.knows(word) or (reader == "ru" and russian.borrows(word))
    return not own and kyrgyz.is_listed_folded(letters.fold(word))


def is_russian_only(word: str) -> bool:
    """In the Russian dictionary, and no form of a Kyrgyz word that we know."""
    return russian.knows(word) and not kyrgyz.is_listed_folded(letters.fold(word))


def _is_borrowed(stem: str, word: str) -> bool:
    """May ``stem`` be what Kyrgyz texts leave of the Russian ``word``, and nothing else?"""
    if len(stem) < _SHORTEST_BORROWED:
        return False
    return not russian.knows(stem) or _term(stem, "ru") == _term(word, "ru")
