"""Links of letters to members who agreed that it is noted which ones they follow.

The link leads by an address of ours that names the card, the letter and where to go, signed: nobody
can make one up, so it leads nowhere but where a letter led. All others get the link as it is.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from membership.clients import selectors
from portal.core import mail

_SALT = "clients.follow"


@mail.links.named("clients")
def noted(to: str, key: str, url: str) -> str:
    """The link a letter to an address carries."""
    if not url.startswith(settings.SITE_URL):
        return url
    client_id = selectors.owner_of_contact("email", to)
    if client_id is None or not selectors.agrees_to_notes(client_id):
        return url
    path = url.removeprefix(settings.SITE_URL)
    token = signing.dumps([client_id, key, path], salt=_SALT, compress=True)
    return settings.SITE_URL + reverse("cabinet:follow", args=[token])


def read(token: str) -> tuple[int, str, str] | None:
    """The card, the key of the letter, and the path on our site; None for what nobody signed."""
    try:
        client_id, key, path = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return client_id, key, path
