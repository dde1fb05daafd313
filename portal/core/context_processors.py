"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Switches of the installation that templates ask for."""
    return {"demo": settings.DEMO, "site_url": settings.SITE_URL}
