"""``manage.py check_search``: compare the index with the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.core import clock
from search import checking


class Command(BaseCommand):
    """Says every entry that is missing, surplus or changed; ends with 1 when one is left."""

    help = "Compares the search index with what can be found on the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="put right what differs")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        found = checking.check(at=clock.now(), repair=repair)
        for one in found.rows():
            self.stdout.write(f"{one.what}: {one.kind} {one.entry_id} {one.title}".strip())
        self.stdout.write(f"{found.entries} entries")
        if not found.is_none and not repair:
            raise CommandError("The index differs from the site; --repair puts it right.")
