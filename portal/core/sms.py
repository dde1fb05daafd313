"""The one way a text message leaves. Without an operator it becomes a file."""

from pathlib import Path
from typing import Protocol

from django.conf import settings

from portal.core import mail, outbox
from portal.core.models import Letter


class Adapter(Protocol):
    """Somebody who delivers text messages."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Deliver ``text`` to the E.164 number ``to``. ``key`` names the message for ever."""


class FolderAdapter:
    """Writes each message into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, *, to: str, text: str, key: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = "".join(letter if letter.isalnum() else "-" for letter in key)
        (self._folder / f"{name}.txt").write_text(f"{to}\n{text}\n")


def adapter() -> Adapter:
    """The adapter in use."""
    return FolderAdapter(settings.SMS_FOLDER)


def post(*, to: str, text: str, language: str, kind: str, key: str) -> Letter:
    """Write a text message in the caller's transaction; a worker sends it after the commit."""
    letter, created = Letter.objects.get_or_create(
        key=key,
        defaults={
            "channel": Letter.Channel.SMS,
            "kind": kind,
            "to": to,
            "language": language,
            "text": text,
        },
    )
    if created:
        outbox.enqueue(mail.OUTBOX_KIND, key=str(letter.pk), letter_id=letter.pk)
    return letter
