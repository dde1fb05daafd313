"""``manage.py take_returned_letter < message``: for mail servers that hand messages over."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portal.core import clock, returned_mail


class Command(BaseCommand):
    """Ends with 0 whatever the message is, so that the mail server does not answer it again."""

    help = "Reads a notice of a mail server from standard input and marks dead addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        told = returned_mail.take(sys.stdin.buffer.read(), at=clock.now())
        self.stdout.write("an address is dead" if told else "nothing to do")
