"""``make run``: a real server with nothing installed beside Python. Never for real data."""

from portal.settings.base import *
from portal.settings.env import DATA_DIR, env
from portal.settings.secret import kept_secret

DEBUG = False
DEV_PAGES = True
SERVE_MEDIA = True
DEMO = True
SECRET_KEY = kept_secret(DATA_DIR / "secret_key")
WHITENOISE_MAX_AGE = 3600

if not env.str("STRIPE_SECRET_KEY", ""):
    STRIPE_SECRET_KEY = "sk_test_simulator"
    STRIPE_WEBHOOK_SECRET = "whsec_simulator"
    STRIPE_API_BASE = f"http://127.0.0.1:{env.int('SIMULATOR_PORT', 8001)}"
