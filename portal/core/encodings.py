"""Which of the old encodings of Cyrillic a text is in: each reads the others as other letters.

Nothing in a file says so. Read rightly, its letters are as frequent as in Russian and Kyrgyz words
and change from small to capital only at the beginning of one; read wrongly, rare letters, capitals
within words and signs of drawing come out.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from math import log

#: Windows; programs of DOS; old servers and mail (KOI8-U has all letters of KOI8-R); a standard
#: that few keep to; Excel on a Mac.
USUAL = "cp1251"
CANDIDATES = (USUAL, "cp866", "koi8-u", "iso8859-5", "mac-cyrillic")
#: How many of a thousand letters of names, offices and headings each is.
_PER_THOUSAND = {
    "а": 115, "о": 80, "е": 72, "н": 70, "и": 66, "т": 52, "р": 52, "у": 45, "с": 44, "л": 43,
    "к": 42, "в": 40, "м": 36, "б": 32, "д": 30, "ы": 27, "г": 22, "я": 20, "й": 19, "п": 18,
    "з": 16, "ь": 13, "ж": 12, "ч": 11, "ш": 10, "х": 7, "ц": 5, "ю": 5, "э": 5, "ф": 5, "щ": 2,
    "ё": 2, "ъ": 1,
}  # fmt: skip
_LETTERS = "".join(_PER_THOUSAND)
#: What programs write beside letters; it speaks for nothing.
_MARKS = "«»„“”‘’–—…\u00a0\u00ad\r\n "
#: A letter of another alphabet, a sign of drawing, a capital within a word, a byte that is nothing;
#: a sign at the beginning that no word begins with.
_ODD = -6.0
#: What a known heading is worth: a short file has hardly anything else.
_HEADING = 4.0
_HEADINGS = {
    "фио", "фамилия", "имя", "отчество", "аты", "жону", "телефон", "тел", "почта", "адрес",
    "дарек", "дареги", "должность", "кызматы", "организация", "уюм", "категория", "язык", "тил",
    "тили", "название", "муниципалитет", "район", "область", "номер", "№",
}  # fmt: skip
#: By letter: of words with rare letters only, read rightly. Read wrongly it is far less.
_LEAST = -0.4
#: The best must be so much better than the second; in odds, twenty to one.
_CLEARLY = 3.0
#: What is known before a letter is seen: most files come from Windows.
_BEFOREHAND = 3.0
_RUN = re.compile(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z\x80-\xff]*")
_SPLIT = re.compile(f"[{re.escape(_MARKS)}]+")
#: So many bytes beyond ASCII tell all that can be told.
ENOUGH = 20_000


def runs(block: bytes) -> list[bytes]:
    """The words of some bytes that are not plain ASCII."""
    return _RUN.findall(block)


def told(words: Iterable[bytes]) -> str | None:
    """The encoding of these words; None where it cannot be told, or no letters come out of any."""
    text = b" ".join(words)
    scores = {
        one: _score(text.decode(one, errors="replace")) + _BEFOREHAND * (one == USUAL)
        for one in CANDIDATES
    }
    first, second = sorted(scores, key=lambda one: -scores[one])[:2]
    unsure = scores[first] - scores[second] < _CLEARLY and _differ(text, first, second)
    return None if unsure or scores[first] < _LEAST * len(text) else first


def _differ(text: bytes, one: str, other: str) -> bool:
    return text.decode(one, errors="replace") != text.decode(other, errors="replace")


def _score(text: str) -> float:
    return sum(map(_score_of_word, _SPLIT.split(text)))


@cache
def _weights() -> dict[str, float]:
    """By letter how much more often it comes than if all were equally frequent."""
    fair = 1000 / len(_LETTERS)
    return {letter: log(many / fair) for letter, many in _PER_THOUSAND.items()}


def _score_of_word(word: str) -> float:
    weights, lowered = _weights(), word.lower()
    if lowered in _HEADINGS:
        return _HEADING
    score = sum(weights.get(letter, _ODD) for letter in lowered)
    odd = lowered.startswith(("ь", "ъ")) + sum(
        before.islower() and after.isupper() for before, after in pairwise(word)
    )
    return score + _ODD * odd
