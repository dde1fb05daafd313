"""What the enhanced chooser asks."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.territories import selectors


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Municipalities that a person may choose as hers, found by any spelling, as JSON."""
    found = selectors.find(request.GET.get("q", ""))
    response = JsonResponse({"places": selectors.as_rows(found)})
    patch_cache_control(response, public=True, max_age=300)
    return response
