"""A Kyrgyz name from a Russian one, by rule. What comes out is a proposal and marked unchecked."""

import re
from functools import cache
from pathlib import Path

import yaml

_WORDS = Path(__file__).parent / "data" / "kyrgyz_words.yaml"
_KINDS = {
    "ayil_aimak": (re.compile(r"айылный аймак|\bим\.|\bимени\b", re.IGNORECASE), "айыл аймагы"),
    "city": (re.compile(r"\bгород\b", re.IGNORECASE), "шаары"),
}
_ENDING = re.compile(r"(ский|цкий)$", re.IGNORECASE)
_SOFTENED = (("дж", "ж"), ("Дж", "Ж"), ("ю", "ү"), ("ь", ""))
_PART = re.compile(r"[^\s.-]+")


def kyrgyz_name(name_ru: str, level: str) -> str:
    """``Кек-Жарский айылный аймак`` becomes ``Көк-Жар айыл аймагы``."""
    generic, kind = _KINDS[level]
    own = " ".join(re.sub(r"\s*-\s*", "-", generic.sub("", name_ru)).split())
    return f"{_PART.sub(lambda match: _word(match.group()), own)} {kind}"


def _word(russian: str) -> str:
    stem = _ENDING.sub("", russian)
    known = _words().get(stem.lower())
    if known:
        return known
    for written, kyrgyz in _SOFTENED:
        stem = stem.replace(written, kyrgyz)
    return stem


@cache
def _words() -> dict[str, str]:
    return dict(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))
