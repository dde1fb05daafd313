"""How far a typed word is from a meant one, by how people mistype."""

from itertools import pairwise

_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_LATIN_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: Letters that sound alike, or stand for one another in careless spelling.
_ALIKE_PAIRS = """
    ао оу ыи еи еэ ёе йи йы уы юу яа дт бп гк зс жш шщ шч цс вф ьъ ie ea ou ck sz vw iy
"""

_NEAR, _SOUND, _DOUBLED, _SWAPPED, _FIRST = 0.75, 0.7, 0.6, 0.7, 0.25


def _neighbours() -> dict[frozenset[str], float]:
    costs = {}
    for rows in (_ROWS, _LATIN_ROWS):
        for above, row in zip(("", *rows), rows, strict=False):
            pairs = [*pairwise(row), *zip(above, row, strict=False)]
            pairs += zip(above[1:], row, strict=False)
            costs.update({frozenset(pair): _NEAR for pair in pairs})
    costs.update({frozenset(pair): _SOUND for pair in _ALIKE_PAIRS.split()})
    return costs


_COSTS = _neighbours()


def cost(meant: str, typed: str) -> float:
    """0 for the same word, about 1 for one wrong letter; slips that are common cost less."""
    before: list[float] = []
    row = [float(at) for at in range(len(typed) + 1)]
    for place, letter in enumerate(meant):
        above, row = row, [row[0] + _gone(meant, place)]
        for at, other in enumerate(typed):
            best = min(
                above[at] + _instead(letter, other),
                above[at + 1] + _gone(meant, place),
                row[at] + _gone(typed, at),
            )
            swapped = place and at and letter == typed[at - 1] and meant[place - 1] == other
            row.append(min(best, before[at - 1] + _SWAPPED) if swapped else best)
        before = above
    return row[-1] + (_FIRST if meant[:1] != typed[:1] else 0)


def _instead(letter: str, other: str) -> float:
    return 0.0 if letter == other else _COSTS.get(frozenset((letter, other)), 1.0)


def _gone(word: str, place: int) -> float:
    """A letter too many or too few; one of two alike is soon forgotten or repeated."""
    return _DOUBLED if place and word[place] == word[place - 1] else 1.0
