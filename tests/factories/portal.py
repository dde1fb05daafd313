"""Rows of the portal for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from portal.territories.models import Territory


class TerritoryFactory(DjangoModelFactory[Territory]):
    """An ayil aimak in force; ``oblast`` and ``rayon`` make the units above."""

    class Meta:
        model = Territory

    class Params:
        oblast = factory.Trait(level="oblast", name_ky="Нарын облусу", name_ru="Нарынская область")
        rayon = factory.Trait(level="rayon", name_ky="Кочкор району", name_ru="Кочкорский район")
        city = factory.Trait(level="city", name_ky="Нарын шаары", name_ru="город Нарын")

    soate = factory.Sequence(lambda number: f"4170{number:010d}")
    level = "ayil_aimak"
    name_ky = "Көк-Жар айыл аймагы"
    name_ru = "Кок-Жарский айылный аймак"
    name_en = factory.LazyAttribute(lambda row: f"{row.name_ru} in English")


def kok_jar(**fields: Any) -> Territory:
    """Көк-Жар in Кочкор rayon of Нарын oblast."""
    oblast = TerritoryFactory(oblast=True)
    rayon = TerritoryFactory(rayon=True, parent=oblast)
    return TerritoryFactory(parent=rayon, **fields)
