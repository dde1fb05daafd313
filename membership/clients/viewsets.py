"""What staff see of the client base."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from membership.clients import (
    columns,
    consent_deeds,
    deeds,
    erasing,
    file_deeds,
    index_view,
    list_views,
    looking_views,
    office_entry,
    processing,
    views,
)
from membership.clients.board.viewset import TaskViewSet
from membership.clients.duplicates import views as merge_views
from membership.clients.filters import ClientFilterSet, TraceFilterSet
from membership.clients.forms import change_client_handler, new_client_handler
from membership.clients.merged_numbers import led_on
from membership.clients.missing_view import MissingView
from membership.clients.models import (
    AccessTrace,
    Client,
    DuplicateSuspicion,
    Office,
    Segment,
    SignupList,
)
from membership.clients.quality.views import QualityViewSet
from membership.clients.segments import views as segment_views
from membership.clients.sheets.viewset import SheetViewSet
from membership.clients.tag_views import TagsView
from membership.clients.together.views import DoneView, TogetherView
from portal.core.admin_cards import FormlessViewSet

#: Rooms above name it in the ``menu_hook`` of screens that belong into the menu of the client base.
MENU_HOOK = "register_client_base_menu_item"


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
    index_view_class = index_view.ClientIndexView
    add_view_class = views.EnterClientView
    edit_view_class = views.ChangeClientView
    filterset_class = ClientFilterSet

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
            path("edit/<int:pk>/", led_on(self.edit_view), name="edit"),
            path("columns/", looking_views.ColumnsView.as_view(), name="columns"),
            path("views/", looking_views.ViewsView.as_view(), name="views"),
            path("views/save/", looking_views.SaveView.as_view(), name="save_view"),
            path("views/<int:pk>/", looking_views.OpenView.as_view(), name="view"),
            path("tags/", TagsView.as_view(), name="tags"),
            path("together/", TogetherView.as_view(), name="together"),
            path("together/done/", DoneView.as_view(), name="together_done"),
            path("<int:pk>/", led_on(views.CardView.as_view()), name="card"),
            path("<int:pk>/note/", deeds.write_note, name="note"),
            path("<int:pk>/invite/", deeds.invite, name="invite"),
            path("<int:pk>/contact/", deeds.add_contact, name="contact"),
            path("contact/<int:pk>/correct/", deeds.correct_contact, name="correct_contact"),
            path("office/<int:pk>/verify/", deeds.verify_office, name="verify_office"),
            path("office/<int:pk>/decline/", deeds.decline_office, name="decline_office"),
            path("office/<int:pk>/end/", deeds.end_office, name="end_office"),
            path("office/<int:pk>/take-back/", deeds.take_back_office, name="take_back_office"),
            path("duplicate/<int:pk>/different/", deeds.dismiss_suspicion, name="different"),
            path("missing/", MissingView.as_view(), name="missing"),
            path(
                "missing/results/",
                MissingView.as_view(results_only=True),
                name="missing_results",
            ),
            path(
                "<int:pk>/consent/",
                led_on(consent_deeds.EnterView.as_view()),
                name="enter_consent",
            ),
            path(
                "<int:pk>/office/",
                led_on(office_entry.EnterOfficeView.as_view()),
                name="enter_office",
            ),
            path("consent/<int:pk>/withdraw/", consent_deeds.withdraw, name="withdraw_consent"),
            path("consent/<int:pk>/scan/", consent_deeds.scan, name="consent_scan"),
            path("<int:pk>/files/", file_deeds.add, name="add_file"),
            path("file/<int:pk>/", file_deeds.show, name="file"),
            path("file/<int:pk>/remove/", file_deeds.remove, name="remove_file"),
            path("office/<int:pk>/hand-over/", deeds.hand_over, name="hand_over"),
            path("<int:pk>/erase/", led_on(erasing.EraseView.as_view()), name="erase"),
            path("processing/", processing.ProcessingView.as_view(), name="processing"),
            path("processing/export/", processing.export, name="processing_export"),
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
        """The list, a new one, the builder and its deeds, the reasons."""
        return [
            *super().get_urlpatterns(),
            path("new/", segment_views.NewSegmentView.as_view(), name="new"),
            path("<int:pk>/", segment_views.BuildView.as_view(), name="build"),
            path("<int:pk>/condition/", segment_views.ConditionView.as_view(), name="condition"),
            path("<int:pk>/change/", segment_views.ChangeView.as_view(), name="change"),
            path(
                "<int:pk>/why/<int:client_pk>/",
                led_on(segment_views.WhyView.as_view(), "client_pk"),
                name="why",
            ),
            path("<int:pk>/figures/", segment_views.FiguresView.as_view(), name="figures"),
            path("<int:pk>/name/", segment_views.NameView.as_view(), name="name"),
            path("<int:pk>/drop/", segment_views.DropView.as_view(), name="drop"),
            path(
                "of/<int:client_pk>/",
                led_on(segment_views.OfClientView.as_view(), "client_pk"),
                name="of_client",
            ),
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

    def get_urlpatterns(self) -> list[Any]:
        """The queue, two cards side by side, and what was merged."""
        return [
            *super().get_urlpatterns(),
            path(
                "<int:kept_id>/<int:gone_id>/",
                led_on(merge_views.CompareView.as_view(), "kept_id", "gone_id"),
                name="compare",
            ),
            path("<int:pk>/with/", led_on(merge_views.OtherCardView.as_view()), name="other"),
            path("apart/", merge_views.ApartView.as_view(), name="apart"),
            path("merged/", merge_views.MergesView.as_view(), name="merges"),
            path("merged/<int:pk>/undo/", merge_views.undo, name="undo"),
        ]


class PeopleListViewSet(ListOnlyViewSet):
    """Lists from trainings whose people are invited."""

    model = SignupList
    name = "people-lists"
    icon = "list-ul"
    menu_label = _("Lists of people")
    card_url = "card"
    index_view_class = list_views.ListIndexView

    @cached_property
    def list_display(self) -> list[Column]:
        """What the list is of, and how many answered."""
        return columns.of_lists()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A list can be entered."""
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": "people-lists:add"}

    def get_urlpatterns(self) -> list[Any]:
        """The lists, a new one, and one of them."""
        return [
            *super().get_urlpatterns(),
            path("new/", list_views.EnterListView.as_view(), name="add"),
            path("<int:pk>/", list_views.ListCardView.as_view(), name="card"),
        ]


class TraceViewSet(ListOnlyViewSet):
    """Who of the staff saw or changed whose data."""

    model = AccessTrace
    name = "access-log"
    icon = "view"
    menu_label = _("Access log")
    index_view_class = views.TraceView
    filterset_class = TraceFilterSet

    @cached_property
    def list_display(self) -> list[Column]:
        """When, who, what, whose."""
        return columns.of_traces()


class ClientBaseGroup(ViewSetGroup):
    """The menu of the client base."""

    menu_label = _("Client base")
    menu_icon = "group"
    menu_order = 90
    submenu_hook = MENU_HOOK
    items = (
        TaskViewSet,
        ClientViewSet,
        SegmentViewSet,
        OfficeViewSet,
        PeopleListViewSet,
        DuplicateViewSet,
        QualityViewSet,
        SheetViewSet,
        TraceViewSet,
    )
