"""Documents for measuring search: about 400 words each, words as frequent as in real texts.

60 % Kyrgyz, 30 % Russian, 10 % English. Frequent words are forms from treebanks and from our own
papers, the long tail is made of syllables; the word of rank n is met about 1/n as often as the
first. Always the same documents.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from portal.core.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[2]
_DATA = _ROOT / "tests" / "data" / "language"
_WORDS, _TITLE, _TAIL = 400, 6, 60_000
_SYLLABLES = {
    "ky": "ба кы жо мүн тар гүл сай чо бек ал өр төң ша ку лай дын эс ным",
    "ru": "ва ре сто ни мо ла пер зав кин ду тро фи го бал ско за яр ми",
    "en": "ba re sto ni mo la per den kin du tro fi go bal sko ta yar mi",
}
_KINDS = ("practice", "article", "material", "answer", "news", "event")
_TOPICS = ("water", "waste", "roads", "budget", "education", "economy", "planning", "law")
_FIRST_DAY = date(2012, 1, 1)


@cache
def vocabulary(locale: str) -> tuple[list[str], list[float]]:
    """Words from the most to the least frequent, and their running sums of weights."""
    words = [*_known(locale), *_made(locale)]
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


def _known(locale: str) -> list[str]:
    if locale == "en":
        texts = "\n".join(path.read_text() for path in sorted((_ROOT / "docs").glob("*.md")))
        words = re.findall(r"[a-z]{2,}", texts.lower())
        return sorted(dict.fromkeys(words), key=lambda word: -words.count(word))
    counts: dict[str, int] = {}
    for name in {"ky": ("ky_ud_dev", "ky_verbs_dev"), "ru": ("ru_gsd_dev",)}[locale]:
        for line in (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            _split, form, _lemmas, count = line.split("\t")
            counts[form] = counts.get(form, 0) + int(count)
    return sorted(counts, key=lambda form: (-counts[form], form))


def _made(locale: str) -> list[str]:
    chance, syllables = random.Random(locale), _SYLLABLES[locale].split()
    made = ("".join(chance.choices(syllables, k=chance.randint(3, 5))) for _ in range(_TAIL))
    return list(dict.fromkeys(made))


def entries(number: int, first: int = 1) -> Iterator[Entry]:
    """The documents from ``first`` on; each is the same whatever else is asked for."""
    return (entry(at) for at in range(first, first + number))


def entry(number: int, edition: int = 0) -> Entry:
    """One document; another ``edition`` of it has other words."""
    chance = random.Random(f"{number}/{edition}")
    locale = chance.choices(("ky", "ru", "en"), (6, 3, 1))[0]
    words, weights = vocabulary(locale)
    oblast, rayon = chance.randint(2, 9), chance.randint(1, 7)
    return Entry(
        kind=chance.choice(_KINDS),
        id=1_000_000 + number,
        locale=locale,
        url=f"/{locale}/bench/{number}/",
        title=" ".join(chance.choices(words, cum_weights=weights, k=_TITLE)).capitalize(),
        body=" ".join(chance.choices(words, cum_weights=weights, k=_WORDS)),
        topics=tuple(chance.sample(_TOPICS, chance.randint(0, 2))),
        territories=(f"4170{oblast}20{rayon}", f"4170{oblast}"),
        published_on=_FIRST_DAY + timedelta(days=chance.randrange(5400)),
        access=chance.choice(("open", "open", "open", "subscribers")),
    )
