"""The queue of what is wrong in the base."""

from typing import Any, cast

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from membership.clients import services
from membership.clients.models import Contact
from membership.clients.quality import gone, troubles
from membership.clients.quality.troubles import Trouble
from portal.core import clock
from portal.core.admin_menu import shown_with

_ON_A_PAGE = 50


class QueueView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """Kinds of trouble with their numbers, and the cards of the one that is chosen."""

    permission_required = "clients.view_client"
    raise_exception = True
    header_icon = "warning"
    template_name = "clients/admin/quality/queue.html"

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Quality of the data")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the queue."""
        today = clock.today()
        kinds: list[dict[str, Any]] = [
            {"name": name, "trouble": one, "count": one.clients(today).count()}
            for name, one in troubles.in_order()
        ]
        busy = [kind["name"] for kind in kinds if kind["count"]]
        asked = request.GET.get("kind", "")
        chosen = asked if asked in {kind["name"] for kind in kinds} else next(iter(busy), "")
        context = {**self.get_context_data(), **self._cards(chosen, request.GET.get("p"))}
        crumb = {"url": "", "label": self.get_page_title()}
        context |= {"kinds": kinds, "breadcrumbs_items": [*self.breadcrumbs_items, crumb]}
        answer: HttpResponse = self.render_to_response(context)
        return answer

    def _cards(self, chosen: str, number: str | None) -> dict[str, Any]:
        if not chosen:
            return {"chosen": "", "trouble": None, "part": None, "lines": []}
        trouble = troubles.troubles.get(chosen)
        if trouble.by_unit:
            return {"chosen": chosen, "trouble": trouble, **self._units(number)}
        clients = trouble.clients(clock.today()).select_related("territory__parent", "organisation")
        part = Paginator(clients.order_by("sort_key", "pk"), _ON_A_PAGE).get_page(number)
        may_change = self.request.user.has_perm("clients.change_client")
        lines = [(client, _mending(trouble, client.pk, may_change)) for client in part.object_list]
        return {"chosen": chosen, "trouble": trouble, "part": part, "lines": lines}

    def _units(self, number: str | None) -> dict[str, Any]:
        part = Paginator(gone.counts(clock.today()), _ON_A_PAGE).get_page(number)
        user = self.request.user
        return {
            "part": part,
            "lines": gone.units(part.object_list),
            "may_move": user.has_perm("clients.change_client"),
            "may_enter": user.has_perm("territories.add_act"),
        }


def _mending(trouble: Trouble, client_id: int, may_change: bool) -> str:
    """Where the deed that mends it is done."""
    if trouble.place == "edit" and may_change:
        return reverse("clients:edit", args=[client_id])
    place = trouble.place if trouble.place.startswith("#") else ""
    return f"{reverse('clients:card', args=[client_id])}{place}"


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def mark_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """This address or number does not work; or it does after all."""
    contact = get_object_or_404(Contact, pk=pk)
    services.mark_contact(
        contact_id=pk,
        works="works" in request.POST,
        by_user_id=cast(int, request.user.pk),
        at=clock.now(),
    )
    return redirect(f"{reverse('clients:card', args=[contact.client_id])}#contacts-section")


class QualityViewSet(ViewSet):
    """The queue in the menu of the client base."""

    name = "client-quality"
    icon = "warning"
    menu_label = gettext_lazy("Quality of the data")
    menu_item_class = shown_with("clients.view_client")

    def get_urlpatterns(self) -> list[Any]:
        """The queue, and the button of a contact."""
        return [
            path("", QueueView.as_view(), name="index"),
            path("contact/<int:pk>/", mark_contact, name="contact"),
        ]
