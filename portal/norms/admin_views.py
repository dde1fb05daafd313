"""Norms in the admin: a norm is marked, a page is checked."""

from typing import Any, cast

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.core import clock
from portal.norms import services
from portal.norms.errors import AlreadyDecided, NothingChanged
from portal.norms.forms import ChangeForm, DecisionForm
from portal.norms.models import Change, Norm, Recheck, Status


class _StaffView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """A screen with a header and a path."""

    raise_exception = True

    def shown(self, **context: Any) -> HttpResponse:
        """The screen; 422 when a form came back with errors."""
        form: forms.BaseForm | None = context.get("form")
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context))
        answer.status_code = 422 if form is not None and form.errors else 200
        return answer

    def path(self) -> list[dict[str, str]]:
        """The screens above."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template knows."""
        items = [*self.breadcrumbs_items, *self.path(), {"url": "", "label": self.get_page_title()}]
        return {**super().get_context_data(**kwargs), "breadcrumbs_items": items}


class MarkView(_StaffView):
    """Say that a norm changed: its history, and the form."""

    permission_required = "norms.change_norm"
    template_name = "norms/admin/mark.html"
    header_icon = "history"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The history and an empty form."""
        return self.of(self.norm(pk), ChangeForm())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Record the change."""
        norm, form = self.norm(pk), ChangeForm(request.POST)
        if not form.is_valid():
            return self.of(norm, form)
        try:
            change = services.mark(
                norm_id=norm.pk,
                **form.cleaned_data,
                by_user_id=cast(int, request.user.pk),
                at=clock.now(),
            )
        except NothingChanged:
            messages.warning(request, _("This is known of the norm already."))
        else:
            messages.success(request, _told(change))
        return redirect("norms:mark", norm.pk)

    def norm(self, pk: str) -> Norm:
        """The norm of the address."""
        return get_object_or_404(Norm, pk=pk)

    def of(self, norm: Norm, form: ChangeForm) -> HttpResponse:
        """The screen of ``norm``."""
        changes = norm.changes.select_related("recorded_by").prefetch_related(
            "rechecks__decided_by", "rechecks__taken_by"
        )
        return self.shown(norm=norm, form=form, changes=changes)

    def path(self) -> list[dict[str, str]]:
        """The list of norms."""
        return [{"url": reverse("norms:list"), "label": _("Norms")}]

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("What changed")


def _told(change: Change) -> str:
    number = change.rechecks.count()
    if number:
        words = ngettext(
            "Recorded. %(number)s page carries a notice now and waits for its check.",
            "Recorded. %(number)s pages carry a notice now and wait for their check.",
            number,
        )
        return words % {"number": number}
    if change.status == Status.IN_FORCE:
        return _("Recorded. A norm in force asks for no check of the pages that cite it.")
    return _("Recorded. No published page cites this norm.")


class RecheckView(_StaffView):
    """One page to check: what changed, where it is cited, who checks, how it ended."""

    permission_required = "norms.view_recheck"
    template_name = "norms/admin/recheck.html"
    header_icon = "check"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The check and its form."""
        return self.of(pk, DecisionForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the check, or decide it."""
        if not request.user.has_perm("norms.change_recheck"):
            return self.handle_no_permission()
        get_object_or_404(Recheck, pk=pk)
        try:
            if "take" in request.POST:
                services.take(recheck_id=pk, by_user_id=cast(int, request.user.pk))
                messages.success(request, _("You check this page now."))
                return redirect("rechecks:card", pk)
            form = DecisionForm(request.POST)
            if not form.is_valid():
                return self.of(pk, form)
            decided = services.decide(
                recheck_id=pk,
                **form.cleaned_data,
                by_user_id=cast(int, request.user.pk),
                at=clock.now(),
            )
            messages.success(
                request,
                _("Decided. The notice is gone from: %(pages)s")
                % {"pages": ", ".join(str(one) for one in decided)},
            )
        except AlreadyDecided:
            messages.warning(request, _("Somebody has decided this check already."))
        return redirect("rechecks:index")

    def of(self, pk: int, form: DecisionForm) -> HttpResponse:
        """The screen of a check."""
        rows = Recheck.objects.with_change().select_related("page", "taken_by", "decided_by")
        recheck = get_object_or_404(rows, pk=pk)
        may_change = self.request.user.has_perm("norms.change_recheck")
        return self.shown(recheck=recheck, form=form, may_change=may_change)

    def path(self) -> list[dict[str, str]]:
        """The queue."""
        return [{"url": reverse("rechecks:index"), "label": _("Pages to check again")}]

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Check of a page")
