"""The path of an automatic renewal, as one table.

Consent is given → a card is kept → it is charged before the term ends → the next term opens. A
refusal leads to more tries on days known beforehand, or to the payer; after the last one it ends.
"""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.errors import MoveNotAllowed


class Renewal(models.TextChoices):
    """How an automatic renewal stands."""

    #: Agreed to; the card is still to be typed at the provider.
    WAITING_FOR_CARD = "waiting_for_card", _("Waiting for a card")
    ON = "on", _("Renews by card")
    #: The next term is ordered and being charged for, or is tried again on a known day.
    TRYING = "trying", _("Trying to charge the card")
    #: Only the payer can help: by another card, by confirming, or by paying in another way.
    WAITING_FOR_PAYER = "waiting_for_payer", _("Waiting for the payer")
    #: All tries were in vain: nothing is charged any more.
    LAPSED = "lapsed", _("Renewal failed")
    #: The payer took the consent back, or there is nothing left to renew.
    STOPPED = "stopped", _("Renewal stopped")


MOVES: dict[str, frozenset[str]] = {
    Renewal.WAITING_FOR_CARD: frozenset({Renewal.ON, Renewal.STOPPED}),
    Renewal.ON: frozenset({Renewal.TRYING, Renewal.WAITING_FOR_PAYER, Renewal.STOPPED}),
    Renewal.TRYING: frozenset(
        {Renewal.ON, Renewal.WAITING_FOR_PAYER, Renewal.LAPSED, Renewal.STOPPED}
    ),
    Renewal.WAITING_FOR_PAYER: frozenset(
        {Renewal.ON, Renewal.TRYING, Renewal.LAPSED, Renewal.STOPPED}
    ),
    Renewal.LAPSED: frozenset(),
    Renewal.STOPPED: frozenset(),
}
#: States in which a consent is in force and something may be charged.
LIVE = tuple(str(state) for state, then in MOVES.items() if then)
#: States in which the usual letters about the end of a term would only confuse.
SPEAKS_FOR_ITSELF = (Renewal.ON, Renewal.TRYING, Renewal.WAITING_FOR_PAYER)

#: The first try comes so many days before the last day of the term.
FIRST_TRY_DAYS = 5
#: Days of the tries, counted from the first one. The last one lies within the grace of 14 days
#: after a term; in the meantime nothing is open that is not paid for.
TRY_ON_DAYS = (0, 3, 7, 14)
#: The payer is told of the sum so many days before the first try.
TELL_DAYS = 7
#: And nothing is charged sooner than so many days after she was told of this sum.
TOLD_AT_LEAST_DAYS = 2


def check_renewal_move(now: str, then: str) -> None:
    """Raises MoveNotAllowed when the table does not lead from ``now`` to ``then``."""
    if then not in MOVES[now]:
        raise MoveNotAllowed(f"{now} → {then}")


def next_try_on(first: date, tries: int) -> date | None:
    """The day of the try after ``tries`` of them; None when that was the last."""
    return first + timedelta(days=TRY_ON_DAYS[tries]) if tries < len(TRY_ON_DAYS) else None


def last_day_of(first: date) -> date:
    """Up to this day the payer can still help; then the renewal has failed."""
    return first + timedelta(days=TRY_ON_DAYS[-1])
