"""``manage.py serve``: web, worker, schedule and, in the demo, the payment simulator, in one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.core import supervisor


class Command(BaseCommand):
    """One Ctrl-C ends all of them; one that dies is started again."""

    help = "Starts the web server, the worker and its schedule; Ctrl-C ends all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--web-workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        commands = supervisor.commands(
            host=options["host"], port=options["port"], web_workers=options["web_workers"]
        )
        supervisor.run(commands, say=self.stdout.write)
