"""Russian words to their dictionary form."""

from functools import cache, lru_cache
from typing import Any

import pymorphy3


@cache
def _morphology() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The normal form of the first reading, with е for ё."""
    return str(_morphology().parse(word)[0].normal_form).replace("ё", "е")
