"""``manage.py load_demo``: sample content, once."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.core import clock, outbox
from portal.core.models import Heartbeat


class Command(BaseCommand):
    """Each room may have ``demo_content.py`` with ``load()``; a mark keeps it from a second run."""

    help = "Loads sample content into an empty installation, once; later runs change nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Sample content belongs to the demo settings only.")
        if Heartbeat.objects.filter(name="demo").exists():
            return
        # all or nothing: who breaks off the first start finds an empty house, not half of one
        with transaction.atomic():
            for room in settings.GROUNDWORK:
                if find_spec(f"{room}.demo_content"):
                    import_module(f"{room}.demo_content").load()
            Heartbeat.objects.create(name="demo", beat_at=clock.now())
        outbox.drain(at_most=10_000)
