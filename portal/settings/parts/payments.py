"""Stripe, and an example of a QR acquirer.

With no key the demo starts the simulator of Stripe and points the library at it.
"""

from portal.settings.env import env

STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", "")
#: Another address of the API, for the simulator. Empty: Stripe's own.
STRIPE_API_BASE = env.str("STRIPE_API_BASE", "")
#: The version of the API the code was written for. A newer library must not change it by itself.
STRIPE_API_VERSION = "2026-10-28.endive"

#: The QR acquirer of docs/payments.md. Empty: no QR codes are offered.
ELQR_URL = env.str("ELQR_URL", "")
ELQR_KEY = env.str("ELQR_KEY", "")
ELQR_NOTICE_SECRET = env.str("ELQR_NOTICE_SECRET", "")
ELQR_CURRENCIES: list[str] = env.list("ELQR_CURRENCIES", ["KGS"])
