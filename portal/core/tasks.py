"""Celery tasks: rings and clocks, no decisions."""

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.management import call_command

from portal.core import clock, daily, outbox, returned_mail
from portal.core.models import Heartbeat

logger = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Do what is due in the outbox and show that the worker lives."""
    _beat()
    outbox.drain()


def _beat() -> None:
    now = clock.now()
    if not Heartbeat.objects.filter(
        name="worker", beat_at__gt=now - timedelta(seconds=30)
    ).exists():
        Heartbeat.objects.update_or_create(name="worker", defaults={"beat_at": now})


@shared_task
def publish_scheduled() -> None:
    """Publish and expire pages whose moment has come."""
    call_command("publish_scheduled", verbosity=0)


@shared_task
def fetch_returned_mail() -> None:
    """Look whether letters came back, where a mailbox is named for them."""
    if settings.RETURNED_MAIL_URL:
        returned_mail.fetch(settings.RETURNED_MAIL_URL, at=clock.now())


@shared_task
def run_daily() -> None:
    """Run every job of the day; one that fails does not keep the others from running."""
    for name, job in daily.jobs:
        try:
            job(clock.today())
        except Exception:
            logger.exception("daily job %s failed", name)
