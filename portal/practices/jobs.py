"""What the library does once a day."""

from datetime import date

from portal.core import daily
from portal.practices import services


@daily.jobs.named("practices.keep_facts")
def keep_facts(today: date) -> None:
    """Corrections in the register and figures typed yesterday reach the facets today."""
    services.keep_facts()
