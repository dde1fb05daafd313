"""The list of clients in the admin."""

from typing import Any, cast

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from membership.clients import client_columns, listing, offered, selection, services
from membership.clients.models import AccessTrace, Client
from portal.core import clock

#: The longest text that is searched for; nobody's name is longer.
_LONGEST_QUERY = 120


class ClientIndexView(generic.IndexView):
    """Everybody in the base, 50 to a page."""

    is_searchable = True
    page_title = _("Clients")
    add_item_label = _("Enter a client")
    results_template_name = "clients/admin/list/results.html"

    @cached_property
    def offered(self) -> offered.Offered:
        """What stands to choose from."""
        return offered.to(self.request)

    @cached_property
    def view_number(self) -> int:
        """The saved list that is looked at; 0 for none."""
        asked = self.request.GET.get("view", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        return number if number in self.offered.view_columns else 0

    @cached_property
    def column_names(self) -> list[str]:
        """Of the saved list, else her own."""
        kept = self.offered.view_columns.get(self.view_number, "")
        return client_columns.read(kept or self.offered.columns)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Those she chose; whoever may change cards can mark rows."""
        with_marks = self.user_has_permission("change")
        return client_columns.columns(self.column_names, with_marks=with_marks)

    def get_base_queryset(self) -> "QuerySet[Client]":
        """Rows with all that the columns show."""
        return listing.clients(clock.today())

    def filter_queryset(self, queryset: Any) -> Any:
        """Nobody where a filter asks for what is gone: a dropped segment never means everybody."""
        return queryset.none() if self.gone_filters else super().filter_queryset(queryset)

    @cached_property
    def gone_filters(self) -> list[Any]:
        """The names of the filters whose value does not exist, or no longer."""
        asked = self.filters
        return [] if asked is None else [asked.filters[name].label for name in asked.form.errors]

    def search_queryset(self, queryset: Any) -> Any:
        """Names in any spelling, e-mail addresses, phones."""
        return (
            queryset.matching(self.search_query[:_LONGEST_QUERY]) if self.is_searching else queryset
        )

    def order_queryset(self, queryset: "QuerySet[Client]") -> "QuerySet[Client]":
        """Those without a day come last; equals keep their place between pages."""
        wanted = self.ordering or "sort_key"
        column = {"last_seen": "seen_at"}.get(wanted.removeprefix("-"))
        if wanted.removeprefix("-") == "magazine_until":
            column = "magazine_until"
        if column is None:
            return queryset.order_by(wanted, "pk")
        day = F(column)
        falling = wanted.startswith("-")
        order = day.desc(nulls_last=True) if falling else day.asc(nulls_last=True)
        return queryset.order_by(order, "pk")

    def get_edit_url(self, instance: Client) -> None:
        """The card is one click away, the form two."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring what stands beside the rows; seeing how to reach people leaves a trace."""
        response: Any = super().get(request, *args, **kwargs)
        shown = list(response.context_data["object_list"])
        chosen = [client_columns.CHOICES[name] for name in self.column_names]
        if shown and any(one.beside for one in chosen):
            listing.bring_beside(shown)
            response.context_data["object_list"] = shown
            response.context_data["table"].data = shown
        if shown and any(one.reaches for one in chosen):
            self._leave_traces(shown)
        return cast(HttpResponse, response)

    def _leave_traces(self, shown: list[Client]) -> None:
        services.leave_traces(
            client_ids=[client.pk for client in shown],
            by_user_id=cast(int, self.request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )

    @cached_property
    def query(self) -> str:
        """The address of the list without page and order."""
        return selection.without_passing(self.request.GET)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """To her columns and to keeping this list."""
        back = self.request.GET.urlencode()[:2000]
        buttons: list[Any] = super().header_more_buttons
        for name, label, icon in (
            ("clients:columns", _("Choose columns"), "table"),
            ("clients:save_view", _("Keep this list under a name"), "pick"),
        ):
            address = f"{reverse(name)}?{back}"
            buttons.append(HeaderButton(label, url=address, icon_name=icon))
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the saved lists and what may be done with the rows."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {
            **context,
            "views": self.offered.views,
            "view_number": self.view_number,
            "gone_filters": self.gone_filters,
            "query": self.query,
            "query_pairs": [
                (name, value) for name, values in QueryDict(self.query).lists() for value in values
            ],
            "may_change": self.user_has_permission("change"),
        }
