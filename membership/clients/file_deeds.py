"""Files of a card in the admin: added, opened, removed. Each leaves a trace."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from membership.clients import columns, services
from membership.clients.models import AccessTrace, Client, ClientFile
from membership.clients.services import files
from portal.core import clock, uploads


class FileForm(forms.Form):
    """A paper and what it is."""

    title = forms.CharField(label=gettext_lazy("What it is"), max_length=160)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A photo, a PDF, or an office file without macros, up to 15 MB."),
        widget=forms.FileInput(
            attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,.odt"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_file_%s", **kwargs})


def _back(client_id: int) -> HttpResponse:
    return redirect(f"{columns.card_url(client_id)}#files-section")


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a paper."""
    get_object_or_404(Client, pk=pk)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return _back(pk)
    try:
        files.add_file(
            client_id=pk,
            **form.cleaned_data,
            by_user_id=cast(int, request.user.pk),
            at=clock.now(),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The file is kept."))
    return _back(pk)


@require_safe
@permission_required("clients.view_client", raise_exception=True)
def show(request: HttpRequest, pk: int) -> FileResponse:
    """The paper, always as a download: nothing of it is opened inside the admin."""
    kept = get_object_or_404(ClientFile, pk=pk)
    try:
        opened = kept.file.open("rb")
    except OSError as error:
        raise Http404 from error
    services.leave_trace(
        client_id=kept.client_id,
        by_user_id=cast(int, request.user.pk),
        deed=AccessTrace.Deed.FILE,
        at=clock.now(),
    )
    kind = uploads.content_type(opened) or "application/octet-stream"
    return FileResponse(opened, as_attachment=True, filename=kept.name, content_type=kind)


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a paper."""
    get_object_or_404(ClientFile, pk=pk)
    client_id = files.remove_file(file_id=pk, by_user_id=cast(int, request.user.pk), at=clock.now())
    messages.success(request, _("The file is removed."))
    return _back(client_id)
