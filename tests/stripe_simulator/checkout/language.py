"""Which language the page speaks."""

from collections.abc import Iterable

LANGUAGES = ("ky", "ru", "en")


def choose(*, asked: str | None, accepted: str, locale: str | None) -> str:
    """Asked for in the address, else the session's, else the browser's.

    Stripe's ``locale`` has no Kyrgyz, so a shop can only ask for Russian: a browser that wants
    Kyrgyz first gets it here all the same.
    """
    if asked in LANGUAGES:
        return asked
    wanted = [tag for tag in _accepted(accepted) if tag in LANGUAGES]
    if wanted[:1] == ["ky"]:
        return "ky"
    if locale and locale[:2] in LANGUAGES:
        return locale[:2]
    return wanted[0] if wanted else "en"


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
