"""Screens of the client base in the admin."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from membership.clients import card, changes, columns, services
from membership.clients.board.forms import empty as empty_task
from membership.clients.duplicates import search
from membership.clients.file_deeds import FileForm
from membership.clients.forms import ContactForm, NoteForm, TimelineForm
from membership.clients.models import AccessTrace, Client, DuplicateSuspicion, Office
from portal.core import clock
from portal.territories import selectors as territories


class EnterClientView(generic.CreateView):
    """A client entered by hand, such as a print subscriber."""

    page_title = _("Enter a client")
    success_message = _("Entered: %(object)s.")

    def get_page_subtitle(self) -> str:
        """The title says it all."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this screen."""
        *above, _here = super().get_breadcrumbs_items()
        return [*above, {"url": "", "label": self.page_title}]

    def get_initial_form_instance(self) -> Client:
        """Empty, but for a municipality that the way here names."""
        asked = self.request.GET.get("territory", "")
        known = territories.units([int(asked)]) if asked.isdecimal() and len(asked) < 10 else []
        return Client(territory=known[0] if known else None)

    def save_instance(self) -> Client:
        """Write the card with its contacts; look-alikes go to the queue."""
        client: Client = self.form.save(commit=False)
        services.enter_client(
            client=client,
            email=self.form.cleaned_data["email"],
            phone=self.form.cleaned_data["phone"],
            by_user_id=self.request.user.pk,
            at=clock.now(),
        )
        self.form.save_m2m()
        return client

    def get_success_url(self) -> str:
        """The new card."""
        return columns.card_url(self.object.pk)

    def get_success_buttons(self) -> list[Any]:
        """The card follows at once."""
        return []


class ChangeClientView(generic.EditView):
    """A card corrected by hand."""

    success_message = _("Kept: %(object)s.")

    def save_instance(self) -> Client:
        """Write the card and who changed it."""
        before = changes.values(Client.objects.get(pk=self.object.pk))
        client: Client = self.form.save()
        at = clock.now()
        services.settle_answers(client_id=client.pk, at=at)
        services.leave_trace(
            client_id=client.pk,
            by_user_id=self.request.user.pk,
            deed=AccessTrace.Deed.CHANGED,
            at=at,
            details=changes.between(before, changes.values(client)),
        )
        search.compare(client_ids=[client.pk], at=clock.now())
        return client

    def get_success_url(self) -> str:
        """Back to the card."""
        return columns.card_url(self.object.pk)

    def get_success_buttons(self) -> list[Any]:
        """The card follows at once."""
        return []


class CardView(PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, TemplateView):
    """All that is known of one client. Looking leaves a trace."""

    model = Client
    any_permission_required = ["view", "change"]
    template_name = "clients/admin/card.html"
    header_icon = "user"

    @cached_property
    def client(self) -> Client:
        """The client of the address."""
        return get_object_or_404(card.clients(clock.today()), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the card and keep who looked."""
        services.leave_trace(
            client_id=self.client.pk,
            by_user_id=cast(int, request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The name of the client."""
        return self.client.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, the card."""
        index = {"url": reverse("clients:index"), "label": _("Clients")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.client.name}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To the form, for those who may."""
        if not self.user_has_permission("change"):
            return []
        url = reverse("clients:edit", args=[self.client.pk])
        buttons = [HeaderButton(_("Edit"), url=url, icon_name="edit", priority=10)]
        if self.request.user.has_perm("clients.change_duplicatesuspicion"):
            other = reverse("duplicates:other", args=[self.client.pk])
            merge = HeaderButton(_("Merge with another"), url=other, icon_name="copy", priority=20)
            buttons.append(merge)
        if self.client.kind == Client.Kind.PERSON and self.request.user.has_perm(
            "clients.erase_client"
        ):
            erase = reverse("clients:erase", args=[self.client.pk])
            buttons.append(HeaderButton(_("Erase"), url=erase, icon_name="bin", priority=30))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The card and the small forms on it."""
        asked = TimelineForm(self.request.GET).asked()
        loaded = card.load(self.client, on=clock.today(), staff=self.request.user, **asked)
        return super().get_context_data(
            card=loaded,
            client=self.client,
            client_id=self.client.pk,
            may_change=self.user_has_permission("change"),
            note_form=NoteForm(),
            task_form=empty_task(user_id=cast(int, self.request.user.pk), on=clock.today()),
            contact_form=ContactForm(),
            file_form=FileForm(),
            office_checks=Office.How.of_staff(),
            **kwargs,
        )


class OfficeQueueView(generic.IndexView):
    """Offices to check, the longest waiting first."""

    page_title = _("Offices to check")
    any_permission_required = ["change", "view"]

    def get_base_queryset(self) -> "QuerySet[Office]":
        """Undecided claims only."""
        waiting = Office.objects.waiting().select_related("client", "organisation")
        return waiting.order_by("claimed_at", "pk")


class DuplicateQueueView(generic.IndexView):
    """Pairs of cards nobody decided on yet, the surest first."""

    page_title = _("Possible duplicates")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To what was decided lately, for those who may undo it."""
        if not self.request.user.has_perm("clients.change_duplicatesuspicion"):
            return []
        return [
            HeaderButton(_("Merged cards"), url=reverse("duplicates:merges"), icon_name="history"),
            HeaderButton(_("Found different"), url=reverse("duplicates:apart"), icon_name="copy"),
        ]

    any_permission_required = ["change", "view"]

    def get_base_queryset(self) -> "QuerySet[DuplicateSuspicion]":
        """Undecided pairs only."""
        waiting = DuplicateSuspicion.objects.filter(dismissed_at=None)
        both = waiting.select_related("first__territory", "second__territory")
        return both.order_by("-certainty", "raised_at", "pk")


class TraceView(generic.IndexView):
    """The log of access, newest first: of one client, of one member of staff."""

    is_searchable = True
    page_title = _("Access log")
    any_permission_required = ["view"]

    def get_base_queryset(self) -> "QuerySet[AccessTrace]":
        """With the people on both sides."""
        return AccessTrace.objects.select_related("client", "staff").order_by("-at", "-pk")

    def search_queryset(self, queryset: Any) -> Any:
        """Whose card it was: by name, address or number."""
        if not self.is_searching:
            return queryset
        clients = Client.objects.matching(self.search_query[:120]).order_by()
        return queryset.filter(client__in=clients.values("pk"))
