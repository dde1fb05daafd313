"""What staff see of the bank."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from membership.bank import admin_views as views
from membership.bank import selectors
from membership.bank.models import BankLine, PayerAlias, Statement
from membership.billing.admin_base import LedgerViewSet
from membership.billing.viewsets import som_column
from portal.core.admin_cards import FormlessViewSet
from portal.core.day_column import DayColumn


class BankLineViewSet(LedgerViewSet):
    """Lines of the bank and what became of them."""

    model = BankLine
    name = "bank_lines"
    icon = "download"
    menu_label = _("Lines of the bank")
    index_view_class = views.LineIndexView
    inspect_view_class = views.LineCardView
    list_filter = ["state", "booked_on"]
    deeds = [
        path("<int:pk>/book/", views.BookLineView.as_view(), name="book"),
        path("<int:pk>/recognise/", views.RecogniseView.as_view(), name="recognise"),
        path("<int:pk>/keep/", views.KeepLineView.as_view(), name="keep"),
        path("<int:pk>/aside/", views.AsideView.as_view(), name="aside"),
        path("<int:pk>/return/", views.ReturnView.as_view(), name="return"),
        path("<int:pk>/undo/", views.UndoView.as_view(), name="undo"),
    ]

    @cached_property
    def list_display(self) -> list[Column]:
        """Day, sum, sender, purpose, and why it waits."""
        return [
            TitleColumn(
                "booked_on",
                label=_("Date"),
                accessor=lambda row: f"{row.booked_on:%d.%m.%Y}",
                sort_key="booked_on",
                get_url=lambda row: views.line_url(row.pk),
            ),
            som_column("amount_tyiyn", _("Sum")),
            Column("other_name", label=_("Sender")),
            Column("purpose", label=_("Purpose"), accessor=lambda row: row.purpose[:90]),
            Column("doubt", label=_("What matching says"), accessor=selectors.doubt_of),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda row: row.state == BankLine.State.WAITING,
            ),
        ]


_NEVER_DONE = ("add_url_name", "edit_url_name", "usage_url_name")


class AliasViewSet(FormlessViewSet):
    """By what senders are known: learned from decisions, deleted when it was wrong."""

    model = PayerAlias
    name = "bank_aliases"
    icon = "tag"
    menu_label = _("Known senders")
    form_fields = ["client", "kind", "key"]
    index_view_class = views.AliasIndexView
    list_filter = ["kind"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nobody enters them by hand or changes them."""
        absent = dict.fromkeys(_NEVER_DONE, None)
        return {**super().get_common_view_kwargs(**kwargs), **absent}

    def get_urlpatterns(self) -> list[Any]:
        """The list, the question whether to delete one, and the history."""
        return [
            one for one in super().get_urlpatterns() if f"{one.name}_url_name" not in _NEVER_DONE
        ]

    @cached_property
    def list_display(self) -> list[Column]:
        """By what, whose, since when."""
        return [
            TitleColumn(
                "key",
                label=_("Known by"),
                get_url=lambda row: reverse("bank_aliases:delete", args=[row.pk]),
            ),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("client", label=_("Payer")),
            DayColumn("learned_at", label=_("Learned"), sort_key="learned_at"),
        ]


class StatementViewSet(LedgerViewSet):
    """Files of the bank."""

    model = Statement
    name = "bank_statements"
    icon = "upload"
    menu_label = _("Bank statements")
    index_view_class = views.StatementIndexView
    inspect_view_class = views.StatementCardView
    deeds = [path("import/", views.ImportView.as_view(), name="import")]

    @cached_property
    def list_display(self) -> list[Column]:
        """File, days, lines."""
        return [
            TitleColumn("file_name", label=_("File"), get_url=_card),
            DayColumn("starts_on", label=_("Since"), sort_key="starts_on"),
            DayColumn("ends_on", label=_("Until"), sort_key="ends_on"),
            Column("new_lines", label=_("New lines")),
            Column("known_lines", label=_("Known lines")),
            Column("refused", label=_("Not read"), accessor=lambda row: len(row.refused)),
            DayColumn("imported_at", label=_("Imported"), sort_key="imported_at"),
        ]


def _card(row: Any) -> str:
    return reverse("bank_statements:inspect", args=[row.pk])
