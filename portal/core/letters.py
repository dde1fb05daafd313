"""Spelling: what people type, folded so that two ways of typing one word meet.

Officials write о, у, н for ө, ү, ң; files bring look-alike code points and Latin letters inside
Cyrillic words. Search keys are folded; sort keys put ң ө ү where the Kyrgyz alphabet has them.
"""

import re
import unicodedata
from functools import lru_cache

#: Look-alikes seen in real documents, put right before anything else.
_LOOK_ALIKES = str.maketrans(
    "ѳɵӧӊӈҥұӱѲƟӦӉӇҤҰӰ\u00a0\u2007\u202f",
    "өөөңңңүүӨӨӨҢҢҢҮҮ   ",
)
_LATIN_IN_CYRILLIC = str.maketrans("aeopcxykmtbhöüAEOPCXYKMTBHÖÜ", "аеорсхукмтвнөүАЕОРСХУКМТВНӨҮ")
_INVISIBLE = re.compile("[\x00\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: What XML cannot hold; a vertical tab comes with titles pasted from Word.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans("өүңё", "оуне")
_MORE_SPELLINGS = {"о": "ө", "у": "ү", "н": "ң", "е": "ё"}

_ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
#: Plain signs: databases that sort by a language put ё and its like where they please.
_PLACE = {letter: f"z{place:02}" for place, letter in enumerate(_ALPHABET)}
_SORT = str.maketrans(_PLACE)


def tidy(text: str) -> str:
    """Put code points right without changing what a reader sees."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_LOOK_ALIKES)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _WORD.sub(_right_word, text))


def _right_word(match: re.Match[str]) -> str:
    """Latin letters in a Cyrillic word are a slip; a Latin word with a Kyrgyz suffix is meant."""
    word = match.group()
    cyrillic = len(_CYRILLIC.findall(word))
    return word.translate(_LATIN_IN_CYRILLIC) if 0 < len(word) <= 2 * cyrillic else word


def writable(text: str) -> str:
    """A blank for every character that a feed cannot repeat."""
    return _UNWRITABLE.sub(" ", text)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without the letters that people leave out: ``Өкмөтү`` becomes ``окмоту``."""
    return tidy(text).lower().translate(_PLAIN)


def search_key(text: str) -> str:
    """Folded words joined by single blanks; hyphens and punctuation separate words."""
    return " ".join(_WORD.findall(fold(text)))


def patterns(text: str) -> list[str]:
    """A regular expression for each word, to find it in rows that keep no folded text."""
    return ["".join(map(_any_spelling, word)) for word in search_key(text).split()]


def _any_spelling(letter: str) -> str:
    alike = f"{letter}{_MORE_SPELLINGS.get(letter, '')}"
    return f"[{alike}{alike.upper()}]" if letter.isalpha() else letter


def sort_key(text: str) -> str:
    """A key that any database sorts into the order of the Kyrgyz alphabet, digits and Latin first.

    Russian names keep their order too: the letters both alphabets have stand in the same row.
    """
    return " ".join(_WORD.findall(tidy(text).lower())).translate(_SORT)


#: Longest first: a group of letters is read before its parts.
_LATIN_PLACE = (
    *(("dzh", "ж"), ("zh", "ж"), ("ch", "ч"), ("sh", "ш"), ("kh", "х"), ("ts", "ц"), ("ya", "я")),
    *(("yu", "ю"), ("yo", "ё"), ("ng", "н"), ("ö", "о"), ("ü", "у"), ("ş", "ш"), ("ç", "ч")),
    *(("ı", "и"), ("ğ", "г"), ("ñ", "н"), ("ŋ", "н")),
    *zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввхиз", strict=True),
)
_PLACE_ALIKE = str.maketrans("еёэыйөү", "оооииоу", "ьъ")
_PLACE_WORD = re.compile(r"[^\W\d_]+")
_SOFT_U = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])ю")
_TWICE = re.compile(r"(\w)\1+")
_ADJECTIVE = re.compile(r"(?<=\w\w)(ски|цки|скаиа|ского|скои)$")


def place_key(text: str) -> str:
    """The name of a place so that every usual spelling of it gives the same words.

    ``Көк-Жар``, ``кок жар``, ``Kok-Jar``, ``Кек-Джарский айылный аймак`` all become ``кок жар``:
    дж is ж, е and ө are о, ю is ү, Russian endings and the kind of the unit fall away.
    """
    words = (_place_word(word) for word in _PLACE_WORD.findall(tidy(text).lower()))
    return " ".join(_ADJECTIVE.sub("", word) for word in words if word not in _KINDS_OF_PLACE)


def spoken_key(text: str) -> str:
    """Words as they sound, for names of people: ``Chynara`` and ``Чынара`` are one word."""
    return " ".join(_place_word(word) for word in _WORD.findall(tidy(text).lower()))


@lru_cache(maxsize=10_000)
def _place_word(word: str) -> str:
    for latin, cyrillic in _LATIN_PLACE:
        word = word.replace(latin, cyrillic)
    word = _SOFT_U.sub("у", word.replace("дж", "ж").replace("ң", "н").replace("нг", "н"))
    word = word.replace("ю", "иу").replace("я", "иа").translate(_PLACE_ALIKE)
    return _TWICE.sub(r"\1", word)


_KIND_WORDS = """
    айыл айылдык аймак аймагы айылный айыльный аильный аил окмоту өкмөтү шаар шаары город район
    району облусу область обл имени им аа ао ayil aiyl aimak aimag city town district rayon raion
    oblast region okmotu okmoty shaary
"""
#: Words that say what kind of unit it is; a name is known without them.
_KINDS_OF_PLACE = frozenset(_place_word(word) for word in _KIND_WORDS.split())


_LATIN_OF_ALPHABET = """
    a b v g d e yo j z i y k l m n ng o o p r s t u u f kh ts ch sh sh - y - e yu ya
"""
_LATIN = dict(zip(_ALPHABET, _LATIN_OF_ALPHABET.split(), strict=True))


def latin_slug(text: str, *, longest: int = 60) -> str:
    """An address in plain Latin letters that ends at a word: ``Таза суу`` becomes ``taza-suu``."""
    words = (
        "".join(_LATIN.get(letter, letter) for letter in word).replace("-", "")
        for word in _WORD.findall(tidy(text).lower())
    )
    slug = "-".join(word for word in words if word.isascii() and word)
    return (
        slug if len(slug) <= longest else slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    )
