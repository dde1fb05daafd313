"""Which language the page speaks."""

from collections.abc import Iterable
from urllib.parse import urlsplit

LANGUAGES = ("ky", "ru", "en")


def choose(*, asked: str | None, accepted: str, locale: str | None, shop: str = "") -> str:
    """Asked for in the address, else the shop's, else the session's, else the browser's.

    Stripe's ``locale`` has no Kyrgyz, so a Kyrgyz shop can only ask for Russian. Here its address
    (``shop``, such as ``https://…/ky/invoices/7/``) or a browser that wants Kyrgyz first is enough.
    """
    wanted = [tag for tag in _accepted(accepted) if tag in LANGUAGES]
    candidates = (
        asked,
        urlsplit(shop).path.strip("/").partition("/")[0],
        "ky" if wanted[:1] == ["ky"] else None,
        (locale or "")[:2],
        *wanted,
    )
    return next((tag for tag in candidates if tag in LANGUAGES), "en")


def _accepted(header: str) -> Iterable[str]:
    """Two-letter languages of an Accept-Language header, the most wanted first."""
    weighed = []
    for part in header.split(",")[:20]:
        tag, _, weight = part.partition(";")
        try:
            share = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            share = 0.0
        weighed.append((share, tag.strip().lower()[:2]))
    return [tag for _, tag in sorted(weighed, key=lambda pair: -pair[0])]
