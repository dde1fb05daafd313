"""How well words are understood, on forms that others annotated. Every figure is repeatable."""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from kyrgyz import inflect
from kyrgyz.cases import Case

from portal.core import letters
from search import language
from search.language import help as language_help

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parents[1] / "data" / "language"
_VOWELS = "аеёиоөуүыэюя"
_PLURAL = dict(zip("аыуяюоёеиэөү", "аааааооеееөө", strict=True))
_LETTERS = "абвгдежзийклмнңоөпрстуүфхцчшыэюя"
_ALTGR = str.maketrans("өүң", "оун")
_KEYS = dict(
    zip("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", strict=True)
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A share between 0 and 1 that must not fall below ``limit``."""

    name: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.value >= self.limit

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "BELOW"
        return f"{self.name}: {self.value:.3f} (at least {self.limit:.2f}) {verdict}"


@dataclass(frozen=True, slots=True)
class Form:
    """A written form and the dictionary words it may belong to."""

    word: str
    lemmas: frozenset[str]
    count: int


def figures() -> Iterator[Figure]:
    """All figures, one after another."""
    for name, _measure, _limit in MEASURES:
        yield figure(name)


def figure(name: str) -> Figure:
    """The figure called ``name``, measured now."""
    measure, limit = next((measure, limit) for one, measure, limit in MEASURES if one == name)
    return Figure(name, measure(), limit)


@cache
def forms(name: str) -> list[Form]:
    """The rows of a data file."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [Form(word, frozenset(lemmas.split("|")), int(count)) for _, word, lemmas, count in rows]


def harmonic(rows: list[Form], code: str) -> float:
    """Mean over lemmas of pair recall and pair precision, then their harmonic mean.

    A pair are two forms. Recall: of the pairs of one lemma, those that share a term. Precision: of
    the pairs that share a term with a form of the lemma, those that share a lemma.
    """
    term = {row.word: _term(row.word, code) for row in rows}
    lemmas = {row.word: row.lemmas for row in rows}
    of_lemma, of_term = defaultdict(list), defaultdict(list)
    for row in rows:
        of_term[term[row.word]].append(row.word)
        for lemma in row.lemmas:
            of_lemma[lemma].append(row.word)
    recalls, precisions = [], []
    for words in of_lemma.values():
        pairs = [term[one] == term[other] for one, other in combinations(words, 2)]
        if pairs:
            recalls.append(statistics.mean(pairs))
        met = [
            bool(lemmas[one] & lemmas[other])
            for one in words
            for other in of_term[term[one]]
            if one != other
        ]
        if met:
            precisions.append(statistics.mean(met))
    recall, precision = statistics.mean(recalls), statistics.mean(precisions)
    return 2 * recall * precision / (recall + precision)


def nouns_in_their_cases() -> float:
    """The share of nouns of which every form has the term of the noun."""
    nouns = (DATA / "ky_nouns.txt").read_text(encoding="utf-8").split()
    return statistics.mean(
        all(_term(form, "ky") == _term(noun, "ky") for form in noun_forms(noun)) for noun in nouns
    )


def noun_forms(noun: str) -> Iterator[str]:
    """Six cases in singular and plural, by the oracle; the plural by the rule of the grammar."""
    for number in (noun, plural(noun)):
        for case in Case:
            yield inflect(number, case=case)


def plural(noun: str) -> str:
    """``noun`` with -лар as harmony and assimilation want it."""
    noun = noun.removesuffix("ь")
    vowel = _PLURAL[next(letter for letter in reversed(noun) if letter in _VOWELS)]
    last = noun[-1]
    first = "т" if last in "кпстфхцчшщбвгд" else "л" if last in _VOWELS + "йр" else "д"
    return f"{noun}{first}{vowel}р"


def found_without_letters(rows: list[Form]) -> float:
    """Of what a word with ө, ү or ң finds, the share it finds when typed with о, у, н."""
    terms, folded = defaultdict(set), defaultdict(set)
    for row in rows:
        terms[_term(row.word, "ky")].add(row.word)
        folded[language.folded_terms(row.word)[0]].add(row.word)
    shares = []
    for row in rows:
        if set("өүң") & set(row.word):
            wanted = terms[_term(row.word, "ky")]
            asked = language.alternatives(row.word.translate(_ALTGR))
            found = set().union(
                *(terms.get(term, set()) | folded.get(term, set()) for term in asked)
            )
            shares.append(len(wanted & found) / len(wanted))
    return statistics.mean(shares)


@cache
def vocabulary() -> language_help.WordList:
    """The words of the treebanks with how often they were seen."""
    frequencies: dict[str, int] = defaultdict(int)
    for row in (*forms("ky_ud_dev"), *forms("ru_gsd_dev")):
        frequencies[row.word] += row.count
    return language_help.WordList(frequencies)


def corrected(words_known: language_help.WordList, *, words: int = 800) -> float:
    """The share of words with one typing error whose right spelling is offered first."""
    chance = random.Random(2026)
    longer = sorted(word for word in words_known if len(word) > 3)
    right = []
    for word in chance.sample(longer, words):
        typed = mistyped(word, chance)
        if not words_known.frequency(typed):
            right.append(_first(typed, words_known) == word)
    return statistics.mean(right)


def mistyped(word: str, chance: random.Random) -> str:
    """One letter more, one less, another one, or two in the wrong order."""
    at, letter = chance.randrange(len(word) - 1), chance.choice(_LETTERS)
    return chance.choice(
        [
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def put_on_the_right_keys(words_known: language_help.WordList, *, words: int = 3000) -> float:
    """The share of words that are offered first when typed on the Latin layout."""
    chosen = random.Random(2026).sample(sorted(_typeable(words_known)), words)
    typed = {word: "".join(_KEYS[key] for key in word.translate(_ALTGR)) for word in chosen}
    return statistics.mean(_first(keys, words_known) == word for word, keys in typed.items())


def _typeable(words_known: language_help.WordList) -> Iterator[str]:
    return (word for word in words_known if len(word) > 1 and set(letters.fold(word)) <= set(_KEYS))


def _first(typed: str, words_known: language_help.WordList) -> str:
    offered = language_help.suggestions(typed, words_known, limit=1)
    return offered[0].text if offered else ""


def _term(word: str, code: str) -> str:
    return " ".join(language.terms(word, code))


#: Name, how it is measured, and what it must not fall below.
MEASURES: list[tuple[str, Callable[[], float], float]] = [
    ("Kyrgyz treebank: its forms share a term", lambda: harmonic(forms("ky_ud_dev"), "ky"), 0.75),
    ("Kyrgyz verbs: their forms share a term", lambda: harmonic(forms("ky_verbs_dev"), "ky"), 0.95),
    ("Kyrgyz nouns in six cases and both numbers", nouns_in_their_cases, 0.98),
    ("Russian: its forms share a term", lambda: harmonic(forms("ru_gsd_dev"), "ru"), 0.96),
    ("typed without ө ү ң, treebank", lambda: found_without_letters(forms("ky_ud_dev")), 0.9),
    ("typed without ө ү ң, verbs", lambda: found_without_letters(forms("ky_verbs_dev")), 0.9),
    ("one typing error, right word first", lambda: corrected(vocabulary()), 0.9),
    ("wrong layout, right word first", lambda: put_on_the_right_keys(vocabulary()), 0.98),
]


def report(say: Callable[[str], object]) -> bool:
    """Say every figure; True when all hold."""
    found = list(figures())
    for figure in found:
        say(f"{figure}\n")
    return all(figure.holds for figure in found)
