"""The one way a text message leaves. Without an operator it becomes a file.

The contract with an operator stands in docs/sms.md. Repeating is the outbox's business: an adapter
tries once and says what became of it.
"""

import json
import logging
import urllib.error
import urllib.request
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from portal.core import clock, mail, outbox
from portal.core.models import Letter

logger = logging.getLogger(__name__)

#: An operator may ask to wait; longer than this nobody waits for a code.
_LONGEST_WAIT = 15 * 60
_MOST_READ = 4000
#: The operator has this message already.
_KNOWN = 409
_TOO_MANY = 429
#: Refusals that may pass by themselves.
_PASSING = {408, 425, _TOO_MANY}


#: Letters of one part with anything beyond Latin in it: alone, and where parts are joined.
_ALONE, _JOINED = 70, 67


def length(text: str) -> int:
    """How much of a part it takes; an emoji takes two."""
    return len(text.encode("utf-16-be")) // 2


def parts(text: str) -> int:
    """How many messages an operator counts, and charges, for a text in Kyrgyz or Russian."""
    return 1 if length(text) <= _ALONE else -(-length(text) // _JOINED)


def room_in(parts: int) -> int:
    """How long a text may be to go out in so many parts."""
    return _ALONE if parts == 1 else parts * _JOINED


class Adapter(Protocol):
    """Somebody who delivers text messages."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Deliver ``text`` to the E.164 number ``to``. ``key`` names the message for ever.

        Raises:
            outbox.TryLater: not now; the outbox repeats.
            outbox.Refused: never; repeating is useless.
        """


class FolderAdapter:
    """Writes each message into a folder and a line without its text into the log."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, *, to: str, text: str, key: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = "".join(letter if letter.isalnum() else "-" for letter in key)
        (self._folder / f"{name}.txt").write_text(f"{to}\n{text}\n")
        logger.info("text message to a number ending in %s written to a file", to[-3:])


class HttpAdapter:
    """Hands messages to an operator by HTTPS: one POST with JSON for each."""

    def __init__(self, *, url: str, token: str, sender: str, timeout: float) -> None:
        self._url, self._token, self._sender = url, token, sender
        self._timeout = timeout

    def send(self, *, to: str, text: str, key: str) -> None:
        if not self._url.startswith(("https://", "http://")):
            raise outbox.Refused("SMS_URL is no web address")
        request = self._request(to=to, text=text, key=key)
        try:
            with _opener.open(request, timeout=self._timeout) as answer:
                answer.read(_MOST_READ)
        except urllib.error.HTTPError as error:
            with error:
                self._judge(error)
        except (OSError, TimeoutError) as error:
            raise outbox.TryLater(f"no answer from the operator: {type(error).__name__}") from error

    def _request(self, *, to: str, text: str, key: str) -> urllib.request.Request:
        body = {"id": key, "to": to, "text": text, "sender": self._sender}
        return urllib.request.Request(  # noqa: S310 - the scheme is checked by ``send``
            self._url,
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": key,
            },
            method="POST",
        )

    @staticmethod
    def _judge(error: urllib.error.HTTPError) -> None:
        """Neither the number nor the text gets into the log: only what the operator answered."""
        if error.code == _KNOWN:
            return
        said = f"the operator answered {error.code}"
        if error.code >= 500 or error.code in _PASSING:
            raise outbox.TryLater(said, after=_wait_asked_for(error)) from error
        raise outbox.Refused(said) from error


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The token goes to the address in the settings and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def _wait_asked_for(error: urllib.error.HTTPError) -> int | None:
    """``Retry-After`` in seconds, as a number or a date; None when it says nothing of use."""
    text = (error.headers.get("Retry-After") or "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:6]), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0, min(int((until - clock.now()).total_seconds()), _LONGEST_WAIT))


def adapter() -> Adapter:
    """The adapter in use."""
    if settings.SMS_URL:
        return HttpAdapter(
            url=settings.SMS_URL,
            token=settings.SMS_TOKEN,
            sender=settings.SMS_SENDER,
            timeout=settings.SMS_TIMEOUT,
        )
    return FolderAdapter(settings.SMS_FOLDER)


def post(*, to: str, text: str, language: str, kind: str, key: str, subject: str = "") -> Letter:
    """Write a text message in the caller's transaction; a worker sends it after the commit.

    Args:
        subject: what it is about, without the links and codes of its text: staff read it.
    """
    letter, created = Letter.objects.get_or_create(
        key=key,
        defaults={
            "channel": Letter.Channel.SMS,
            "kind": kind,
            "to": to,
            "language": language,
            "subject": subject[:250],
            "text": text,
        },
    )
    if created:
        outbox.enqueue(mail.OUTBOX_KIND, key=str(letter.pk), letter_id=letter.pk)
    return letter
