"""Text to terms: tidy the letters, find the words, reduce each to what its forms share."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.core import letters
from search.language import english, kyrgyz, russian

#: Raise when terms change: an index of another version must be rebuilt.
VERSION = 2

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
def _folded_term(word: str) -> str:
    return kyrgyz.stem_folded(letters.fold(word))


def terms(text: str, language: str) -> list[str]:
    """The index terms of ``text``, in order, repeated as often as the words occur."""
    return [_term(token.word, language) for token in tokens(text)]


def folded_terms(text: str) -> list[str]:
    """Terms as they are when nobody types ө, ү, ң; ranked below the exact ones."""
    return [_folded_term(token.word) for token in tokens(text)]


def read(text: str, language: str) -> tuple[list[str], list[str], list[str]]:
    """Words as written, terms, and folded terms of ``text``: for an index that keeps all three."""
    words = [token.word for token in tokens(text)]
    return words, [_term(word, language) for word in words], list(map(_folded_term, words))


@lru_cache(maxsize=20_000)
def alternatives(word: str) -> tuple[str, ...]:
    """Every term a typed word may stand for: read as each language, and folded."""
    word = letters.tidy(word).lower()[:_LONGEST_WORD]
    found = [_term(word, language) for language in _STEMMERS]
    return tuple(dict.fromkeys([*found, _folded_term(word)]))
