"""Other ways to read what was typed: another layout, Latin letters, a font of the nineties.

Every function gives candidates only; which of them are words is for a vocabulary to say.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from portal.core import letters

#: Readings of one word that are worth looking up; the likeliest come first.
_MOST = 256

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_YCUKEN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SHIFTED = str.maketrans('{}:"<>~|', "[];',.`\\")
_TO_CYRILLIC = str.maketrans(_QWERTY, _YCUKEN)
#: Where ө, ү, ң have keys of their own they lie where the old fonts had them; on a keyboard of
#: today they are о, у, н with AltGr, which the other layout does not see.
_KYRGYZ_KEYS = str.maketrans({"]": "ө", "\\": "ү", "`": "ң"})
_TO_LATIN = str.maketrans(_YCUKEN + "өүң", _QWERTY + "jey")

#: Eight-bit fonts put ө, ү, ң in the places of letters Kyrgyz rarely needs.
_FONTS = (
    str.maketrans({"ъ": "ө", "\\": "ү", "|": "ү", "ё": "ң"}),
    str.maketrans({"є": "ө", "ї": "ү", "ѓ": "ң", "њ": "ң"}),
)

#: Latin groups and what they may stand for in Kyrgyz and in Russian, likelier first. ө, ү, ң are
#: read as о, у, н here.
_LATIN_ROWS = """
    shch=щ sch=щ dzh=ж,дж sh=ш ch=ч zh=ж dj=ж,дж kh=х ts=ц,тс ya=я,йа ia=ия,я yu=ю,йу yo=ё,йо
    ye=е,йе ng=н,нг ck=к ph=ф th=т a=а b=б c=к,ж,ц,с ç=ч č=ч d=д e=е,э f=ф g=г ğ=г h=х i=и,ы,й ı=ы
    j=ж,й,дж k=к l=л m=м n=н ñ=н ŋ=н ń=н o=о ö=о p=п q=к r=р s=с ş=ш š=ш t=т u=у ü=у v=в w=в x=х,кс
    y=ы,й,ый,ий z=з ž=ж '=ь
"""
_LATIN = {
    group: choices.split(",")
    for group, _, choices in (row.partition("=") for row in _LATIN_ROWS.split())
}
_LONGEST_GROUP = max(map(len, _LATIN))


def from_qwerty(text: str) -> Iterator[str]:
    """``jrvjne`` was typed for ``окмоту``: what the same keys give on the Cyrillic layouts."""
    keys = text.lower().translate(_SHIFTED)
    yield keys.translate(_KYRGYZ_KEYS).translate(_TO_CYRILLIC)
    yield keys.translate(_TO_CYRILLIC)


def from_ycuken(text: str) -> str:
    """``цфеук`` was typed for ``water``: what the same keys give on the Latin layout."""
    return letters.tidy(text).lower().translate(_TO_LATIN)


def from_old_fonts(text: str) -> Iterator[str]:
    """``ъкм\\т`` was written ``өкмүт``, ``кєз`` was ``көз``: only what differs from ``text``."""
    text = text.lower()
    for font in _FONTS:
        if (read := text.translate(font)) != text:
            yield read


@lru_cache(maxsize=10_000)
def from_latin(word: str) -> tuple[str, ...]:
    """Folded Cyrillic readings of a word in Latin letters: ``ayil`` may be ``айыл`` or ``ыйил``."""
    choices = [_LATIN[group] for group in _groups(word.lower()) if group in _LATIN]
    readings = ("".join(choice) for choice in product(*choices))
    return tuple(dict.fromkeys(reading.replace("ё", "е") for reading in islice(readings, _MOST)))


def is_latin(text: str) -> bool:
    """Is there a Latin letter and no Cyrillic one?"""
    found = [letter for letter in text if letter.isalpha()]
    return bool(found) and all(letter < "\u0250" for letter in found)


def _groups(word: str) -> Iterator[str]:
    at = 0
    while at < len(word):
        longest = next(
            (
                word[at : at + length]
                for length in range(_LONGEST_GROUP, 1, -1)
                if word[at : at + length] in _LATIN
            ),
            word[at],
        )
        yield longest
        at += len(longest)
