"""Names of local bodies, made by rule from the name of their municipality.

The register says «Көк-Жар айыл аймагы» and «Кок-Жарский айылный аймак», «Нарын шаары» and
«город Нарын»; the word for the unit gives way to the word for the body.
"""

import re

#: Body to pairs of the word for the unit and the word for the body, in Kyrgyz and in Russian.
_WORDS = {
    "kenesh": (
        (("айыл аймагы", "айылдык кеңеши"), ("шаары", "шаардык кеңеши")),
        (("айылный аймак", "айылный кенеш"), ("город", "кенеш города")),
    ),
    "ayil_okmotu": (
        (("айыл аймагы", "айыл өкмөтү"),),
        (("айылный аймак", "айыл окмоту"),),
    ),
    "mayor": (
        (("шаары", "шаарынын мэриясы"),),
        (("город", "мэрия города"),),
    ),
}


def kinds_of(level: str) -> tuple[str, ...]:
    """The bodies a municipality of this level has."""
    return ("kenesh", "mayor") if level == "city" else ("kenesh", "ayil_okmotu")


def names(*, kind: str, name_ky: str, name_ru: str) -> tuple[str, str]:
    """The name of a body in Kyrgyz and in Russian, beginning with a capital."""
    in_kyrgyz, in_russian = _WORDS[kind]
    return _named(name_ky, in_kyrgyz), _named(name_ru, in_russian)


def _named(unit: str, words: tuple[tuple[str, str], ...]) -> str:
    for word, body in words:
        name, changes = re.subn(rf"\b{word}\b", body, unit, count=1, flags=re.IGNORECASE)
        if changes:
            return name[0].upper() + name[1:]
    return f"{unit}: {words[0][1]}"
