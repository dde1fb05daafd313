"""The page somebody was on her way to before she had to sign in or register.

It waits in the session, because the way leads over several pages, letters and, for newcomers, the
whole registration. Only addresses that allauth found to be ours are remembered.
"""

from allauth.core.internal.httpkit import add_query_params
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest

_KEY = "registration_goes_on_to"


def remember(request: HttpRequest, target: str | None) -> None:
    """Keep where she wants to go; without a target an older wish is forgotten."""
    if target:
        request.session[_KEY] = target
    else:
        request.session.pop(_KEY, None)


def take(request: HttpRequest) -> str:
    """Where she wanted to go, once; empty when nowhere in particular."""
    return str(request.session.pop(_KEY, ""))


def carried_by(request: HttpRequest, url: str) -> str:
    """An address that takes the wish along, for links and letters opened in another browser."""
    target = request.session.get(_KEY)
    return str(add_query_params(url, {REDIRECT_FIELD_NAME: target})) if target else url
