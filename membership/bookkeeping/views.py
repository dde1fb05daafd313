"""Papers for whoever may open their invoice; for all others they do not exist."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from membership.accounts.models import User
from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.bookkeeping import printing, services
from membership.bookkeeping.errors import PaperSigned
from membership.bookkeeping.forms import SIGNED, DetailsForm
from membership.bookkeeping.models import Paper, PayerDetails
from portal.core import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_for_papers(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Check the details of the payer, then have offer and contract made."""
    invoice = _own(request, invoice_id)
    details = PayerDetails.objects.filter(client_id=invoice.client_id).first()
    known = {
        **services.details_of(invoice.client_id, invoice),
        "email": cast(User, request.user).email,
    }
    form = DetailsForm(request.POST or None, instance=details, initial=known)
    if request.method == "POST" and form.is_valid() and _are_made(request, invoice, form):
        return redirect("billing:invoice", invoice.pk)
    context = {
        "invoice": invoice,
        "form": form,
        "replaces": invoice.more_papers.contracts().exists(),
    }
    return render(request, "bookkeeping/ask.html", context)


def _are_made(request: HttpRequest, invoice: Invoice, form: DetailsForm) -> bool:
    """Keep the details and make the papers: both, or neither and the form says why."""
    try:
        services.correct_papers(
            invoice_id=invoice.pk,
            facts=form.facts,
            at=clock.now(),
            by_user_id=request.user.pk,
            to_email=form.cleaned_data["email"],
        )
    except PaperSigned:
        form.add_error(None, SIGNED)
        return False
    return True


@never_cache
@require_safe
@login_required
def all_papers(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Everything there is for an invoice, in both languages."""
    invoice = _own(request, invoice_id)
    return _file(printing.everything(invoice), f"{invoice.number}.zip", "application/zip")


@never_cache
@require_safe
@login_required
def paper(request: HttpRequest, invoice_id: int, paper_id: int, language: str) -> HttpResponse:
    """One paper in one language."""
    invoice = _own(request, invoice_id)
    found = get_object_or_404(Paper, pk=paper_id, invoice=invoice)
    if language not in PAPER_LANGUAGES:
        raise Http404
    name = printing.file_name(found, language)
    return _file(printing.pdf(found, language), name, "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})


def _own(request: HttpRequest, invoice_id: int) -> Invoice:
    seen = Invoice.objects.visible_to(request.user, clock.today())
    return get_object_or_404(seen, pk=invoice_id)
