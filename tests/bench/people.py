"""Invented people in any number, some of them twice, with the truth about who is who."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOTS = [
    "Асан", "Бакыт", "Токтогул", "Жумабек", "Кубаныч", "Садык", "Осмон", "Ибраим", "Мамыт",
    "Чолпон", "Эркин", "Нурлан", "Талант", "Кадыр", "Жолдош", "Бейшен", "Турдубек", "Алымкул",
    "Абдыкерим", "Сыдык", "Орозбек", "Маамыт", "Кенжебай", "Шаршен", "Дүйшөн", "Төлөгөн",
    "Өмүрбек", "Үсөн", "Жаныбек", "Замир", "Искендер", "Калый", "Молдо", "Назар", "Раимбек",
    "Сулайман", "Тургун", "Укен", "Чынгыз",
]  # fmt: skip
_GIVEN = [
    "Айгүл", "Бактыгүл", "Гүлмира", "Динара", "Жылдыз", "Зарина", "Назгүл", "Чынара", "Элмира",
    "Айнура", "Бермет", "Каныкей", "Асель", "Бакыт", "Нурлан", "Талант", "Эрмек", "Улан",
    "Азамат", "Данияр", "Жаныбек", "Кубан", "Мирлан", "Руслан", "Самат", "Тилек", "Чыңгыз",
    "Өмүрбек", "Үсөн", "Төлөгөн", "Эркин", "Мээрим", "Нурзат", "Саламат", "Бегимай", "Айбек",
    "Кайрат", "Медет", "Рахат", "Сыймык",
]  # fmt: skip
_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "ң": "ng", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ф": "f", "х": "h", "ч": "ch", "ш": "sh",
    "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ь": "", "ё": "yo", "ц": "ts", "щ": "sh", "ъ": "",
})  # fmt: skip
_PLAIN = str.maketrans("өүңӨҮҢ", "оунОУН")


@dataclass(slots=True)
class Person:
    """One card to be: ``number`` says who it is in truth."""

    number: int
    family_name: str
    given_name: str
    patronymic: str
    email: str
    phone: str
    place: int


def people(many: int, *, seed: int = 7, twice: float = 0.1, places: int = 480) -> Iterator[Person]:
    """Of ``many`` cards a share is of somebody met before, written in another way."""
    chance = random.Random(seed)
    met: list[Person] = []
    for number in range(many):
        if met and chance.random() < twice:
            yield _again(chance.choice(met), chance)
            continue
        person = _person(number, chance, places)
        if len(met) < 50_000:
            met.append(person)
        yield person


def _person(number: int, chance: random.Random, places: int) -> Person:
    """Families share phones and offices share mailboxes, now and then."""
    woman = chance.random() < 0.5
    shared = chance.random() < 0.04
    return Person(
        number=number,
        family_name=chance.choice(_ROOTS) + ("ова" if woman else "ов"),
        given_name=chance.choice(_GIVEN),
        patronymic=chance.choice(_ROOTS) + ("овна" if woman else "ович")
        if chance.random() < 0.6
        else "",
        email=f"office{number // 60}@example.kg" if shared else f"p{number}@example.kg",
        phone=f"+9965{number % 10**8:08d}",
        place=chance.randrange(places),
    )


def _again(person: Person, chance: random.Random) -> Person:
    """The same person as another clerk writes her."""
    names = [person.family_name, person.given_name, person.patronymic]
    if chance.random() < 0.35:
        names = [name.lower().translate(_LATIN).title() for name in names]
    elif chance.random() < 0.5:
        names = [name.translate(_PLAIN) for name in names]
    if chance.random() < 0.3:
        names[0], names[1] = names[1], names[0]
    if chance.random() < 0.2:
        names[2] = ""
    if chance.random() < 0.1:
        names[0] = _slip(names[0], chance)
    way = chance.random()
    return Person(
        person.number,
        *names,
        email=person.email if way < 0.5 else "",
        phone=_typed(person.phone, chance) if way > 0.3 else "",
        place=person.place if chance.random() < 0.9 else (person.place + 1) % 480,
    )


def _slip(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, max(2, len(name) - 2))
    return name[:place] + name[place + 1 :]


def _typed(phone: str, chance: random.Random) -> str:
    """0555 12-34-56, 996555123456, +996 (555) 123456."""
    digits = phone.removeprefix("+996")
    return chance.choice([
        phone, f"0{digits[:3]} {digits[3:5]}-{digits[5:7]}-{digits[7:]}", f"996{digits}",
        f"+996 ({digits[:3]}) {digits[3:]}",
    ])  # fmt: skip
