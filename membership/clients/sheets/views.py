"""Spreadsheets in the admin: taking in, with a preview, and taking out."""

import tempfile
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.clients import selection
from membership.clients.errors import SheetNotReady, SheetStale
from membership.clients.models import SheetExport, SheetImport, SheetLine
from membership.clients.sheets import exporting, importing, preview
from membership.clients.sheets.forms import ExportForm, MappingForm, UploadForm
from membership.clients.sheets.words import guess, trouble
from portal.core import clock, sheets

_ADD = "clients.add_sheetimport"
_ON_A_PAGE = 100
#: Seconds between two looks at a sheet that the worker is busy with.
_LOOK_AGAIN_AFTER = "3"
_VERDICTS = SheetLine.Verdict


class _Screen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What the screens of spreadsheets share."""

    permission_required: Any = _ADD
    raise_exception = True
    header_icon = "table"
    title: Any = gettext_lazy("Spreadsheets")

    def get_page_title(self) -> str:
        """Shown in the header."""
        return str(self.title)

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        """The screen with its breadcrumbs."""
        above = {"url": reverse("client-sheets:index"), "label": _("Spreadsheets")}
        crumbs = [*self.breadcrumbs_items, above]
        if (title := self.get_page_title()) != above["label"]:
            crumbs.append({"url": "", "label": title})
        found = {**self.get_context_data(**context), "breadcrumbs_items": crumbs}
        answer: HttpResponse = self.render_to_response(found, status=status)
        return answer


class SheetsView(_Screen):
    """What was taken in and out, and the form for a file."""

    template_name = "clients/admin/sheets/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both lists."""
        return self._index(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep a file and go on to its columns."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._index(form, status=422)
        file = form.cleaned_data["file"]
        sheet = importing.keep(
            file=file, name=file.name, by_user_id=cast(int, request.user.pk), at=clock.now()
        )
        return redirect("client-sheets:sheet", sheet.pk)

    def _index(self, form: UploadForm, status: int = 200) -> HttpResponse:
        taken_out = SheetExport.objects.filter(asked_by=cast(int, self.request.user.pk))
        return self.shown(
            status=status,
            upload_form=form,
            taken_in=SheetImport.objects.select_related("uploaded_by")[:30],
            taken_out=taken_out[:30],
        )


class SheetView(_Screen):
    """One spreadsheet on its way: its columns, its preview, what became of it."""

    template_name = "clients/admin/sheets/sheet.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show where it is."""
        sheet = get_object_or_404(SheetImport, pk=pk)
        mapping = sheet.mapping or guess(sheet.header)
        columns = {"header": sheet.header, "samples": sheet.samples}
        answer = self._sheet(sheet, MappingForm(**columns, initial=mapping))
        if _is_busy(sheet):
            answer["Refresh"] = _LOOK_AGAIN_AFTER
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read it, take it over, or take it back, as the pressed button says."""
        sheet = get_object_or_404(SheetImport, pk=pk)
        deed = request.POST.get("deed", "")
        if deed == "read":
            form = MappingForm(request.POST, header=sheet.header, samples=sheet.samples)
            if not form.is_valid():
                return self._sheet(sheet, form, status=422)
        try:
            if deed == "read":
                importing.begin_reading(sheet_id=pk, mapping=form.mapping())
            elif deed == "apply":
                importing.begin_applying(sheet_id=pk, at=clock.now())
            elif deed == "undo":
                importing.begin_undoing(
                    sheet_id=pk, by_user_id=cast(int, request.user.pk), at=clock.now()
                )
        except SheetStale:
            messages.warning(request, _("The preview is older than a day. Let it be read again."))
        except SheetNotReady:
            messages.warning(request, _("That cannot be done with this spreadsheet now."))
        return redirect("client-sheets:sheet", pk)

    def _sheet(self, sheet: SheetImport, form: MappingForm, status: int = 200) -> HttpResponse:
        self.title = sheet.name
        follows = sheet.state == SheetImport.State.APPLIED and sheet.noted_at is None
        asked = self.request.GET.get("verdict", "")
        busy = [one for one in _VERDICTS.values if sheet.counts.get(one)]
        chosen = asked if asked in _VERDICTS.values else next(iter(busy), "")
        lines = sheet.lines.filter(verdict=chosen).select_related("client").order_by("number")
        part = Paginator(lines, _ON_A_PAGE).get_page(self.request.GET.get("p"))
        return self.shown(
            status=status,
            sheet=sheet,
            mapping_form=form,
            tabs=[(one, one.label, sheet.counts.get(one, 0)) for one in _VERDICTS],
            chosen=chosen,
            part=part,
            left_out=[
                heading
                for number, heading in enumerate(sheet.header)
                if heading and str(number) not in sheet.mapping
            ],
            shown_lines=preview.of(sheet, part.object_list),
            trouble=sheet.trouble and trouble(sheet.trouble),
            may_undo=sheet.state == SheetImport.State.APPLIED
            and sheet.applied_at is not None
            and clock.now() - sheet.applied_at <= importing.UNDO_WITHIN,
            is_busy=_is_busy(sheet),
            follows=follows,
            may_drop=sheet.state in importing.MAY_BE_DROPPED,
        )


class DropView(_Screen):
    """A wrong file goes, as long as nothing of it is in the base."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete it."""
        get_object_or_404(SheetImport, pk=pk)
        try:
            importing.drop(sheet_id=pk)
        except SheetNotReady:
            messages.warning(request, _("That cannot be done with this spreadsheet now."))
            return redirect("client-sheets:sheet", pk)
        messages.success(request, _("The file and its lines are deleted."))
        return redirect("client-sheets:index")


def _is_busy(sheet: SheetImport) -> bool:
    follows = sheet.state == SheetImport.State.APPLIED and sheet.noted_at is None
    return follows or sheet.state in {"reading", "applying", "undoing"}


class UnclearView(_Screen):
    """The lines that are not taken, as a file: with the reason behind, ready to be mended."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file."""
        sheet = get_object_or_404(SheetImport, pk=pk)
        unclear = sheet.lines.filter(verdict__in=[_VERDICTS.CONFLICT, _VERDICTS.REFUSED])
        width = len(sheet.header)
        rows = (
            [*((line.cells or []) + [""] * width)[:width], " ".join(map(str, line.words))]
            for line in unclear.order_by("number").iterator()
        )
        target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        sheets.write_xlsx(target, [*sheet.header, _("Why it is not taken")], rows)
        target.seek(0)
        return FileResponse(target, as_attachment=True, filename=f"not-taken-{sheet.pk}.xlsx")


class ExportView(_Screen):
    """Choosing the columns of a list that goes out."""

    permission_required = "clients.add_sheetexport"
    title = gettext_lazy("Take the list out as a file")
    template_name = "clients/admin/sheets/export.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, and how many clients it is about."""
        query = selection.without_passing(request.GET)
        return self._form(self._empty(query), query)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask the worker for the file."""
        form = ExportForm(request.POST, allowed=exporting.allowed(request.user))
        if not form.is_valid():
            return self._form(form, request.POST.get("query", "")[:2000], status=422)
        language = (get_language() or "ru")[:2]
        told = {**form.cleaned_data, "language": language}
        exporting.ask(**told, by_user_id=cast(int, request.user.pk), at=clock.now())
        messages.success(request, _("The file is being made. It will stand in the list below."))
        return redirect("client-sheets:index")

    def _empty(self, query: str) -> ExportForm:
        allowed = exporting.allowed(self.request.user)
        return ExportForm(allowed=allowed, initial={"query": query})

    def _form(self, form: ExportForm, query: str, status: int = 200) -> HttpResponse:
        count = selection.of_query(query).count()
        personal = self.request.user.has_perm(exporting.PERSONAL)
        return self.shown(status=status, export_form=form, count=count, personal=personal)


class FileView(_Screen):
    """A file that was made, for who asked for it."""

    permission_required = "clients.add_sheetexport"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file."""
        mine = SheetExport.objects.filter(asked_by=cast(int, request.user.pk)).exclude(file="")
        export = get_object_or_404(mine, pk=pk)
        try:
            opened = export.file.open("rb")
        except OSError as error:
            raise Http404 from error
        name = f"clients-{export.asked_at:%Y-%m-%d}.{export.form}"
        return FileResponse(
            opened, as_attachment=True, filename=name, content_type=sheets.TYPES[export.form]
        )
