"""Taking a practice away: all its files, one of them, or the print sheet."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.core import clock, made
from portal.practices import kit, services, sheet
from portal.practices.models import PracticePage


@require_safe
def whole_kit(request: HttpRequest, practice_id: int) -> HttpResponse:
    """Everything in one ZIP; a practice without files has none."""
    page = _practice(practice_id)
    files = kit.files_of(page)
    if not files:
        raise Http404
    _count(request, page)
    return made.answer(
        request,
        kit.packed(page, files),
        version=kit.version(page, files),
        content_type="application/zip",
        file_name=kit.file_name(page, "zip"),
    )


@require_safe
def print_sheet(request: HttpRequest, practice_id: int) -> HttpResponse:
    """The practice on two pages."""
    page = _practice(practice_id)
    content = sheet.pdf(page)
    _count(request, page)
    return made.answer(
        request,
        content,
        version=sheet.version(page),
        content_type="application/pdf",
        file_name=kit.file_name(page, "pdf"),
    )


@require_safe
def kit_file(request: HttpRequest, practice_id: int, file_id: int) -> HttpResponseBase:
    """One file of the kit, named by what it is."""
    page = _practice(practice_id)
    files = enumerate(kit.files_of(page), start=1)
    found = next(((place, file) for place, file in files if file.pk == file_id), None)
    if found is None:
        raise Http404
    _count(request, page)
    place, file = found
    return FileResponse(
        file.document.file.open("rb"), as_attachment=True, filename=kit.name_of(file, place)
    )


def _practice(practice_id: int) -> PracticePage:
    page = kit.taken(get_language() or "", practice_id)
    if page is None:
        raise Http404
    return page


def _count(request: HttpRequest, page: PracticePage) -> None:
    if request.method == "GET" and request.user.is_authenticated:
        services.note_kit_download(practice_id=page.pk, user_id=request.user.pk, at=clock.now())
