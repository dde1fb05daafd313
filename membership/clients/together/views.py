"""A deed on many clients in the admin: chosen, looked at, done."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.forms import DateField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from membership.clients import offered, selection, services
from membership.clients.errors import DeedNotTakenBack, TooMany
from membership.clients.looking_views import LookingScreen
from membership.clients.models import AccessTrace, ManyDeed
from membership.clients.together import planning, undoing
from membership.clients.together.deeds import Deed, deeds
from portal.core import clock

_MOST_SHOWN = 100


def _allowed(user: Any) -> dict[str, Deed]:
    return {name: deed for name, deed in deeds if user.has_perm(deed.permission)}


class TogetherView(LookingScreen):
    """Choose a deed, see whom it concerns and whom it leaves out, and do it."""

    permission_required = "clients.change_client"
    title = gettext_lazy("A deed on several clients")
    template_name = "clients/admin/together/choose.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The deeds there are, and how many clients the list has."""
        if request.GET.get("deed") == "marked" and "ids" not in request.GET:
            messages.warning(request, _("Mark at least one client first."))
            return redirect(f"{reverse('clients:index')}?{self.query}")
        return self._choose()

    @property
    def query(self) -> str:
        """The list it is about."""
        return selection.without_passing(self.request.GET)

    def _choose(self, name: str = "", form: Any = None, status: int = 200) -> HttpResponse:
        own = {name: form} if form is not None else {}
        forms = [
            (code, deed.label, own.get(code) or deed.form(prefix=code))
            for code, deed in _allowed(self.request.user).items()
        ]
        return self.shown(
            status=status,
            forms=forms,
            asked=name,
            tags=offered.to(self.request).tags,
            count=selection.of_query(self.query).count(),
            list_url=f"{reverse('clients:index')}?{self.query}",
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what the deed would do; done it is when the same numbers are confirmed."""
        name = request.POST.get("what", "")
        deed = _allowed(request.user).get(name)
        if deed is None:
            raise PermissionDenied
        form = deed.form(request.POST, prefix=name)
        if not form.is_valid():
            return self._choose(name, form, status=422)
        plan = planning.plan(deed, form.cleaned_data, self.query)
        seen = f"{plan.found}-{plan.concerned}"
        if request.POST.get("seen") == seen and plan.concerned and not plan.is_too_many:
            return self._do(name, deed, form.cleaned_data)
        return self._preview(name, deed, form, plan, seen)

    def _preview(
        self, name: str, deed: Deed, form: Any, plan: planning.Plan, seen: str
    ) -> HttpResponse:
        services.leave_traces(
            client_ids=[one.pk for one in plan.sample],
            by_user_id=self.staff_id,
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        self.template_name = "clients/admin/together/preview.html"
        return self.shown(
            what=name,
            deed=deed,
            # A template would call the function itself.
            leads_on=deed.leads_to is not None,
            plan=plan,
            seen=seen,
            changed="seen" in self.request.POST,
            most=planning.MOST,
            told=[(field.label, _words(field)) for field in form],
            fields=[(field.html_name, field.value() or "") for field in form],
            back_url=f"{reverse('clients:together')}?{self.query}",
        )

    def _do(self, name: str, deed: Deed, told: Any) -> HttpResponse:
        if deed.leads_to is not None:
            address, more = deed.leads_to(told)
            return redirect(f"{reverse(address)}?{'&'.join(filter(None, (self.query, more)))}")
        try:
            done = planning.carry_out(
                name, told, self.query, by_user_id=self.staff_id, at=clock.now()
            )
        except TooMany:
            messages.warning(self.request, _("The list has grown too long for one deed."))
        else:
            said = ngettext(
                "Done for %(number)d client.", "Done for %(number)d clients.", done.count
            )
            back = messages.button(reverse("clients:together_done"), _("Take it back"))
            messages.success(self.request, said % {"number": done.count}, buttons=[back])
        return redirect(f"{reverse('clients:index')}?{self._query_of_list()}")

    def _query_of_list(self) -> str:
        kept = self.request.GET.copy()
        kept.pop("ids", None)
        return selection.without_passing(kept)


class DoneView(LookingScreen):
    """What was done to many at once in the last thirty days; each can be taken back."""

    permission_required = "clients.change_client"
    title = gettext_lazy("Deeds on several clients")
    template_name = "clients/admin/together/done.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first."""
        since = clock.now() - undoing.WITHIN
        found = ManyDeed.objects.filter(done_at__gte=since).defer("touched")
        labels = {name: deed.label for name, deed in deeds}
        done = [(labels[one.deed], one) for one in found.select_related("done_by")[:_MOST_SHOWN]]
        return self.shown(done=done)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take one back."""
        number = request.POST.get("deed", "")
        done = get_object_or_404(ManyDeed, pk=number[:18] if number.isdecimal() else None)
        if not request.user.has_perm(deeds.get(done.deed).permission):
            raise PermissionDenied
        try:
            done = undoing.take_back(deed_id=done.pk, by_user_id=self.staff_id, at=clock.now())
        except DeedNotTakenBack:
            messages.warning(request, _("It was taken back before, or is older than 30 days."))
        else:
            messages.success(request, _("Taken back."))
        return redirect("clients:together_done")


def _words(field: Any) -> str:
    """What was chosen, as the screen calls it."""
    value = cast(Any, field).value()
    if isinstance(field.field, DateField):
        return date_format(field.field.clean(value), "SHORT_DATE_FORMAT")
    choices = {str(code): label for code, label in getattr(field.field, "choices", ())}
    return str(choices.get(str(value or ""), value or ""))
