"""Where a request comes from, behind as many proxies of ours as the settings say."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of the reader, for limits; one notion for all forms."""
    return str(get_adapter().get_client_ip(request))
