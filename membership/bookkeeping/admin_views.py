"""Screens of papers and books in the admin."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from membership.billing.admin_base import ClientRowsView, DeedView
from membership.billing.admin_views import invoice_url
from membership.billing.ledger.balance import currencies
from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.bookkeeping import exports, printing, reports, services
from membership.bookkeeping.admin_forms import (
    PaymentForm,
    PeriodForm,
    SignedForm,
    StateInvoiceForm,
    VoidForm,
)
from membership.bookkeeping.deferred import deferred
from membership.bookkeeping.errors import (
    NoIssueSince,
    NothingToAccept,
    NotVoidable,
    PaperSigned,
    PeriodOverlaps,
    StillToCome,
)
from membership.bookkeeping.forms import SIGNED, StaffDetailsForm
from membership.bookkeeping.models import Paper, PayerDetails, StateInvoice
from membership.clients.models import Client
from membership.subscriptions import selectors as subscriptions
from portal.core import clock


class PaperIndexView(ClientRowsView):
    """All papers, the latest first."""

    page_title = _("Papers")
    text_fields = ("number",)

    def get_base_queryset(self) -> Any:
        return Paper.objects.select_related("client", "invoice").order_by("-dated_on", "-pk")


class PaperCardView(generic.InspectView):
    """One paper and whether it came back."""

    template_name = "bookkeeping/admin/paper.html"
    page_title = _("Paper")
    any_permission_required = ["view"]
    header_icon = "doc-full"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm("bookkeeping.change_paper"):
            return []
        if self.object.voided_at:
            return []
        url = reverse("bookkeeping_papers:signed", args=[self.object.pk])
        buttons = [HeaderButton(_("It came back signed"), url=url, icon_name="check")]
        if self.object.is_between_parties:
            url = reverse("bookkeeping_papers:void", args=[self.object.pk])
            buttons.append(HeaderButton(_("Declare void"), url=url, icon_name="cross"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "paper": self.object}


class SignedView(DeedView):
    """A paper that came back signed."""

    model = Paper
    permission = "bookkeeping.change_paper"
    form_class = SignedForm
    page_title = _("It came back signed")
    header_icon = "check"

    def do(self, data: dict[str, Any]) -> str:
        services.keep_signed(paper_id=self.row.pk, **data)
        return gettext("The signed paper is kept.")

    def back_url(self) -> str:
        return reverse("bookkeeping_papers:inspect", args=[self.row.pk])


class VoidView(DeedView):
    """A paper with a mistake: nobody goes by it any more, and another can be made."""

    model = Paper
    permission = "bookkeeping.change_paper"
    form_class = VoidForm
    page_title = _("Declare void")
    header_icon = "cross"
    explanation = _("The number stays used. A new paper is made on the card of the invoice.")
    refusals = {NotVoidable: _("This paper is void already, or it tells of money that moved.")}

    def do(self, data: dict[str, Any]) -> str:
        services.void_paper(paper_id=self.row.pk, at=clock.now(), **data)
        return gettext("The paper is void.")

    def back_url(self) -> str:
        return reverse("bookkeeping_papers:inspect", args=[self.row.pk])


class _InvoiceDeed(DeedView):
    """A paper that is made for an invoice."""

    model = Invoice
    permission = "bookkeeping.add_paper"
    header_icon = "doc-full"
    submit_label = _("Make the paper")

    def back_url(self) -> str:
        return invoice_url(self.row.pk)

    @property
    def _made(self) -> dict[str, Any]:
        return {"at": clock.now(), "by_user_id": self.request.user.pk}


class ContractView(_InvoiceDeed):
    """Offer and contract."""

    form_class = StaffDetailsForm
    page_title = _("Offer and contract")
    explanation = _(
        "They are made once with these details. Where a detail is put right later, they become "
        "void and new ones with other numbers take their place."
    )
    refusals = {PaperSigned: SIGNED}

    def get_initial(self) -> dict[str, Any]:
        """How the payer stands now."""
        return services.details_of(self.row.client_id, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        details = PayerDetails.objects.filter(client=self.row.client_id).first()
        return {**super().get_form_kwargs(), "instance": details}

    def do(self, data: dict[str, Any]) -> str:
        services.correct_papers(invoice_id=self.row.pk, facts=data, **self._made)
        return gettext("Offer and contract are ready.")


class ActView(_InvoiceDeed):
    """An act for a part of the term, or for the issues that came out since the last one."""

    page_title = _("Act of acceptance")
    refusals = {
        NothingToAccept: _("The invoice is not paid, or it opened no subscription."),
        StillToCome: _("An act stands for what has been: choose a last day not later than today."),
        PeriodOverlaps: _("An act for a part of these days exists, or they lie outside the term."),
        NoIssueSince: _("No issue came out since the last act."),
    }

    @cached_property
    def issues(self) -> subscriptions.IssuesPaid | None:
        """What is counted in issues needs no days."""
        return subscriptions.issues_of(self.row.pk)

    def get_form_class(self) -> type[forms.Form]:
        return forms.Form if self.issues else PeriodForm

    @property
    def explanation(self) -> str:
        """How far it has come, where issues are counted."""
        if self.issues is None:
            return ""
        words = gettext("Issues that came out: %(came)s of %(whole)s. The act stands for those "
                        "that no earlier act has.")  # fmt: skip
        return words % {"came": self.issues.came, "whole": self.issues.whole}

    def get_initial(self) -> dict[str, Any]:
        """The first part of the term without an act, as far as it has been."""
        without = services.stretches_without_act(self.row.pk)
        if not without:
            return {}
        first, last = without[0]
        return {"starts_on": first, "ends_on": max(first, min(last, clock.today()))}

    def do(self, data: dict[str, Any]) -> str:
        if self.issues:
            services.make_act_of_issues(invoice_id=self.row.pk, **self._made)
        else:
            services.make_act(invoice_id=self.row.pk, **data, **self._made)
        return gettext("The act is ready.")


class ReceiptView(_InvoiceDeed):
    """A receipt for a payment."""

    form_class = PaymentForm
    page_title = _("Receipt")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "invoice_id": self.row.pk}

    def do(self, data: dict[str, Any]) -> str:
        services.make_receipt(payment_id=data["payment"].pk, **self._made)
        return gettext("The receipt is ready.")


class StateInvoiceView(_InvoiceDeed):
    """The number in the state's system."""

    form_class = StateInvoiceForm
    page_title = _("State e-invoice (ЭСФ)")
    submit_label = _("Save")

    def get_initial(self) -> dict[str, Any]:
        known = StateInvoice.objects.filter(invoice=self.row).first()
        fields = ("number", "state", "dated_on")
        return {name: getattr(known, name) for name in fields} if known else {}

    def do(self, data: dict[str, Any]) -> str:
        services.note_state_invoice(invoice_id=self.row.pk, **data)
        return gettext("The number is written down.")


class ReconcileView(_InvoiceDeed):
    """Accounts of a client compared over a period."""

    model = Client  # type: ignore[assignment]
    form_class = PeriodForm
    page_title = _("Reconciliation statement")

    def get_initial(self) -> dict[str, Any]:
        today = clock.today()
        return {"starts_on": today.replace(month=1, day=1), "ends_on": today}

    def do(self, data: dict[str, Any]) -> str:
        services.make_reconciliation(client_id=self.row.pk, **data, **self._made)
        return gettext("The statement is ready.")

    def back_url(self) -> str:
        return reverse("clients:card", args=[self.row.pk])


@require_safe
def pdf(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """A paper as it is printed."""
    _check(request, "bookkeeping.view_paper")
    paper = get_object_or_404(Paper, pk=pk)
    if language not in PAPER_LANGUAGES:
        raise Http404
    name = printing.file_name(paper, language)
    return _file(printing.pdf(paper, language), name, "application/pdf")


@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The signed paper as it came back."""
    _check(request, "bookkeeping.view_paper")
    paper = get_object_or_404(Paper.objects.exclude(scan=""), pk=pk)
    return FileResponse(paper.scan.open(), as_attachment=True)


class BooksView(WagtailAdminTemplateMixin, TemplateView):
    """A month, the balance, debts by age, money for months to come."""

    template_name = "bookkeeping/admin/books.html"
    page_title = _("Books")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the books."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        _check(self.request, "billing.view_entry")
        today = clock.today()
        chosen = _month_of(self.request) or today.replace(day=1)
        used = currencies()
        currency = self.request.GET.get("currency", "")
        currency = currency if currency in used else used[0]
        return super().get_context_data(
            currency=currency,
            currencies=used,
            month=reports.month(chosen.year, chosen.month, currency=currency),
            chosen=chosen,
            months=reports.months_with_entries(),
            ways={
                "plan": _("By plan"),
                "category": _("By category"),
                "oblast": _("By oblast"),
                "payer": _("By kind of payer"),
            },
            balance=reports.trial_balance(currency=currency),
            debtors=reports.debtors(on=today, currency=currency)[:100],
            deferred=deferred(on=today, currency=currency),
            **kwargs,
        )


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The entries of a month for the bookkeeper's own program."""
    _check(request, "billing.view_entry")
    chosen = _month_of(request)
    if chosen is None or kind not in {"csv", "xlsx"}:
        raise Http404
    rows, name = reports.rows_of_month(chosen.year, chosen.month), f"ledger-{chosen:%Y-%m}"
    if kind == "csv":
        return _file(exports.as_csv(rows), f"{name}.csv", "text/csv; charset=utf-8")
    book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(exports.as_xlsx(rows, name), f"{name}.xlsx", book)


def _month_of(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        return None


def _check(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
