"""Kyrgyz words to the part their forms share.

Kyrgyz adds suffixes one after another: plural, possession, case, then predicative endings on nouns;
voice, negation, participle or converb, tense and person on verbs. A suffix takes the vowel of the
word before it (а е о ө; ы и у ү) and its first consonant assimilates (-лар/-дар/-тар). Suffixes
come off in any order, longest first, until none fits or too little would remain; the final
consonant is then levelled, because к and п between vowels are written г and б (китеп, китеби).

The table is written once with variables: A stands for а е о ө, Y for ы и у ү, L for л д т, N for
н д т, D for д т, G for г к, B for б п м, S for с or nothing.
"""

from functools import lru_cache
from itertools import product

from portal.core import letters

_VARIABLES = {
    "A": "аеоөэ",
    "Y": "ыиуү",
    "L": "лдт",
    "N": "ндт",
    "D": "дт",
    "G": "гк",
    "B": "бпм",
}

#: Template of a suffix and the shortest rest it may leave.
_SUFFIXES = {
    # number and possession
    "LAр": 2, "Yбыз": 3, "Yбиз": 3, "Yбуз": 3, "Yбүз": 3, "Yңыз": 3, "Yңиз": 3, "Yңуз": 3,
    "Yңүз": 3, "Yм": 3, "Yң": 3, "сY": 3, "Y": 3,
    # case
    "NYн": 3, "GA": 3, "NY": 3, "DA": 3, "DAн": 3, "нAн": 3, "нA": 3, "A": 4, "сYн": 3, "Yн": 3,
    # adjectives and names of doers
    "DAгY": 3, "лYк": 3, "дYк": 3, "тYк": 3, "LYк": 3, "LYг": 3, "LYY": 3, "луу": 3, "лүү": 3,
    "дуу": 3, "дүү": 3, "туу": 3, "түү": 3, "сYз": 3, "чY": 3, "чA": 4, "DAй": 3,
    # predicative
    "мYн": 4, "сYң": 4, "сYңAр": 4, "бYз": 4, "BYз": 4,
    # verbs: tense, participles, converbs, negation, voice
    "DY": 3, "GAн": 3, "Yп": 3, "п": 3, "Aт": 3, "йт": 3, "Yш": 4, "Aр": 4, "Yу": 3, "уу": 3,
    "үү": 3, "оо": 3, "өө": 3, "BA": 3, "BAй": 3, "BAйт": 3, "BAгAн": 3, "GYч": 3, "Yл": 4,
    "DYр": 4, "LA": 4, "LAн": 4, "LAш": 4, "AрYн": 4, "сA": 4, "GYлA": 4, "Yлуу": 3,
    "Yлүү": 3, "AY": 4, "Yнча": 3, "GAндA": 3, "GAндYк": 3, "GAнга": 3, "Aтурган": 3,
    "Aтуган": 3,
}  # fmt: skip

_VOWELS = frozenset("аеёиоөуүыэюя")
_VOICELESS = frozenset("кпстфхцчшщ")
_VOICELESS_START = frozenset("ткп")
#: First letters that tell by their voice what stood before them.
_ASSIMILATING = frozenset("дтгкбп")
_AFTER_VOWEL = frozenset({"п", "йт"})
_FRONT = frozenset("эеиөү")
_BACK = frozenset("аыоуюяё")
#: Vowels a folded word cannot tell apart, and those Russian words bring.
_EITHER = frozenset("оу")
_LEVELLED = str.maketrans("бгвд", "пкпт")

#: Words whose end looks like a suffix: they stay whole. The folded shape is derived.
_WHOLE = frozenset(
    {
        "адам",
        "аймак",
        "айыл",
        "бала",
        "билим",
        "бюджет",
        "долбоор",
        "жаңы",
        "жер",
        "жол",
        "иш",
        "калк",
        "кеңеш",
        "китеп",
        "күн",
        "кызмат",
        "кыш",
        "мекеме",
        "мектеп",
        "мыйзам",
        "облус",
        "орган",
        "орун",
        "өкмөт",
        "район",
        "салык",
        "сан",
        "суу",
        "тажрыйба",
        "тарап",
        "тармак",
        "таштанды",
        "тоо",
        "түн",
        "укук",
        "шаар",
    }
)


def _spread(template: str) -> set[str]:
    choices = [_VARIABLES.get(letter, letter) for letter in template]
    return {"".join(letters_) for letters_ in product(*choices)}


def _table(*, folded: bool) -> list[tuple[str, int]]:
    table: dict[str, int] = {}
    for template, rest in _SUFFIXES.items():
        for suffix in _spread(template):
            shape = letters.fold(suffix) if folded else suffix
            table[shape] = min(rest, table.get(shape, rest))
    return sorted(table.items(), key=lambda row: (-len(row[0]), row[0]))


_PLAIN_TABLE = _table(folded=False)
_FOLDED_TABLE = _table(folded=True)
_FOLDED_WHOLE = frozenset(letters.fold(word) for word in _WHOLE)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The shared part of a lower-case word; a bare word loses what its forms lose."""
    return _strip(word, _PLAIN_TABLE, _WHOLE)


@lru_cache(maxsize=100_000)
def stem_folded(word: str) -> str:
    """The same for a word typed without ө, ү, ң; ``word`` is folded already."""
    return _strip(word, _FOLDED_TABLE, _FOLDED_WHOLE)


def _strip(word: str, table: list[tuple[str, int]], whole: frozenset[str]) -> str:
    while word not in whole:
        shorter = _without_one(word, table)
        if shorter == word:
            break
        word = shorter
    return _levelled(word)


def _without_one(word: str, table: list[tuple[str, int]]) -> str:
    for suffix, rest in table:
        if len(word) - len(suffix) >= rest and word.endswith(suffix):
            shorter = word.removesuffix(suffix)
            if _may_follow(suffix, shorter):
                return shorter
    return word


def _may_follow(suffix: str, shorter: str) -> bool:
    """Assimilation and harmony: does the language let ``suffix`` stand after ``shorter``?"""
    if _VOWELS.isdisjoint(shorter):
        return False
    return _fits_sound(suffix, shorter[-1]) and _in_harmony(suffix, shorter)


def _fits_sound(suffix: str, before: str) -> bool:
    if suffix in _AFTER_VOWEL:
        return before in _VOWELS
    if suffix[0] in _VOWELS:
        return before not in _VOWELS
    if suffix[0] in _ASSIMILATING:
        return (suffix[0] in _VOICELESS_START) == (before in _VOICELESS)
    return True


def _in_harmony(suffix: str, shorter: str) -> bool:
    own = next((letter for letter in suffix if letter in _FRONT or letter in _BACK), "")
    last = next((letter for letter in reversed(shorter) if letter in _VOWELS), "")
    if not own or own in _EITHER or last in _EITHER:
        return True
    return (own in _FRONT) == (last in _FRONT)


def _levelled(word: str) -> str:
    if len(word) < 3:
        return word
    return word[:-1] + word[-1].translate(_LEVELLED)
