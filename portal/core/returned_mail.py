"""Letters that come back later: a mail server took them and says afterwards that nobody is there.

Such a notice (RFC 3464) comes to the address letters are sent from. It counts only when it names
one of our letters by its Message-ID, which nobody else can know, and the address it went to: so
nobody can declare the address of somebody else dead.
"""

import email
import email.policy
import imaplib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message
from itertools import islice
from urllib.parse import unquote, urlsplit

from django.db import transaction

from portal.core import signals
from portal.core.models import Letter

#: Mail servers give up after five days at most; what is older is a loop or a forgery.
_KNOWN_FOR = timedelta(days=14)
_LONGEST = 2_000_000
#: A letter goes to one address; aliases may name a few more.
_MOST_RECIPIENTS = 20
#: By RFC 3463 nobody is at the address of the recipient; 5.1.7 and 5.1.8 speak of the sender.
_NOBODY_THERE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
#: What the parser raises at messages that nobody sends in earnest.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_AT_ONCE = 200
_TIMEOUT = 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a notice says."""

    to: str
    #: "5.1.1 550 no such user", in the words of the server.
    said: str


def take(content: bytes, *, at: datetime) -> bool:
    """Act on one message of the mailbox; whether it told of an address that is dead.

    What is no notice, speaks of a passing trouble, or names no letter of ours, changes nothing; nor
    does what cannot be read, so that it never stands before the messages behind it.
    """
    try:
        dead, named = _read(content)
    except _UNREADABLE:
        logger.warning("a message to the address of returned letters cannot be read", exc_info=True)
        return False
    if not dead or not named:
        return False
    told = False
    for letter in _letters_to(list(dead), since=at - _KNOWN_FOR):
        if letter.headers.get("Message-ID") not in named:
            continue
        one = dead[letter.to.lower()]
        with transaction.atomic():
            signals.letter_refused.send(
                Letter, channel=letter.channel, to=letter.to, said=one.said, refused_at=at
            )
        told = True
    return told


def _read(content: bytes) -> tuple[dict[str, Refusal], set[str]]:
    """Refusals by address, and the Message-IDs that the message names."""
    content = content[:_LONGEST].replace(b"\0", b"")
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    refusals = islice(_refusals(message), _MOST_RECIPIENTS)
    return {one.to.lower(): one for one in refusals}, _named_letters(message)


def _letters_to(addresses: list[str], *, since: datetime) -> Iterator[Letter]:
    letters = Letter.objects.filter(channel=Letter.Channel.EMAIL, sent_at__gte=since)
    for address in addresses:
        yield from letters.filter(to__iexact=address).only("to", "headers", "channel")


def _refusals(message: Message) -> Iterator[Refusal]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload() if part.is_multipart() else []:
            if isinstance(fields, Message) and (found := _refusal(fields)):
                yield found


def _refusal(fields: Message) -> Refusal | None:
    """A recipient that failed for good, for a reason that is the address and not the letter."""
    status = str(fields.get("Status", "")).strip().split(" ")[0]
    is_address = status in _NOBODY_THERE
    kind, _semicolon, to = str(fields.get("Final-Recipient", "")).partition(";")
    if str(fields.get("Action", "")).strip().lower() != "failed" or not is_address:
        return None
    if kind.strip().lower() != "rfc822" or not to.strip():
        return None
    _kind, _semicolon, said = str(fields.get("Diagnostic-Code", "")).partition(";")
    words = " ".join(said.split())
    return Refusal(to.strip(), f"{status} {words}".strip()[:250])


def _named_letters(message: Message) -> set[str]:
    """Message-IDs of the letter that is sent back, whole or only its head."""
    found = set()
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            head = email.message_from_bytes(_bytes_of(part), policy=email.policy.compat32)
            found.add(str(head.get("Message-ID", "")).strip())
        elif part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and isinstance(inner[0], Message):
                found.add(str(inner[0].get("Message-ID", "")).strip())
    return found - {""}


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def fetch(mailbox: str, *, at: datetime) -> int:
    """Act on what is new in a mailbox and mark it as read; how many addresses were dead.

    A message is marked after it was acted on: a cut connection repeats it, which changes nothing.

    Args:
        mailbox: ``imaps://user:password@mail.example.kg/INBOX``.
    """
    parts = urlsplit(mailbox)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    host, port = parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143)
    told = 0
    with kind(host, port, timeout=_TIMEOUT) as server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        server.select(parts.path.strip("/") or "INBOX")
        _answer, found = server.search(None, "UNSEEN")
        for number in (found[0] or b"").split()[:_AT_ONCE]:
            _answer, content = server.fetch(number.decode(), f"(BODY.PEEK[]<0.{_LONGEST}>)")
            told += sum(take(one[1], at=at) for one in content if isinstance(one, tuple))
            server.store(number.decode(), "+FLAGS", "\\Seen")
    return told
