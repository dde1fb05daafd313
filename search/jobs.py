"""What search does every day."""

from datetime import date

from portal.core import clock
from portal.core.daily import jobs
from search import catching_up, checking, log, synonyms, wishes


@jobs.named("search.synonyms_follow_register")
def follow_register(today: date) -> None:
    """Names that changed in the register of territories change among the synonyms too."""
    synonyms.follow_register()


@jobs.named("search.check_index")
def check_index(today: date) -> None:
    """The index is compared with the site, and put right; Elasticsearch is told all of it, since
    it may have been silent for longer than single changes are told again."""
    checking.check(at=clock.now(), repair=True)
    catching_up.ask_for_all()


@jobs.named("search.offer_earlier_searches")
def offer_earlier_searches(today: date) -> None:
    """What many ask is offered while typing; what is old is forgotten."""
    log.forget_old(today)
    log.offer_earlier_searches(today)


@jobs.named("search.forget_unconfirmed_wishes")
def forget_unconfirmed_wishes(today: date) -> None:
    """Addresses whose owner never followed the link are kept no longer."""
    wishes.forget_unconfirmed(clock.now())
