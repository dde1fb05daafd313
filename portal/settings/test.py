"""Settings of the test suite: the same parts, nothing leaves the process."""

import tempfile
from pathlib import Path

from portal.settings.base import *
from portal.settings.env import env

SECRET_KEY = "test-key-that-protects-nothing-and-is-long-enough-to-be-accepted"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEBUG = False
DEV_PAGES = True
DEMO = False
if _template := env.str("TEST_DATABASE_TEMPLATE", ""):
    DATABASES["default"]["TEST"] = {"TEMPLATE": _template}
_folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
MEDIA_ROOT = _folder / "media"
PRIVATE_ROOT = _folder / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SMS_FOLDER = _folder / "sms"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
STRIPE_SECRET_KEY = "sk_test_simulator"
STRIPE_WEBHOOK_SECRET = "whsec_test"
WHITENOISE_AUTOREFRESH = True
