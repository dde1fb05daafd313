"""The whole issue as a file, for those whom the gate lets in."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from magazine.issues import gates, printing
from magazine.issues.models import IssuePage, IssuePdf


@require_safe
@never_cache
def issue_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The PDF; those who may not read it are sent to the page that says what opens it."""
    issue = get_object_or_404(
        IssuePage.objects.live().in_language(get_language() or "ky").select_related("locale"),
        slug=slug,
    )
    pdf = IssuePdf.objects.filter(issue=issue).first()
    if pdf is None or issue.view_restricted():
        raise Http404
    if gates.refusal_for_pdf(issue, request.user):
        return redirect(f"{issue.get_url(request)}#opens")
    return FileResponse(
        pdf.file.open("rb"), content_type="application/pdf", filename=printing.file_name(issue)
    )
