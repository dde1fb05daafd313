"""What the screens with one form about one client share."""

from typing import Any, cast

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.clients import columns
from membership.clients.models import Client


class CardFormScreen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """A form on a page of its own; the way back leads to the card."""

    raise_exception = True
    title: Any = ""

    def get_page_title(self) -> str:
        """Shown in the header."""
        return str(self.title)

    @property
    def staff_id(self) -> int:
        """Who writes; the admin lets nobody else in."""
        return cast(int, self.request.user.pk)

    def shown(self, client: Client, form: Any, status: int = 200) -> HttpResponse:
        """The form below the card it is about."""
        card = {"url": columns.card_url(client.pk), "label": client.name}
        crumbs = [*self.breadcrumbs_items, card, {"url": "", "label": self.get_page_title()}]
        context = {**self.get_context_data(form=form), "breadcrumbs_items": crumbs}
        answer: HttpResponse = self.render_to_response(context, status=status)
        return answer
