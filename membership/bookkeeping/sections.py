"""What bookkeeping puts into places of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from membership.bookkeeping.models import Paper, StateInvoice
from portal.core import slots

_PAIR = {Paper.Kind.OFFER, Paper.Kind.CONTRACT}


@slots.fill("invoice.papers")
def papers_of_invoice(context: dict[str, Any]) -> str:
    """On the page of an invoice: the papers made for it, and the way to more."""
    invoice = context["invoice"]
    papers = list(Paper.objects.standing().filter(invoice=invoice).order_by("pk"))
    is_complete = {paper.kind for paper in papers} >= _PAIR
    if invoice.status == "cancelled" and not papers:
        return ""
    return render_to_string(
        "bookkeeping/papers.html",
        {
            "invoice": invoice,
            "papers": papers,
            "is_complete": is_complete,
            "may_correct": is_complete and invoice.status == "issued",
            "state_invoice": StateInvoice.objects.filter(invoice=invoice).first(),
        },
    )


@slots.fill("invoice.card", order=20)
def papers_on_card(context: dict[str, Any]) -> str:
    """On an invoice in the admin: its papers, the state's e-invoice, and what can be made."""
    user, invoice = context["request"].user, context["invoice"]
    if not user.has_perm("bookkeeping.view_paper"):
        return ""
    return render_to_string(
        "bookkeeping/admin/invoice_card.html",
        {
            "invoice": invoice,
            "papers": Paper.objects.filter(invoice=invoice).order_by("pk"),
            "state_invoice": StateInvoice.objects.filter(invoice=invoice).first(),
            "may_make": user.has_perm("bookkeeping.add_paper"),
        },
        context["request"],
    )


@slots.fill("client.card", order=45)
def papers_on_client(context: dict[str, Any]) -> str:
    """On the card of a client: her papers, and a statement to compare the accounts."""
    user, client_id = context["request"].user, context["client_id"]
    if not user.has_perm("bookkeeping.view_paper"):
        return ""
    papers = Paper.objects.filter(client_id=client_id)[:6]
    return render_to_string(
        "bookkeeping/admin/client_card.html",
        {
            "client_id": client_id,
            "papers": papers,
            "may_make": user.has_perm("bookkeeping.add_paper"),
        },
        context["request"],
    )
