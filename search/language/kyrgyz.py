"""Kyrgyz words to the part their forms share.

Kyrgyz adds suffixes one after another. A noun takes plural, possession and case (үй-лөр-үбүз-дө),
then a predicative ending; a verb takes voice and negation, then a participle or verbal noun, which
goes on as a noun does, or a converb or a tense with its person, which ends the word
(көр-сөт-үл-бө-гөн-дөр-дүн, кел-е-биз). ``kyrgyz_grammar`` holds the suffixes of each class and what
harmony and assimilation ask of the word before them.

A word is read twice. First by the order above, down to a listed noun or verb; of several such
readings the longest word wins, and a noun wins over the verb made of it. When no listed word is
reached, suffixes of any class come off in any order, longest first, until none fits or too little
would remain: that way a bare word loses what its forms lose, though what is left may be no word.

Three sounds are levelled on the way: к and п between vowels are written г and б (китеп, китеби); a
stem in а or е melts with the verbal noun (баала-, баалоо); some nouns lose a vowel (орун, ордуна).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from portal.core import letters
from search.language import kyrgyz_grammar as grammar
from search.language.kyrgyz_grammar import Kind, Rule
from search.language.kyrgyz_words import NOUNS, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a class of suffixes leaves to be taken off after it, by what was taken off before.
_WORD, _PREDICATE, _NOUN, _VERB = "word", "predicate", "noun", "verb"
_WHOLE = {
    Kind.CASE: _NOUN,
    Kind.NOMINAL: _NOUN,
    Kind.FINITE: _VERB,
    Kind.PARTICIPLE: _VERB,
    Kind.VOICE: _VERB,
}
_NEXT = {
    _WORD: {**_WHOLE, Kind.PREDICATIVE: _PREDICATE},
    _PREDICATE: {**_WHOLE, Kind.PREDICATIVE: _PREDICATE},
    _NOUN: {Kind.NOMINAL: _NOUN, Kind.PARTICIPLE: _VERB},
    _VERB: {Kind.VOICE: _VERB},
}
#: What may come off after a listed word was met: a bare verb may yet be a noun in its case.
_NOTHING: frozenset[Kind] = frozenset()
_ONLY_CASE = frozenset({Kind.CASE})
_ANYTHING = frozenset(Kind)
_SHORTEST = 2
_SIGNS = str.maketrans("", "", "ьъ")
_LEVELLED = str.maketrans("бг", "пк")
#: Nouns that lose their last vowel before a suffix in a vowel.
_CONTRACTED = {
    "орд": "орун", "мурд": "мурун", "мойн": "моюн", "койн": "коюн", "кард": "карын", "эрд": "эрин",
}  # fmt: skip
#: ч is written ш before -чу: ашчу is a form of ачуу.
_BEFORE_CHU = {"аш": "ач", "иш": "ич", "каш": "кач", "чаш": "чач"}
#: What a vowel and the verbal noun become, and what the vowel was: unrounded, rounded.
_MELTED = {"оо": ("а", "о"), "өө": ("е", "ө")}


class _Reading(NamedTuple):
    """What is left of a word, what may still come off, and how it came to this."""

    rest: str
    state: str
    suffix: str = ""
    predicative: bool = False


class _Found:
    """Listed words to which a word may belong, by how sure that is."""

    def __init__(self) -> None:
        self.nouns: list[str] = []
        self.verbs: list[str] = []
        self.contracted: list[str] = []
        self.predicates: list[str] = []

    def best(self) -> str:
        """A noun in its endings before a verb, the longest of each, or nothing.

        багытта is "where the direction is" rather than "direct!"; a noun that ends like a person
        of the verb ("you are a …") is the rarest.
        """
        sorts = (self.nouns, self.verbs, self.contracted, self.predicates)
        sure = next(filter(None, sorts), [])
        return max(sure, key=lambda word: (len(word), word), default="")


class Stemmer:
    """Readings of words by the tables as they are written, or as written without ө, ү, ң."""

    def __init__(self, *, folded: bool) -> None:
        def spelt(word: str) -> str:
            return letters.fold(word) if folded else word

        self._folded = folded
        self._table = grammar.table(folded=folded)
        self._longest = max(map(len, self._table))
        self._nouns = frozenset(_levelled(spelt(_without_signs(word))) for word in NOUNS)
        self._verbs = frozenset(_levelled(spelt(_without_signs(word))) for word in VERBS)
        self._contracted = {spelt(short): spelt(full) for short, full in _CONTRACTED.items()}
        self._melted: dict[str, set[str]] = {}
        for sound, vowels in _MELTED.items():
            self._melted.setdefault(spelt(sound), set()).update(map(spelt, vowels))

    def stem(self, word: str) -> str:
        """The shared part of a lower-case word."""
        word = _without_signs(word)
        return self._listed(word) or self._stripped(word)

    def lists(self, word: str) -> bool:
        """Is a lower-case word a form of one that is listed?"""
        return bool(self._listed(_without_signs(word)))

    def _listed(self, word: str) -> str:
        """The listed word of which ``word`` is a form, or nothing."""
        found = _Found()
        seen: set[_Reading] = set()
        waiting = [_Reading(word, _WORD)]
        while waiting:
            reading = waiting.pop()
            if reading not in seen:
                seen.add(reading)
                waiting.extend(self._shorter(reading, self._note(reading, found)))
        return found.best() or _converb_in_p(word)

    def _note(self, reading: _Reading, found: _Found) -> frozenset[Kind]:
        """Note the listed word that is left, if any; returns what may come off after it."""
        left = _levelled(reading.rest)
        if reading.state != _VERB and left in self._nouns:
            (found.predicates if reading.predicative else found.nouns).append(left)
            return _NOTHING
        if reading.state != _NOUN and left in self._verbs:
            found.verbs.append(left)
            return _NOTHING if reading.state == _VERB else _ONLY_CASE
        if reading.state == _NOUN and reading.suffix[0] in grammar.VOWELS:
            found.contracted += filter(None, [self._contracted.get(reading.rest)])
        return _ANYTHING

    def _shorter(self, reading: _Reading, kinds: frozenset[Kind]) -> Iterator[_Reading]:
        if not kinds:
            return
        for suffix, rest, rule in self._fitting(reading.rest):
            state = _NEXT[reading.state].get(rule.kind)
            if state is None or rule.kind not in kinds:
                continue
            predicative = reading.predicative or rule.kind is Kind.PREDICATIVE
            for root in self._roots(suffix, rest, rule):
                yield _Reading(root, state, suffix, predicative)

    def _roots(self, suffix: str, rest: str, rule: Rule) -> Iterator[str]:
        """``rest``, and what it was before it met ``suffix``."""
        is_verb = rule.kind in (Kind.FINITE, Kind.PARTICIPLE)
        if is_verb and suffix[:2] in ("чу", "чү") and rest in _BEFORE_CHU:
            yield _BEFORE_CHU[rest]
            return
        yield rest
        if is_verb:
            for vowel in self._melted.get(suffix[:2], ()):
                yield rest + vowel

    def _fitting(self, word: str) -> Iterator[tuple[str, str, Rule]]:
        """Suffixes that may end ``word``, longest first."""
        for length in range(min(self._longest, len(word) - _SHORTEST), 0, -1):
            rest, suffix = word[:-length], word[-length:]
            for rule in self._table.get(suffix, ()):
                if rest[-1] in rule.before and grammar.in_harmony(
                    rule.kind, suffix, rest, folded=self._folded
                ):
                    yield suffix, rest, rule

    def _stripped(self, word: str) -> str:
        """What remains of a word of which no listed one is a part."""
        while (shorter := self._without_one(word)) != word:
            word = shorter
        if len(word) > _SHORTEST + 1 and word[-1] in grammar.VOWELS:
            word = word[:-1]
        return _levelled(word)

    def _without_one(self, word: str) -> str:
        for suffix, rest, rule in self._fitting(word):
            if len(rest) >= rule.rest and not self._is_noun_only(rest, rule):
                return rest + self._melted_vowel(suffix, rest)
        return word

    def _is_noun_only(self, rest: str, rule: Rule) -> bool:
        """Would an ending of verbs leave a listed noun? Суусамыр is no form of суу."""
        left = _levelled(rest)
        nominal = rule.kind in (Kind.CASE, Kind.NOMINAL)
        return not nominal and left in self._nouns and left not in self._verbs

    def _melted_vowel(self, suffix: str, rest: str) -> str:
        """жатта- and -уу are written жаттоо: give the stem its vowel back, by harmony."""
        if suffix[:2] not in self._melted:
            return ""
        if self._folded:
            return "о" if grammar.last_vowel(rest) in "оу" else "а"
        plain, rounded = _MELTED[suffix[:2]]
        return rounded if grammar.last_vowel(rest) in "оөү" else plain


def _converb_in_p(word: str) -> str:
    """таап is a form of тап-: the п of the root is gone, its vowel is long."""
    if 2 < len(word) < 5 and word[-1] == "п" and word[-2] == word[-3] in grammar.VOWELS:
        return word[:-2] + "п"
    return ""


def _without_signs(word: str) -> str:
    """июль loses its sign before a suffix (июлда), so it never has one."""
    return word.translate(_SIGNS) or word


def _levelled(word: str) -> str:
    return word[:-1] + word[-1].translate(_LEVELLED) if len(word) > 1 else word


_plain = Stemmer(folded=False)
_folded = Stemmer(folded=True)


def stem(word: str) -> str:
    """The shared part of a lower-case word."""
    return _plain.stem(word)


def stem_folded(word: str) -> str:
    """The same for a word typed without ө, ү, ң; ``word`` is folded already."""
    return _folded.stem(word)


@cache
def _stems_by_folded() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for word in NOUNS | VERBS:
        found.setdefault(stem_folded(letters.fold(word)), set()).add(stem(word))
    return {folded: tuple(sorted(stems)) for folded, stems in found.items()}


def stems_of_folded(word: str) -> tuple[str, ...]:
    """What listed words are called of which ``word``, folded already, may be a form."""
    return _stems_by_folded().get(stem_folded(word), ())


def is_listed(word: str) -> bool:
    """Is a lower-case word, as it is written, a form of one of the list?"""
    return _plain.lists(word)


def is_listed_folded(word: str) -> bool:
    """Is a word typed without ө, ү, ң a form of one of the list? ``word`` is folded already."""
    return _folded.lists(word)
