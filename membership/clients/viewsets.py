"""What staff see of the client base."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from membership.clients import columns, deeds, views
from membership.clients.filters import ClientFilterSet
from membership.clients.forms import change_client_handler, new_client_handler
from membership.clients.models import AccessTrace, Client, DuplicateSuspicion, Office, Segment
from membership.clients.segments import views as segment_views
from portal.core.admin_cards import FormlessViewSet


class ListOnlyViewSet(FormlessViewSet):
    """A list without forms: rows change only through deeds."""

    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        listed = dict.fromkeys(
            ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name"), None
        )
        return {**super().get_common_view_kwargs(**kwargs), **listed, "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """The list and its results."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""


class ClientViewSet(ModelViewSet):
    """The list, the card, and entering a client by hand."""

    model = Client
    name = "clients"
    icon = "user"
    menu_label = _("Clients")
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = "sort_key"
    index_view_class = views.ClientIndexView
    add_view_class = views.EnterClientView
    edit_view_class = views.ChangeClientView
    filterset_class = ClientFilterSet

    @cached_property
    def list_display(self) -> list[Column]:
        """The columns; the first leads to the card."""
        return columns.of_clients()

    def get_edit_handler(self) -> Any:
        """The panels of a card that exists."""
        return change_client_handler()

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A new card also asks how to reach the client."""
        handler = new_client_handler()
        own = {"panel": handler, "form_class": handler.get_form_class()}
        given: dict[str, Any] = super().get_add_view_kwargs(**own, **kwargs)
        return given

    def get_urlpatterns(self) -> list[Any]:
        """No deletion here: erasing a person is a deed of its own."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("<int:pk>/", views.CardView.as_view(), name="card"),
            path("<int:pk>/note/", deeds.write_note, name="note"),
            path("<int:pk>/contact/", deeds.add_contact, name="contact"),
            path("office/<int:pk>/verify/", deeds.verify_office, name="verify_office"),
            path("office/<int:pk>/decline/", deeds.decline_office, name="decline_office"),
            path("duplicate/<int:pk>/different/", deeds.dismiss_suspicion, name="different"),
            path("missing/", views.MissingView.as_view(), name="missing"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        absent = dict.fromkeys(("delete_url_name", "history_url_name", "usage_url_name"), None)
        return {**super().get_common_view_kwargs(**kwargs), **absent}


class SegmentViewSet(ListOnlyViewSet):
    """Groups of clients described by conditions."""

    model = Segment
    name = "segments"
    icon = "list-ul"
    menu_label = _("Segments")
    index_view_class = segment_views.SegmentIndexView

    @cached_property
    def list_display(self) -> list[Column]:
        """The name leads to the builder."""
        return columns.of_segments()

    def get_urlpatterns(self) -> list[Any]:
        """The list, a new one, the builder and its deeds."""
        return [
            *super().get_urlpatterns(),
            path("new/", segment_views.NewSegmentView.as_view(), name="new"),
            path("<int:pk>/", segment_views.BuildView.as_view(), name="build"),
            path("<int:pk>/condition/", segment_views.ConditionView.as_view(), name="condition"),
            path("<int:pk>/change/", segment_views.ChangeView.as_view(), name="change"),
            path("<int:pk>/why/<int:client_pk>/", segment_views.WhyView.as_view(), name="why"),
        ]


class OfficeViewSet(ListOnlyViewSet):
    """Claims to offices that wait for somebody who checks them."""

    model = Office
    name = "offices"
    icon = "tick-inverse"
    menu_label = _("Offices to check")
    index_view_class = views.OfficeQueueView

    @cached_property
    def list_display(self) -> list[Column]:
        """Who says to hold what, since when it waits, and the one-click answer."""
        return columns.of_offices()


class DuplicateViewSet(ListOnlyViewSet):
    """Cards that may be one client."""

    model = DuplicateSuspicion
    name = "duplicates"
    icon = "copy"
    menu_label = _("Possible duplicates")
    index_view_class = views.DuplicateQueueView

    @cached_property
    def list_display(self) -> list[Column]:
        """The two cards and why they look alike."""
        return columns.of_duplicates()


class TraceViewSet(ListOnlyViewSet):
    """Who of the staff saw or changed whose data."""

    model = AccessTrace
    name = "access-log"
    icon = "view"
    menu_label = _("Access log")
    index_view_class = views.TraceView
    list_filter = ["deed", "at"]

    @cached_property
    def list_display(self) -> list[Column]:
        """When, who, what, whose."""
        return columns.of_traces()


class ClientBaseGroup(ViewSetGroup):
    """The menu of the client base."""

    menu_label = _("Client base")
    menu_icon = "group"
    menu_order = 90
    items = (ClientViewSet, SegmentViewSet, OfficeViewSet, DuplicateViewSet, TraceViewSet)
