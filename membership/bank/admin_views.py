"""Screens of the bank in the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from membership.bank import imports, problems, selectors, services
from membership.bank.admin_forms import (
    KnownPaymentForm,
    ReasonForm,
    ReturnedPaymentForm,
    SharesForm,
    StatementForm,
)
from membership.bank.errors import (
    FileRefused,
    LineIsDone,
    LineIsNotDone,
    PaymentDiffers,
    WrongDirection,
)
from membership.bank.models import BankLine, PayerAlias, Statement
from membership.billing.admin_base import ClientRowsView, DeedView
from membership.billing.errors import (
    AlreadyAllocated,
    AlreadyReturned,
    AmountNotPositive,
    ReasonMissing,
    ReversalTooLarge,
)
from membership.billing.models import Invoice
from portal.core import clock
from portal.core.staff_forms import StaffFormView

_DONE = _("Somebody decided about this line already.")
_COUNTED_ELSEWHERE = _("The money was counted or returned since: undo that first.")
_TOO_MUCH = _("This is more than is left of the payment.")


def line_url(line_id: int) -> str:
    """The card of a line."""
    return reverse("bank_lines:inspect", args=[line_id])


class LineIndexView(generic.IndexView):
    """Lines of the bank; those that wait for a decision are one filter away."""

    page_title = _("Lines of the bank")
    any_permission_required = ["view"]
    is_searchable = True

    def get_base_queryset(self) -> "QuerySet[BankLine]":
        return BankLine.objects.order_by("-booked_on", "-pk")

    def search_queryset(self, queryset: Any) -> Any:
        """By sender, purpose, INN or number of the payment order."""
        text = (self.search_query or "")[:120] if self.is_searching else ""
        if not text:
            return queryset
        return queryset.filter(
            Q(purpose__icontains=text)
            | Q(other_name__icontains=text)
            | Q(other_inn=text)
            | Q(number=text)
        )


class AliasIndexView(ClientRowsView):
    """What was learned, the latest first; a row opens the question whether to delete it."""

    page_title = _("Known senders")
    text_fields = ("key",)

    def get_base_queryset(self) -> "QuerySet[PayerAlias]":
        return PayerAlias.objects.select_related("client").order_by("-learned_at", "-pk")


class StatementIndexView(generic.IndexView):
    """Files of the bank, the latest first."""

    page_title = _("Bank statements")
    any_permission_required = ["view"]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm("bank.add_statement"):
            return []
        url = reverse("bank_statements:import")
        return [HeaderButton(_("Import a statement"), url=url, icon_name="upload")]


class StatementCardView(generic.InspectView):
    """What a file brought, and what of it could not be read."""

    template_name = "bank/admin/statement.html"
    page_title = _("Bank statement")
    any_permission_required = ["view"]
    header_icon = "doc-full"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        lines = self.object.lines
        counts = {state.label: lines.filter(state=state).count() for state in BankLine.State}
        return {
            **context,
            "statement": self.object,
            "counts": counts,
            "refused": selectors.refused_lines(self.object),
        }


class ImportView(StaffFormView):
    """A file of the bank; a refused one says where and why."""

    template_name = "billing/admin/deed.html"
    form_class = StatementForm
    page_title = submit_label = _("Import a statement")
    header_icon = "upload"
    permission = "bank.add_statement"
    explanation = _(
        "Lines that leave no doubt are counted at once. All others wait in the queue; "
        "nobody is written to about them. The headings below are needed only for tables "
        "with unusual columns."
    )

    def form_valid(self, form: StatementForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            statement = imports.take_in(
                content=file.read(),
                file_name=file.name,
                at=clock.now(),
                by_user_id=self.request.user.pk,
                mapping=form.mapping,
            )
        except FileRefused as refusal:
            form.add_error("file", problems.of_file(refusal.code, refusal.place))
            return self.form_invalid(form)
        messages.success(self.request, _taken_in(statement))
        return redirect(reverse("bank_statements:inspect", args=[statement.pk]))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("bank_statements:index"), "label": gettext("Bank statements")},
            {"url": "", "label": str(self.page_title)},
        ]


def _taken_in(statement: Statement) -> str:
    new = statement.new_lines
    said = ngettext("%(count)s new line.", "%(count)s new lines.", new) % {"count": new}
    known, refused = statement.known_lines, len(statement.refused)
    if known:
        said += " " + gettext("Known from earlier files: %(count)s.") % {"count": known}
    if refused:
        said += " " + gettext("Not read: %(count)s.") % {"count": refused}
    return said


class LineCardView(generic.InspectView):
    """A line, what speaks for which invoice, and what can be done."""

    template_name = "bank/admin/line.html"
    page_title = _("Line of the bank")
    any_permission_required = ["view"]
    header_icon = "download"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Deeds that fit the line."""
        line = self.object
        if not self.request.user.has_perm("bank.change_bankline"):
            return []
        if line.state in {BankLine.State.WAITING, BankLine.State.CERTAIN}:
            return [self._button(*deed) for deed in _deeds_of(line)]
        if line.came or line.state == BankLine.State.ASIDE:
            return [self._button("undo", _("Undo the decision"), "undo")]
        return []

    def _button(self, name: str, label: Any, icon: str) -> HeaderButton:
        url = reverse(f"bank_lines:{name}", args=[self.object.pk])
        return HeaderButton(label, url=url, icon_name=icon)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        line = self.object
        allocations = line.allocations.select_related("payment__invoice__client", "kept")
        return {
            **context,
            "line": line,
            "proposals": selectors.proposals_of(line),
            "doubt": selectors.doubt_of(line),
            "purpose": selectors.marked_purpose(line),
            "points": selectors.points_at(line),
            "aside": selectors.aside_reason(line),
            "allocations": allocations.order_by("pk"),
            "may_decide": self.request.user.has_perm("bank.change_bankline"),
        }


def _deeds_of(line: BankLine) -> list[tuple[str, Any, str]]:
    aside = ("aside", _("Set aside"), "cross")
    if not line.came:
        return [("return", _("It is a payment given back"), "undo"), aside]
    return [
        ("book", _("Count for invoices"), "check"),
        ("recognise", _("It was entered by hand"), "link"),
        ("keep", _("Keep without an invoice"), "warning"),
        aside,
    ]


class _LineDeed(DeedView):
    """A decision about one line."""

    model = BankLine
    permission = "bank.change_bankline"
    refusals = {LineIsDone: _DONE, WrongDirection: _("The money went the other way.")}

    def back_url(self) -> str:
        return line_url(self.row.pk)

    @property
    def _facts(self) -> dict[str, Any]:
        return {"line_id": self.row.pk, "at": clock.now(), "by_user_id": self.request.user.pk}


class BookLineView(_LineDeed):
    """One invoice or several; what is more than a debt stays as a surplus of the last one."""

    form_class = SharesForm
    page_title = _("Count for invoices")
    header_icon = "check"
    submit_label = _("Count the money")
    explanation = _(
        "Less than is owed is a part payment; more stays as a surplus that can be moved or given "
        "back. The sender is remembered for next time."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "line": self.row}

    def get_initial(self) -> dict[str, Any]:
        """The invoices that add up to the line, or the one that was chosen, or the first."""
        chosen = self.request.GET.get("invoice", "")
        if chosen.isdecimal() and len(chosen) < 18:
            invoices = list(Invoice.objects.filter(pk=int(chosen)))
            return _parts([(invoice.number, self.row.amount_tyiyn) for invoice in invoices])
        first = selectors.first_choice(self.row)
        if len(first) == 1:
            return _parts([(first[0].invoice.number, self.row.amount_tyiyn)])
        return _parts([(one.invoice.number, one.owed_tyiyn) for one in first])

    def do(self, data: dict[str, Any]) -> str:
        form = self.get_form()
        form.is_valid()
        services.book(shares=form.shares, **self._facts)
        return gettext("The money is counted.")


def _parts(parts: list[tuple[str, int]]) -> dict[str, Any]:
    """Numbers of invoices and sums, as the form names them."""
    return {
        f"{name}_{place}": value
        for place, part in enumerate(parts, start=1)
        for name, value in zip(("number", "amount"), part, strict=True)
    }


class RecogniseView(_LineDeed):
    """The same money was entered by hand before the statement came."""

    form_class = KnownPaymentForm
    page_title = _("It was entered by hand")
    header_icon = "link"
    refusals = {**_LineDeed.refusals, PaymentDiffers: _("This payment has another sum.")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "line": self.row}

    def do(self, data: dict[str, Any]) -> str:
        services.recognise(payment_id=data["payment"].pk, **self._facts)
        return gettext("The line belongs to that payment; nothing was counted twice.")


class KeepLineView(_LineDeed):
    """Money for us that nobody can place yet."""

    form_class = forms.Form
    page_title = _("Keep without an invoice")
    header_icon = "warning"
    explanation = _("It goes to the unallocated money, until its invoice is found or it goes back.")

    def do(self, data: dict[str, Any]) -> str:
        services.keep(**self._facts)
        return gettext("The money is kept without an invoice.")


class AsideView(_LineDeed):
    """Nothing to do with invoices."""

    form_class = ReasonForm
    page_title = _("Set aside")
    header_icon = "cross"
    explanation = _("A grant, rent, a fee of the bank: money that no invoice asked for.")

    def do(self, data: dict[str, Any]) -> str:
        services.set_aside(reason=data["reason"], **self._facts)
        return gettext("The line is set aside.")


class ReturnView(_LineDeed):
    """Money that went back to a payer."""

    form_class = ReturnedPaymentForm
    page_title = _("It is a payment given back")
    header_icon = "rotate"
    explanation = _("The way back is written as a row of its own; the invoice is owed again.")
    refusals = {
        **_LineDeed.refusals,
        ReversalTooLarge: _TOO_MUCH,
        AmountNotPositive: _("Nothing is left of this payment to give back."),
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "line": self.row}

    def do(self, data: dict[str, Any]) -> str:
        payment, reason = data["payment"], data["reason"]
        services.book_return(payment_id=payment.pk, reason=reason, **self._facts)
        return gettext("The payment is given back.")


class UndoView(_LineDeed):
    """A decision that was wrong."""

    form_class = ReasonForm
    page_title = _("Undo the decision")
    header_icon = "rotate"
    explanation = _(
        "What was counted is taken off by rows of its own, and the line waits again. If an invoice "
        "is owed again, access closes until it is paid."
    )
    refusals = {
        LineIsNotDone: _("There is nothing to undo."),
        ReasonMissing: _("Write the reason."),
        AlreadyAllocated: _COUNTED_ELSEWHERE,
        AlreadyReturned: _COUNTED_ELSEWHERE,
        ReversalTooLarge: _COUNTED_ELSEWHERE,
        AmountNotPositive: _COUNTED_ELSEWHERE,
    }

    def do(self, data: dict[str, Any]) -> str:
        services.undo(reason=data["reason"], **self._facts)
        return gettext("The decision is undone; the line waits again.")
