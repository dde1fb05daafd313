"""Acts in the admin: entering one on one screen, reading it, taking it back."""

import hashlib
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.core import clock, touched
from portal.territories.acts import selectors, services, words
from portal.territories.acts.act_form import ActForm
from portal.territories.acts.errors import ActRefused
from portal.territories.acts.forms import FORMS, ScanForm
from portal.territories.acts.models import Act
from portal.territories.acts.services import Entry

VIEW, ENTER = "territories.view_act", "territories.add_act"


class StaffView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """A screen of the register with a header and a path."""

    permission_required: Any = VIEW
    raise_exception = True
    header_icon = "globe"

    def shown(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """The screen."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context))
        answer.status_code = status
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template knows."""
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("register-acts:index"), "label": _("Acts on territories")},
            {"url": "", "label": self.get_page_title()},
        ]
        return {**super().get_context_data(**kwargs), "breadcrumbs_items": items}

    def entry(self) -> Entry:
        """Who acts, and now."""
        return Entry(by_id=self.request.user.pk, at=clock.now())


class KindsView(StaffView):
    """What the state can decide about units: each kind in a sentence, with the way to enter it."""

    permission_required = ENTER
    template_name = "territories/admin/kinds.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The kinds, in the order in which they are met."""
        kinds = [(kind, Act.Kind(kind).label, form.means) for kind, form in FORMS.items()]
        return self.shown(kinds=kinds)

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Enter an act")


class EnterView(StaffView):
    """One screen for one kind of act: say it, see what it touches, confirm.

    Nothing is written before the editor has seen the counts; when they change between the look
    and the confirmation, she sees them again.
    """

    permission_required = ENTER
    template_name = "territories/admin/enter.html"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The empty form, or one about the units of the address."""
        chosen = [one for one in request.GET.getlist("unit") if one.isdecimal()][:20]
        form = _form_of(kind)(initial=dict.fromkeys(("units", "unit", "parent"), chosen))
        return self.shown(form=form)

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Find units, show what the act touches, or enter it."""
        form = _form_of(kind)(request.POST)
        if "look" in request.POST:
            form.errors.clear()
            return self.shown(form=form)
        if not form.is_valid():
            return self.shown(form=form, status=422)
        touches = touched.by(form.touched_ids())
        seen = _fingerprint(form, touches)
        if request.POST.get("seen") != seen or "confirm" not in request.POST:
            told = {"on": form.cleaned_data["on"], "document": form.document()}
            return self.shown(form=form, touches=touches, said=form.said(), seen=seen, **told)
        try:
            act = form.enter(self.entry())
        except ActRefused as error:
            form.add_error(None, words.refusal(error))
            return self.shown(form=form, status=422)
        messages.success(request, _("The act is entered; the register says so now."))
        return redirect("register-acts:card", act.pk)

    def get_page_title(self) -> str:
        """The kind of act."""
        return str(Act.Kind(self.kwargs["kind"]).label)


def _form_of(kind: str) -> type[ActForm]:
    """The form of a kind of act; 404 where there is none to fill in."""
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _fingerprint(form: ActForm, touches: list[touched.Touched]) -> str:
    told: list[Any] = [sorted(form.cleaned_data.items(), key=lambda row: row[0])]
    told.append([one.count for one in touches])
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


class CardView(StaffView):
    """What an act did, its document, and the way to take it back."""

    template_name = "territories/admin/act.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The card."""
        return self.of(self.act(pk), ScanForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Attach the scan, or take the act back."""
        act = self.act(pk)
        if not request.user.has_perm(ENTER):
            raise PermissionDenied
        if "take_back" in request.POST:
            return self.take_back(act, together=request.POST["take_back"] == "together")
        form = ScanForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.of(act, form, status=422)
        services.attach_scan(act_id=act.pk, file=form.cleaned_data["file"])
        messages.success(request, _("The scan is kept with the act."))
        return redirect("register-acts:card", act.pk)

    def take_back(self, act: Act, *, together: bool) -> HttpResponse:
        """Undo it, or all that were entered with it; or say why not."""
        undo = services.take_back_together if together else services.take_back
        try:
            undo(act_id=act.pk, entry=self.entry())
        except ActRefused as error:
            messages.error(self.request, words.refusal(error))
        else:
            messages.success(self.request, _("The act is taken back; the register is as before."))
        return redirect("register-acts:card", act.pk)

    def act(self, pk: int) -> Act:
        """The act of the address."""
        rows = Act.objects.select_related("made_by", "undone_by")
        return get_object_or_404(rows.prefetch_related("lines__unit"), pk=pk)

    def of(self, act: Act, form: ScanForm, *, status: int = 200) -> HttpResponse:
        """The card of ``act``."""
        may_enter = self.request.user.has_perm(ENTER)
        lines = selectors.told(act)
        together = Act.objects.entered_with(act.pk).count()
        told = {"act": act, "lines": lines, "together": together}
        return self.shown(**told, form=form, may_enter=may_enter, status=status)

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Act on territories")


class ScanView(StaffView):
    """The scan of a document."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """The file; 404 where none is kept."""
        act = get_object_or_404(Act, pk=pk)
        if not act.file:
            raise Http404
        return FileResponse(act.file.open("rb"), as_attachment=True)
