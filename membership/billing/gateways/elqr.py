"""EXAMPLE, off by default: a QR acquirer of the kind that ELQR's banks are.

No bank's contract is public, so this one is made up; docs/payments.md writes it down. It shows how
such a rail joins. A real acquirer's module replaces it, and nothing else of billing changes.
"""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from membership.billing.gateways.base import OpenedQr, QrRequest, QrState
from portal.core import outbox

PROVIDER = "elqr"
_ANSWER_WITHIN_SECONDS = 15
_MOST_READ = 100_000
#: A notice older or newer than this is refused: it could have been overheard.
_FRESH_SECONDS = 300
_LONGEST_NAME = 120
_WRONG_REQUEST = range(400, 500)


class NoticeRejected(Exception):
    """What was posted is not a notice from the acquirer."""


def is_offered() -> bool:
    """Whether QR codes are offered at all: address and both secrets are known."""
    return bool(settings.ELQR_URL and settings.ELQR_KEY and settings.ELQR_NOTICE_SECRET)


def open_order(request: QrRequest) -> OpenedQr:
    """Ask for a code; the same reference again is the same order."""
    answer = _ask(
        "orders",
        {
            "reference": request.reference,
            "amount": request.amount_tyiyn,
            "currency": request.currency,
            "description": f"{request.invoice_number}: {request.title}"[:140],
            "notice_url": f"{settings.SITE_URL}/elqr/notice/",
        },
    )
    return OpenedQr(
        external_id=_text(answer, "id"),
        payload=_text(answer, "qr"),
        expires_at=_moment(answer, "expires_at"),
    )


def state_of(external_id: str) -> QrState:
    """How an order stands now."""
    answer = _ask(f"orders/{urllib.parse.quote(external_id, safe='')}")
    amount = answer.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise ValueError("amount must be a whole number of tyiyn")
    is_paid = answer.get("status") == "paid"
    return QrState(
        external_id=_text(answer, "id"),
        reference=_text(answer, "reference"),
        payment_id=_text(answer, "payment") if is_paid else "",
        amount_tyiyn=amount,
        currency=_text(answer, "currency"),
        paid_at=_moment(answer, "paid_at") if is_paid else None,
    )


def read_notice(request: HttpRequest) -> dict[str, Any]:
    """The notice in a request, its signature proven: HMAC-SHA256 over the time and the body.

    Raises:
        NoticeRejected: whatever is wrong with it.
    """
    try:
        stamp = request.headers.get("X-Elqr-Time", "")
        if not stamp.isascii() or abs(time.time() - int(stamp)) > _FRESH_SECONDS:
            raise ValueError("too old")
        expected = sign(stamp, request.body)
        given = request.headers.get("X-Elqr-Signature", "")
        if not hmac.compare_digest(expected.encode(), given.encode()):
            raise ValueError("signature")
        notice = json.loads(request.body)
        names = {name: _text(notice, name) for name in ("id", "order", "status")}
    except Exception as error:  # strangers post anything; every failure is a refusal
        raise NoticeRejected from error
    return names


def sign(stamp: str, body: bytes) -> str:
    """The signature of a notice."""
    secret = settings.ELQR_NOTICE_SECRET.encode()
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _ask(path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """One call; what may pass by itself is tried again by the outbox, a refusal is not."""
    base = settings.ELQR_URL
    if not base.startswith(("https://", "http://127.0.0.1:")):
        raise outbox.Refused("ELQR_URL must be https")
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        f"{base.rstrip('/')}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {settings.ELQR_KEY}",
            "Content-Type": "application/json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=_ANSWER_WITHIN_SECONDS) as answer:  # noqa: S310
            found = json.loads(answer.read(_MOST_READ))
    except urllib.error.HTTPError as error:
        with error:
            if error.code in _WRONG_REQUEST and error.code not in {408, 425, 429}:
                raise outbox.Refused(f"the acquirer refuses: {error.code}") from error
        raise outbox.TryLater(f"the acquirer answers {error.code}") from error
    except OSError as error:
        raise outbox.TryLater(f"no answer from the acquirer: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise outbox.TryLater("the acquirer answers with something else than an object")
    return found


def _text(answer: Any, name: str) -> str:
    value = answer[name]
    if not isinstance(value, str) or not 0 < len(value) <= 1000 or "\x00" in value:
        raise ValueError(name)
    if name != "qr" and len(value) > _LONGEST_NAME:
        raise ValueError(name)
    return value


def _moment(answer: dict[str, Any], name: str) -> datetime:
    moment = datetime.fromisoformat(_text(answer, name))
    if moment.tzinfo is None:
        raise ValueError(name)
    return moment
