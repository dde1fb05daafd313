"""Sample figures of some municipalities, and two sample acts, one of them taken back."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.core import clock
from portal.territories.acts import services as acts
from portal.territories.acts.services import Document, Entry, NewUnit
from portal.territories.models import Figures, Territory

_FOLDER = Path(__file__).parent / "demo"


def load() -> None:
    """Enter the figures by year, named as samples in their source."""
    samples = _read("figures.yaml")
    ids = dict(Territory.objects.exclude(soate=None).values_list("soate", "pk"))
    Figures.objects.bulk_create(
        Figures(
            territory_id=ids[row["territory"]],
            year=row["year"],
            population=row["population"],
            altitude_m=row["altitude_m"],
            budget_tyiyn=row["budget_som"] * 100 if "budget_som" in row else None,
            source=samples["source"],
        )
        for row in samples["figures"]
    )
    _enter_acts(_read("acts.yaml"), ids)


def _read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8")))


def _enter_acts(samples: dict[str, Any], ids: dict[str | None, int]) -> None:
    """A renaming that holds, and a merger entered by mistake: the register stays as it was."""
    entry = Entry(by_id=None, at=clock.now())
    renamed, merged = samples["renamed"], samples["merged"]
    acts.rename(
        unit=ids[renamed["territory"]],
        names=(renamed["ky"], renamed["ru"], renamed["en"]),
        on=renamed["on"],
        act=_document(renamed),
        entry=entry,
    )
    units = [ids[code] for code in merged["territories"]]
    into = NewUnit(
        name_ky=merged["ky"],
        name_ru=merged["ru"],
        name_en=merged["en"],
        level="ayil_aimak",
        parent_id=Territory.objects.get(pk=units[0]).parent_id,
    )
    act = acts.merge(units=units, into=into, on=merged["on"], act=_document(merged), entry=entry)
    acts.take_back(act_id=act.pk, entry=entry)


def _document(sample: dict[str, Any]) -> Document:
    dated_on: date = sample["dated_on"]
    return Document(number=sample["number"], dated_on=dated_on, title=sample["title"])
