"""Spelling: what people type, folded so that two ways of typing one word meet.

Officials write о, у, н for ө, ү, ң; files bring look-alike code points and Latin letters inside
Cyrillic words. Search keys are folded; sort keys put ң ө ү where the Kyrgyz alphabet has them.
"""

import re
import unicodedata
from functools import lru_cache

#: Look-alikes seen in real documents, put right before anything else.
_LOOK_ALIKES = str.maketrans(
    {"ѳ": "ө", "ɵ": "ө", "ӊ": "ң", "ұ": "ү", "Ѳ": "Ө", "Ɵ": "Ө", "Ӊ": "Ң", "Ұ": "Ү", "\u00a0": " "}
)
_LATIN_IN_CYRILLIC = str.maketrans("aeopcxykmtbhAEOPCXYKMTBH", "аеорсхукмтвнАЕОРСХУКМТВН")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans("өүңё", "оуне")

_ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
_PLACE = {letter: chr(0x430 + place) for place, letter in enumerate(_ALPHABET)}
_SORT = str.maketrans(_PLACE)


def tidy(text: str) -> str:
    """Put code points right without changing what a reader sees."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\x00", "")
    text = text.translate(_LOOK_ALIKES)
    return _WORD.sub(_right_word, text)


def _right_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LATIN_IN_CYRILLIC) if _CYRILLIC.search(word) else word


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without the letters that people leave out: ``Өкмөтү`` becomes ``окмоту``."""
    return tidy(text).lower().translate(_PLAIN)


def search_key(text: str) -> str:
    """Folded words joined by single blanks; hyphens and punctuation separate words."""
    return " ".join(_WORD.findall(fold(text)))


def sort_key(text: str) -> str:
    """A key that any database sorts byte by byte into the order of the Kyrgyz alphabet."""
    return " ".join(_WORD.findall(tidy(text).lower())).translate(_SORT)
