"""Russian words to their dictionary form."""

import re
from functools import cache
from typing import Any

import pymorphy3

_CYRILLIC = re.compile("[а-яё]+")
#: Where the first reading is a verb or a rarer noun, and a municipal text means this one.
_MEANT = {
    form: word
    for word, forms in {
        "айыл": "айыл айыла айылу айылом айыле айылы айылов айылам айылами айылах аил аилы аилов",
        "айылный": (
            "айылный айылного айылному айылным айылном айылные айылных айылными айылная айылной "
            "айыльный айыльного айыльному айыльным айыльном айыльные айыльных айыльными "
            "аильный аильного аильному аильным аильном аильные аильных аильными"
        ),
        "кенеш": "кенешей кенешем кенешами кенешам кенешах",
        "окмоту": "окмоту",
        "полив": "полив",
        "село": "сел",
        "статья": "статей",
        "сток": "стоков",
        "суд": "судов",
        "устав": "устав",
    }.items()
    for form in forms.split()
}


@cache
def _morphology() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


def lemma(word: str) -> str:
    """The normal form of the first reading, with е for ё; words of other scripts stay."""
    if word in _MEANT or not _CYRILLIC.fullmatch(word):
        return _MEANT.get(word, word)
    return str(_morphology().parse(word)[0].normal_form).replace("ё", "е")


def borrows(word: str) -> bool:
    """Do Russian texts of municipal life have a lower-case word that the dictionary has not?"""
    return word in _MEANT


def knows(word: str) -> bool:
    """Is a lower-case word in the dictionary, rather than read by likeness?"""
    return bool(_CYRILLIC.fullmatch(word) and _morphology().word_is_known(word))
