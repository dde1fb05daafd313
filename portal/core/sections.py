"""What every page shows of its reader."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.loader import render_to_string

from portal.core import skeletons


@skeletons.places.named("account")
def account_link(request: HttpRequest | None, page: Any) -> str:
    """The way in, or to one's own room."""
    return render_to_string("components/account_link.html", {"request": request})


@skeletons.places.named("messages")
def messages(request: HttpRequest | None, page: Any) -> str:
    """What the site has to say to this reader, once."""
    told = get_messages(request) if request is not None else ()
    return render_to_string("components/messages.html", {"messages": told}) if told else ""
