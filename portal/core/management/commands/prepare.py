"""``manage.py prepare``: lay what the site cannot run without. Repeatable."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.core import pagecache


class Command(BaseCommand):
    """Each room may have ``groundwork.py`` with ``lay()``, harmless when run again."""

    help = "Loads the register, topics, roles and the section pages. Harmless when run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for room in settings.GROUNDWORK:
            if find_spec(f"{room}.groundwork"):
                import_module(f"{room}.groundwork").lay()
        # kept pages name the style sheet and the templates of before
        pagecache.forget_all()
