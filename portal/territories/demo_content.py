"""Sample figures of some municipalities, so that likeness has something to go by."""

from pathlib import Path

import yaml

from portal.territories.models import Figures, Territory

_FILE = Path(__file__).parent / "demo" / "figures.yaml"


def load() -> None:
    """Enter the figures by year, named as samples in their source."""
    samples = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
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
