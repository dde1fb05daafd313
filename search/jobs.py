"""What search does every day."""

from datetime import date

from portal.core.daily import jobs
from search import synonyms


@jobs.named("search.synonyms_follow_register")
def follow_register(today: date) -> None:
    """Names that changed in the register of territories change among the synonyms too."""
    synonyms.follow_register()
