"""The link at the foot of letters that takes a consent back without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from portal.core.audience import Channel, Service

_SALT = "clients.stop"


def url(*, client_id: int, purpose: str, service: str, channel: str, language: str) -> str:
    """The whole address of the page with the one button. It never grows too old."""
    token = signing.dumps([client_id, purpose, service, channel], salt=_SALT, compress=True)
    with translation.override(language):
        return settings.SITE_URL + reverse("cabinet:stop", args=[token])


def headers(address: str) -> dict[str, str]:
    """What lets a mail program offer the same in one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def read(token: str) -> tuple[int, str, str, str] | None:
    """Client, purpose, service and channel of a link; None when it is false."""
    try:
        client_id, purpose, service, channel = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(client_id), str(purpose), str(service), str(channel)


def service_name(code: str) -> str:
    """What news is about; empty for a code we do not know."""
    return str(dict(Service.choices).get(code, ""))


def channel_name(code: str) -> str:
    """How news comes; empty for a code we do not know."""
    return str(dict(Channel.choices).get(code, ""))
