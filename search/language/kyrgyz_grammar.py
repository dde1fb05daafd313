"""Kyrgyz suffixes and the conditions under which one may stand after a word.

A suffix takes its vowel from the word before it: front after front (е э и ө ү), back after back
(а ы о у), rounded after rounded. Its first consonant assimilates: -лар/-дар/-тар, -ды/-ты, -га/-ка.
The table is written once with variables: A stands for а е о ө, Y for ы и у ү, L for л д т, N for
н д т, D for д т, G for г к, B for б п. The number is the shortest rest a suffix may leave of a word
that nobody listed.
"""

from __future__ import annotations

from enum import Enum
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from portal.core import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

VOWELS = frozenset("аеёиоөуүыэюя")


class Kind(Enum):
    """Classes of suffixes, from the end of a word to its root."""

    PREDICATIVE = "predicative endings and the question"
    CASE = "case"
    NOMINAL = "plural, possession, and what makes nouns and adjectives of nouns"
    FINITE = "mood and tense with their person, converbs"
    PARTICIPLE = "participles and verbal nouns, which take nominal endings"
    VOICE = "voice and negation, next to the root"


class Rule(NamedTuple):
    """One reading of a suffix: its class, the shortest rest, the letters it may follow."""

    kind: Kind
    rest: int
    before: frozenset[str]


_SUFFIXES = {
    Kind.PREDICATIVE: "мYн:3 сYң:3 сYз:3 бYз:3 сYңAр:3 сYздAр:3 BYз:3 BY:4",
    Kind.CASE: "NYн:2 GA:2 NY:2 DA:2 DAн:2 A:3 нA:3 н:4 нDA:3 нAн:3 чA:4 DAй:4",
    Kind.NOMINAL: (
        "LAр:3 Yм:3 м:4 Yң:3 ң:4 YңYз:3 ңYз:3 YбYз:3 бYз:3 YңAр:3 ңAр:3 сY:3 Y:3 "
        "DAгY:2 нDAгY:3 NYкY:3 LYк:3 LYг:3 Lуу:3 Lүү:3 сYз:3 чY:3"
    ),
    Kind.FINITE: (
        "DY:2 DYм:2 DYң:2 DYк:2 DYңAр:2 DYңYз:2 Aт:2 йт:2 Aм:3 йм:3 Yп:2 п:3 A:3 й:3 BAс:3 BAй:2 "
        "BAйт:2 сA:3 сAм:3 сAң:3 сAк:3 сYн:3 GYлA:3 YптYр:2 птYр:2 AйYн:3 йYн:3 GAнчA:3 YнчA:3 "
        "GYдAй:3 GAмYн:3 чYбYз:2 чYңAр:2"
    ),
    Kind.PARTICIPLE: (
        "GAн:2 GAм:2 уу:2 үү:2 оо:2 өө:2 у:3 ү:3 Yш:3 ш:4 чY:2 Aр:2 р:3 GYч:3 мAк:3 GAндYк:3"
    ),
    Kind.VOICE: "BA:3 Yл:3 л:4 Yн:3 н:4 Yш:2 ш:4 т:4 DYр:3 GYз:3 Yр:4",
}
_VARIABLES = {
    "A": "аеоө",
    "Y": "ыиуү",
    "L": "лдт",
    "N": "ндт",
    "D": "дт",
    "G": "гк",
    "B": "бп",
}
#: Present tense and "is doing" with their person, taken off whole: what is left of a short verb
#: would otherwise be taken for a noun in its case.
_PERSONS = ("бYз", "мYн", "сYз", "сYң", "сYңAр")
_WITH_PERSON = [
    f"{before}{person}:2" for before in ("A", "уудA", "үүдA", "оодA", "өөдA") for person in _PERSONS
]

_ALPHABET = frozenset("абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя")
_CONSONANTS = _ALPHABET - VOWELS
_VOICELESS = frozenset("кпстфхцчшщ")
_VOICED = _CONSONANTS - _VOICELESS
_SOFT = VOWELS | frozenset("йр")
#: Loans end in letters that are written voiced and spoken voiceless: фонддор, фондтор.
_UNVOICED = _VOICELESS | frozenset("бвгд")
#: What may stand before the first letter of a suffix, by variable and letter.
_BEFORE = {
    "Lл": _SOFT,
    "Lд": _VOICED - _SOFT,
    "Nн": VOWELS,
    "Nд": _VOICED,
    **dict.fromkeys(["Dд", "Gг", "Bб"], _VOICED | VOWELS),
    **dict.fromkeys(["Lт", "Nт", "Dт", "Gк", "Bп"], _UNVOICED),
}
#: After the possession of a third person: атасын, атасына, атасында.
_AFTER_POSSESSION = frozenset({"н", "нA", "нDA", "нAн", "нDAгY"})
#: These begin with a consonant because a vowel stands before them: атам, иштейт, иштеп.
_AFTER_VOWEL = frozenset(
    {"м", "ң", "ңYз", "ңAр", "сY", "й", "йт", "йм", "йYн", "п", "птYр", "р", "ш", "т", "л"}
)
_FRONT = frozenset("эеиөү")
#: For each vowel of a nominal suffix, the vowels it may follow.
_ROUNDING = {
    "у": frozenset("оуюё"),
    "ү": frozenset("өү"),
    "ы": frozenset("аыяю"),
    "и": frozenset("еиэ"),
}
_NOMINAL = frozenset({Kind.CASE, Kind.NOMINAL})


def table(*, folded: bool) -> dict[str, tuple[Rule, ...]]:
    """Every suffix as it is written, with its readings.

    Args:
        folded: as it is written by those who leave out ө, ү, ң.
    """
    found: dict[str, set[Rule]] = {}
    for kind, template, rest in _templates():
        for shape in _shapes(template):
            written = letters.fold(shape) if folded else shape
            found.setdefault(written, set()).add(Rule(kind, rest, _before(kind, template, shape)))
    return {shape: tuple(sorted(rules, key=_in_order)) for shape, rules in found.items()}


def in_harmony(kind: Kind, suffix: str, rest: str, *, folded: bool) -> bool:
    """Do the vowels of ``suffix`` go with the last vowel of ``rest``?"""
    own, last = first_vowel(suffix), last_vowel(rest)
    if not last:
        return False
    if not own:
        return True
    if folded:
        return _in_folded_harmony(own, last)
    if (own in _FRONT) != (last in _FRONT):
        return False
    return kind not in _NOMINAL or own not in _ROUNDING or last in _ROUNDING[own]


def _in_folded_harmony(own: str, last: str) -> bool:
    """о and у may be ө and ү, so they go with front and back."""
    if own in "оу" or last in "оу":
        return True
    return (own in _FRONT) == (last in _FRONT)


def first_vowel(word: str) -> str:
    """The first vowel of ``word``, or nothing."""
    return next((letter for letter in word if letter in VOWELS), "")


def last_vowel(word: str) -> str:
    """The last vowel of ``word``, or nothing."""
    return first_vowel(word[::-1])


def _templates() -> Iterator[tuple[Kind, str, int]]:
    for kind, row in _SUFFIXES.items():
        for entry in row.split() + (_WITH_PERSON if kind is Kind.FINITE else []):
            template, _, rest = entry.partition(":")
            yield kind, template, int(rest)


def _shapes(template: str) -> Iterator[str]:
    for choice in product(*(_VARIABLES.get(sign, sign) for sign in template)):
        if len({letter in _FRONT for letter in choice if letter in VOWELS}) < 2:
            yield "".join(choice)


def _before(kind: Kind, template: str, shape: str) -> frozenset[str]:
    if kind in _NOMINAL and template in _AFTER_POSSESSION:
        return frozenset("ыиуү")
    if kind is Kind.CASE and template == "A":
        return frozenset("мң")  # атама, атаңа
    if template in ("у", "ү"):
        return frozenset("уүй")  # окуу, коюу
    if template in _AFTER_VOWEL or (kind is Kind.NOMINAL and template == "бYз") or template == "н":
        return VOWELS
    if shape[0] in VOWELS:
        return _CONSONANTS
    return _BEFORE.get(template[0] + shape[0], _ALPHABET)


def _in_order(rule: Rule) -> tuple[str, int, int]:
    return rule.kind.name, rule.rest, len(rule.before)
