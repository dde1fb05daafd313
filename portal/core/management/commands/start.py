"""``manage.py start``: everything from an empty folder to a running site, for ``make run``."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.core import catalogues, demo_logins, static_files


class Command(BaseCommand):
    """A second start keeps what people entered and prepares only what changed."""

    help = "Prepares the installation (database, texts, styles, sample content) and serves it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        catalogues.compile_changed()
        call_command("migrate", verbosity=0)
        static_files.collect_changed()
        call_command("prepare")
        if settings.DEMO:
            call_command("load_demo")
        self.stdout.write(demo_logins.welcome(f"http://{options['host']}:{options['port']}"))
        call_command("serve", host=options["host"], port=options["port"])
