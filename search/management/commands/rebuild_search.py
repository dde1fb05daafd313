"""``manage.py rebuild_search``: build the index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from search import services


class Command(BaseCommand):
    """Readers see the old index until the new one is complete."""

    help = "Builds the search index anew from everything that can be found."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{services.rebuild()} entries")
