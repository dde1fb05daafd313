"""Numbers of merged cards lead on, on every screen of a card."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from membership.clients import selectors

View = Callable[..., Any]


def led_on(view: View, *names: str) -> View:
    """The view; where a card is not there any more, the same screen of the one it went into.

    What is sent by POST is not repeated: the sender has seen another card.

    Args:
        names: arguments of the address that are numbers of cards; ``pk`` where none is named.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except Http404:
            now = {name: selectors.current_id(kwargs[name]) for name in names or ("pk",)}
            if request.method == "POST" or None in now.values() or now.items() <= kwargs.items():
                raise
            match: Any = request.resolver_match
            return HttpResponseRedirect(reverse(match.view_name, kwargs={**kwargs, **now}))
        return answer

    return wrapped
