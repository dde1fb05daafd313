"""Staff erase a person who asked by letter: what goes and what stays is shown first."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.clients import columns, services
from membership.clients.models import Client
from membership.clients.personal_data import of_client
from portal.core import clock, privacy
from portal.core.privacy import Person


class EraseView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """The question and the deed. Staff and organisations are not erased here."""

    permission_required = "clients.erase_client"
    raise_exception = True
    template_name = "clients/admin/erase.html"
    page_title = gettext_lazy("Erase a person")
    header_icon = "bin"

    def _person(self) -> tuple[Client, Person]:
        people = Client.objects.persons().select_related("user")
        client = get_object_or_404(people, pk=self.kwargs["pk"])
        if (user := client.user) is None:
            return client, of_client(client)
        person = of_client(client, names=(f"{user.last_name} {user.first_name}".strip(),))
        emails = [str(user.email)] if user.email else []
        phones = [str(user.phone)] if user.phone else []
        return client, person.known_also_at(emails, phones)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is kept about the person now, and what stays."""
        client, person = self._person()
        return super().get_context_data(
            client=client,
            is_staff=_is_staff(client),
            sections=privacy.collect(person),
            kept=privacy.kept(person),
            back=columns.card_url(client.pk),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Erase."""
        client, person = self._person()
        if _is_staff(client):
            messages.error(request, _("This person works in the admin. Close the account first."))
            return redirect(columns.card_url(pk))
        services.erase_client(person=person, by_user_id=cast(int, request.user.pk), at=clock.now())
        messages.success(request, _("The person is erased."))
        return redirect(reverse("clients:index"))


def _is_staff(client: Client) -> bool:
    return client.user is not None and client.user.has_perm("wagtailadmin.access_admin")
