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
from membership.clients.errors import NameTaken
from membership.clients.models import SavedView
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


class ViewForm(forms.Form):
    """A name for the list."""

    name = forms.CharField(label=gettext_lazy("Name of the list"), max_length=80)
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
        """The form, and how many clients are on the list now."""
        return self._form(ViewForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it, unless the name is taken."""
        form = ViewForm(request.POST)
        if form.is_valid():
            try:
                view = services.save_view(
                    **form.cleaned_data,
                    query=self._query(),
                    columns=offered.to(request).columns,
                    by_user_id=self.staff_id,
                    at=clock.now(),
                )
            except NameTaken:
                form.add_error("name", _("You have a list of this name, or fifty lists already."))
            else:
                return redirect("clients:view", view.pk)
        return self._form(form, status=422)

    def _query(self) -> str:
        return selection.without_passing(self.request.GET)

    def _form(self, form: ViewForm, status: int = 200) -> HttpResponse:
        count = selection.of_query(self._query()).count()
        return self.shown(status=status, form=form, count=count)


class ViewsView(LookingScreen):
    """All saved lists: hers with what may be done, and those of colleagues."""

    title = gettext_lazy("Saved lists")
    template_name = "clients/admin/list/views.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        views = SavedView.objects.for_staff(self.staff_id).select_related("owner")
        return self.shown(views=views, staff_id=self.staff_id)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Share one of hers, keep it to herself, or drop it."""
        given = request.POST.get("view", "")[:9]
        number = int(given) if given.isdecimal() else 0
        view = get_object_or_404(SavedView, pk=number, owner=self.staff_id)
        if request.POST.get("deed") == "drop":
            services.drop_view(view_id=view.pk, by_user_id=self.staff_id)
            messages.success(request, _("The list is dropped; the clients on it stay."))
        else:
            services.share_view(
                view_id=view.pk, by_user_id=self.staff_id, is_shared=not view.is_shared
            )
        return redirect("clients:views")


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
