"""What staff see of papers and books."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from membership.bank.viewsets import AliasViewSet, BankLineViewSet, StatementViewSet
from membership.billing.admin_base import LedgerViewSet
from membership.billing.models import TaxRate
from membership.billing.viewsets import som_column
from membership.bookkeeping import admin_views as views
from membership.bookkeeping.filters import PaperFilterSet
from membership.bookkeeping.models import Paper
from portal.core.admin_menu import shown_with
from portal.core.day_column import DayColumn


class PaperViewSet(LedgerViewSet):
    """Numbered papers; made by deeds, never edited."""

    model = Paper
    name = "bookkeeping_papers"
    icon = "doc-full"
    menu_label = _("Papers")
    index_view_class = views.PaperIndexView
    inspect_view_class = views.PaperCardView
    filterset_class = PaperFilterSet
    deeds = [
        path("<int:pk>/signed/", views.SignedView.as_view(), name="signed"),
        path("<int:pk>/void/", views.VoidView.as_view(), name="void"),
        path("<int:pk>/pdf/<str:language>/", views.pdf, name="pdf"),
        path("<int:pk>/scan/", views.scan, name="scan"),
        path("invoice/<int:pk>/contract/", views.ContractView.as_view(), name="contract"),
        path("invoice/<int:pk>/act/", views.ActView.as_view(), name="act"),
        path("invoice/<int:pk>/receipt/", views.ReceiptView.as_view(), name="receipt"),
        path("invoice/<int:pk>/state/", views.StateInvoiceView.as_view(), name="state"),
        path("client/<int:pk>/reconcile/", views.ReconcileView.as_view(), name="reconcile"),
    ]

    @cached_property
    def list_display(self) -> list[Column]:
        """Number, kind, payer, sum, days."""
        return [
            TitleColumn("number", label=_("Number"), get_url=_card),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("client", label=_("Payer")),
            som_column("amount_tyiyn", _("Sum")),
            DayColumn("dated_on", label=_("Dated"), sort_key="dated_on"),
            DayColumn("signed_on", label=_("Signed"), sort_key="signed_on"),
        ]


def _card(row: Any) -> str:
    return reverse("bookkeeping_papers:inspect", args=[row.pk])


class BooksViewSet(ViewSet):
    """Reports of the ledger."""

    name = "bookkeeping_books"
    url_prefix = "bookkeeping/books"
    icon = "table"
    menu_label = _("Books")
    menu_item_class = shown_with("billing.view_entry")

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", views.BooksView.as_view(), name="index"),
            path("export/<str:kind>/", views.export, name="export"),
        ]


class TaxRateViewSet(ModelViewSet):
    """Taxes with the days from which they hold."""

    model = TaxRate
    name = "billing_taxes"
    icon = "tag"
    menu_label = _("Tax rates")
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["kind", "rate", "from_on", "source"]
    list_display = ["__str__", "from_on", "source"]


class BooksGroup(ViewSetGroup):
    """Bank, papers and books in one menu."""

    menu_label = _("Bank and papers")
    menu_icon = "table"
    menu_order = 96
    items = (
        BankLineViewSet,
        StatementViewSet,
        AliasViewSet,
        PaperViewSet,
        BooksViewSet,
        TaxRateViewSet,
    )
