"""Choosing columns of the list, and lists kept under a name."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.clients import client_columns, offered, selection, services
from membership.clients.errors import ListsFull, NameTaken
from membership.clients.models import SavedView
from membership.clients.services.looking import MOST_VIEWS
from portal.core import clock


class ColumnsForm(forms.Form):
    """Which columns stand on the list."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, one.label) for name, one in client_columns.CHOICES.items()],
        help_text=gettext_lazy(
            "The name always stands there. Seeing addresses and numbers leaves a trace on every "
            "card shown. Nothing chosen: the usual columns."
        ),
    )


class RenameForm(forms.Form):
    """What a list is called."""

    name = forms.CharField(label=gettext_lazy("Name of the list"), max_length=80)


class ViewForm(RenameForm):
    """A name for the list, and who sees it."""

    is_shared = forms.BooleanField(label=gettext_lazy("Colleagues see it too"), required=False)


class LookingScreen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What these screens share."""

    permission_required = "clients.view_client"
    raise_exception = True
    header_icon = "user"
    title: Any = ""

    def get_page_title(self) -> str:
        """Shown in the header."""
        return str(self.title)

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        """The screen with its breadcrumbs."""
        above = {"url": reverse("clients:index"), "label": _("Clients")}
        here = {"url": "", "label": self.get_page_title()}
        crumbs = [*self.breadcrumbs_items, above, here]
        found = {**self.get_context_data(**context), "breadcrumbs_items": crumbs}
        answer: HttpResponse = self.render_to_response(found, status=status)
        return answer

    @property
    def staff_id(self) -> int:
        """Who looks; the admin lets nobody else in."""
        return cast(int, self.request.user.pk)


class ColumnsView(LookingScreen):
    """The columns of the one who looks."""

    title = gettext_lazy("Columns of the list")
    template_name = "clients/admin/list/columns.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those she has are ticked."""
        chosen = client_columns.read(offered.to(request).columns)
        return self.shown(form=ColumnsForm(initial={"columns": chosen}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them and go back to the list she came from."""
        form = ColumnsForm(request.POST)
        if not form.is_valid():
            return self.shown(status=422, form=form)
        services.choose_columns(user_id=self.staff_id, columns=form.cleaned_data["columns"])
        wanted = request.GET.copy()
        wanted.pop("view", None)
        return redirect(f"{reverse('clients:index')}?{wanted.urlencode()[:2000]}")


class SaveView(LookingScreen):
    """Keeping the list of an address."""

    title = gettext_lazy("Keep this list under a name")
    template_name = "clients/admin/list/save.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, and how many clients are on the list now; of a list of hers with its name."""
        given = request.GET.get("view", "")[:9]
        number = int(given) if given.isdecimal() else 0
        mine = SavedView.objects.filter(pk=number, owner=self.staff_id).first()
        known = {"name": mine.name, "is_shared": mine.is_shared} if mine else {}
        return self._form(ViewForm(initial=known), may_replace=mine is not None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it; in a list of hers only when she says so."""
        form, taken = ViewForm(request.POST), False
        if form.is_valid():
            try:
                view = services.save_view(
                    **form.cleaned_data,
                    query=self._query(),
                    columns=offered.to(request).columns,
                    by_user_id=self.staff_id,
                    at=clock.now(),
                    replaces="replace" in request.POST,
                )
            except NameTaken:
                taken = True
                form.add_error("name", _("You have a list of this name already."))
            except ListsFull:
                full = _("You have %(most)d lists already: drop one that is not needed any more.")
                form.add_error(None, full % {"most": MOST_VIEWS})
            else:
                return redirect("clients:view", view.pk)
        return self._form(form, may_replace=taken, status=422)

    def _query(self) -> str:
        return selection.in_its_order(self.request.GET)

    def _form(self, form: ViewForm, *, may_replace: bool, status: int = 200) -> HttpResponse:
        count = selection.of_query(self._query()).count()
        return self.shown(status=status, form=form, count=count, may_replace=may_replace)


class ViewsView(LookingScreen):
    """All saved lists: hers with what may be done, and those of colleagues."""

    title = gettext_lazy("Saved lists")
    template_name = "clients/admin/list/views.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self._views()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Rename one of hers, share it, keep it to herself, or drop it."""
        given = request.POST.get("view", "")[:9]
        number = int(given) if given.isdecimal() else 0
        view = get_object_or_404(SavedView, pk=number, owner=self.staff_id)
        if request.POST.get("deed") == "rename":
            return self._rename(view)
        if request.POST.get("deed") == "drop":
            services.drop_view(view_id=view.pk, by_user_id=self.staff_id)
            messages.success(request, _("The list is dropped; the clients on it stay."))
        else:
            services.share_view(
                view_id=view.pk, by_user_id=self.staff_id, is_shared=not view.is_shared
            )
        return redirect("clients:views")

    def _rename(self, view: SavedView) -> HttpResponse:
        form = RenameForm(self.request.POST)
        if form.is_valid():
            name = form.cleaned_data["name"]
            try:
                services.rename_view(view_id=view.pk, name=name, by_user_id=self.staff_id)
            except NameTaken:
                form.add_error("name", _("You have a list of this name already."))
            else:
                return redirect("clients:views")
        return self._views(wrong=view.pk, form=form, status=422)

    def _views(self, status: int = 200, **context: Any) -> HttpResponse:
        views = SavedView.objects.for_staff(self.staff_id).select_related("owner")
        return self.shown(status=status, views=views, staff_id=self.staff_id, **context)


class OpenView(PermissionRequiredMixin, View):
    """The address of a saved list: it leads to the list as it is today."""

    permission_required = "clients.view_client"
    raise_exception = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hers, or one that a colleague shares."""
        mine = SavedView.objects.for_staff(cast(int, request.user.pk))
        view = get_object_or_404(mine, pk=pk)
        number = urlencode({"view": view.pk})
        return redirect(
            f"{reverse('clients:index')}?{'&'.join(filter(None, (view.query, number)))}"
        )
