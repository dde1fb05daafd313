"""Celery: the doorbell and the schedule. Truth is a row of the outbox (docs/decisions)."""

from datetime import timedelta

from celery.schedules import crontab

from portal.settings.env import DATA_DIR
from portal.settings.parts.database import REDIS_URL
from portal.settings.parts.i18n import TIME_ZONE

if REDIS_URL:
    CELERY_BROKER_URL = f"{REDIS_URL.rstrip('/')}/0"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"visibility_timeout": 600}
else:
    _queue = DATA_DIR / "queue"
    _queue.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(DATA_DIR / "queue-control"),
        "polling_interval": 0.2,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_WORKER_CONCURRENCY = 1
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

#: The sweep repairs rings that were lost. Daily jobs ask by date, so a missed day is caught up.
CELERY_BEAT_SCHEDULE = {
    "core.sweep": {
        "task": "portal.core.tasks.sweep",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 5},
    },
    "core.publish_scheduled": {
        "task": "portal.core.tasks.publish_scheduled",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "core.returned_mail": {
        "task": "portal.core.tasks.fetch_returned_mail",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 300},
    },
    "core.daily": {
        "task": "portal.core.tasks.run_daily",
        "schedule": crontab(hour=6, minute=10),
    },
}
