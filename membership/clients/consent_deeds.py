"""Consents in the admin: entered from a paper or a call, taken back, their scans looked at."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from membership.accounts import selectors as accounts
from membership.accounts.models import ConsentText
from membership.clients import columns, services
from membership.clients.card_screens import CardFormScreen
from membership.clients.errors import ConsentBeforeItsText, ConsentGivenBefore, ScanMissing
from membership.clients.models import AccessTrace, Client, Consent
from portal.core import clock, uploads
from portal.core.choosing import choices_of


class ConsentEntryForm(forms.Form):
    """A consent that staff were told of or hold in their hands."""

    text = forms.ChoiceField(label=gettext_lazy("What was agreed to"))
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            (Consent.How.PAPER.value, Consent.How.PAPER.label),
            (Consent.How.PHONE.value, Consent.How.PHONE.label),
        ],
    )
    given_on = forms.DateField(
        label=gettext_lazy("Day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    scan = forms.FileField(
        label=gettext_lazy("Photo or PDF of the paper"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts: dict[str, ConsentText] = {
            str(text.pk): text for text in accounts.consent_texts(on=clock.today())
        }
        choices_of(self, "text").choices = [(code, str(text)) for code, text in self.texts.items()]

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_scan(self) -> Any:
        if scan := self.cleaned_data["scan"]:
            services.check_scan(scan)
        return scan


def _back(client_id: int) -> HttpResponse:
    return redirect(f"{columns.card_url(client_id)}#consents-section")


class EnterView(CardFormScreen):
    """A consent on paper or by phone is entered on a page of its own."""

    permission_required = "clients.change_client"
    header_icon = "user"
    template_name = "clients/admin/consent.html"
    title = gettext_lazy("Enter a consent")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form."""
        return self.shown(get_object_or_404(Client, pk=pk), ConsentEntryForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it, or say what is wrong beside what was typed."""
        client = get_object_or_404(Client, pk=pk)
        form = ConsentEntryForm(request.POST, request.FILES)
        if form.is_valid() and _enter(pk, form, self.staff_id):
            messages.success(request, _("The consent is kept."))
            return _back(pk)
        return self.shown(client, form, status=422)


def _enter(client_id: int, form: ConsentEntryForm, by_user_id: int) -> bool:
    told = form.cleaned_data
    try:
        services.enter_consent(
            client_id=client_id,
            text_id=int(told["text"]),
            how=told["how"],
            given_at=min(clock.start_of(told["given_on"]), clock.now()),
            scan=told["scan"],
            by_user_id=by_user_id,
            at=clock.now(),
        )
    except ConsentGivenBefore as error:
        day = f"{localtime(error.args[0]):%d.%m.%Y}"
        form.add_error(
            "text", _("The client agrees to this text already, since %(day)s.") % {"day": day}
        )
    except ConsentBeforeItsText as error:
        day = f"{error.args[0]:%d.%m.%Y}"
        form.add_error("given_on", _("This text is in force since %(day)s only.") % {"day": day})
    except ScanMissing:
        form.add_error("scan", _("Add a photo or a PDF of the signed paper."))
    except ValidationError as error:
        form.add_error("scan", error)
    return form.is_valid()


@require_POST
@permission_required("clients.change_client", raise_exception=True)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The client asked staff to take a consent back."""
    consent = get_object_or_404(Consent, pk=pk)
    services.withdraw_for(consent_id=pk, by_user_id=cast(int, request.user.pk), at=clock.now())
    messages.success(request, _("The consent is taken back."))
    return _back(consent.client_id)


@require_safe
@permission_required("clients.view_client", raise_exception=True)
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The signed paper. Looking leaves a trace."""
    consent = get_object_or_404(Consent.objects.exclude(scan=""), pk=pk)
    services.leave_trace(
        client_id=consent.client_id,
        by_user_id=cast(int, request.user.pk),
        deed=AccessTrace.Deed.SEEN,
        at=clock.now(),
    )
    file = consent.scan.open("rb")
    kind = uploads.content_type(file) or "application/octet-stream"
    return FileResponse(file, content_type=kind, filename=f"consent-{consent.pk}")
