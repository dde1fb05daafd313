"""What may be wrong with the way card payments are set up."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_SIMULATOR_KEY = "sk_test_simulator"


@register("payments")
def simulator_stays_in_the_demo(**_: Any) -> list[CheckMessage]:
    """Behind a simulator no money moves and access opens all the same."""
    simulated = settings.STRIPE_API_BASE or settings.STRIPE_SECRET_KEY == _SIMULATOR_KEY
    if not simulated or settings.DEMO or settings.DEV_PAGES:
        return []
    return [
        Error(
            "Card payments would go to a simulator, so access would open without money.",
            hint="Leave STRIPE_API_BASE empty and take STRIPE_SECRET_KEY from Stripe.",
            id="billing.E001",
        )
    ]


@register("payments")
def key_and_secret_come_together(**_: Any) -> list[CheckMessage]:
    """With a key alone money would be taken and no notice of it believed."""
    if bool(settings.STRIPE_SECRET_KEY) == bool(settings.STRIPE_WEBHOOK_SECRET):
        return []
    return [
        Error(
            "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set both or not at all.",
            id="billing.E002",
        )
    ]


@register("payments")
def qr_settings_come_together(**_: Any) -> list[CheckMessage]:
    """An acquirer whose notices cannot be believed, or one that cannot be asked, takes no money."""
    given = [bool(settings.ELQR_URL), bool(settings.ELQR_KEY), bool(settings.ELQR_NOTICE_SECRET)]
    if all(given) or not any(given):
        return []
    return [
        Error(
            "ELQR_URL, ELQR_KEY and ELQR_NOTICE_SECRET must be set all or not at all.",
            id="billing.E003",
        )
    ]
