"""What norms put on the catalogue page of components."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from portal.core import slots
from portal.norms.models import Norm, Status


@slots.fill("dev.components")
def sample_norms(context: dict[str, Any]) -> str:
    """A line of the legal basis for each status."""
    norms = [
        Norm(
            title_ky="«Ичүүчү суу жөнүндө» мыйзам",
            title_ru="Закон «О питьевой воде»",
            number="33",
            status=status,
            status_since=date(2026, 11, 1),
        )
        for status in Status
    ]
    return render_to_string("norms/sample.html", {"norms": norms})
