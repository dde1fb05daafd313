"""Norms that sample practices and answers cite; one of them has changed."""

from pathlib import Path

import yaml

from portal.core import clock
from portal.norms import services
from portal.norms.models import Norm

_DATA = Path(__file__).parent / "demo" / "norms.yaml"


def load() -> None:
    """Enter the norms, and mark the one that changed."""
    for row in yaml.safe_load(_DATA.read_text(encoding="utf-8")):
        norm = Norm.objects.create(
            slug=row["slug"],
            kind=row["kind"],
            title_ky=row["ky"],
            title_ru=row["ru"],
            number=row.get("number", ""),
            adopted_on=row.get("adopted_on"),
            link=row.get("link", ""),
        )
        if change := row.get("change"):
            services.mark(
                norm_id=norm.pk,
                status=change["status"],
                happened_on=change["happened_on"],
                note_ky=change["ky"],
                note_ru=change["ru"],
                at=clock.now(),
            )
