"""The report on searches, for administrators."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core import clock
from search import selectors

_PERIODS = (30, 90, 365)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Top searches, those without hits, those whose hits are not opened, the trend."""
    if not request.user.has_perm("search.view_askedquery"):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, _PERIODS) else _PERIODS[0]
    context = {
        "report": selectors.report(last=clock.today(), days=days),
        "days": days,
        "periods": _PERIODS,
    }
    return render(request, "search/report.html", context)
