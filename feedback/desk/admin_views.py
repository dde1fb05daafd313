"""The desk in the admin: the inbox and the card of an inquiry."""

from typing import Any, cast

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from feedback.desk import services
from feedback.desk.errors import AlreadyAnswered, AlreadyPublished
from feedback.desk.forms import AnswerForm, NoteForm, PublishForm
from feedback.desk.models import Inquiry
from membership.clients import selectors as clients
from portal.core import clock


class InquiryCardView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """An inquiry with its clock, its author, notes, and the deeds that are possible now."""

    permission_required = "desk.view_inquiry"
    raise_exception = True
    template_name = "desk/admin/card.html"
    header_icon = "help"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the card."""
        return self.shown(pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer, note or publish, as the pressed button says."""
        if not request.user.has_perm("desk.change_inquiry"):
            return self.handle_no_permission()
        deed = request.POST.get("deed", "")
        form_class = {"answer": AnswerForm, "note": NoteForm, "publish": PublishForm}.get(deed)
        if form_class is None:
            return redirect("inquiries:card", pk)
        form = form_class(request.POST)
        if not form.is_valid():
            return self.shown(pk, **{f"{deed}_form": form})
        return getattr(self, f"_{deed}")(pk, form.cleaned_data)  # type: ignore[no-any-return]

    def shown(self, pk: int, **forms_: forms.Form) -> HttpResponse:
        """The card, with the forms that came back with errors."""
        rows = Inquiry.objects.select_related("author", "topic", "about", "published_page")
        inquiry = get_object_or_404(rows.prefetch_related("notes__author"), pk=pk)
        context = {
            "inquiry": inquiry,
            "overdue": inquiry.is_overdue(clock.today()),
            "client_id": inquiry.client_id,
            "asker": clients.recipient(inquiry.client_id) if inquiry.client_id else None,
            "answer_form": AnswerForm(),
            "note_form": NoteForm(),
            "publish_form": PublishForm(),
            "may_change": self.request.user.has_perm("desk.change_inquiry"),
            **forms_,
        }
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return answer

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Inquiry")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the inbox, this card."""
        inbox = {"url": reverse("inquiries:index"), "label": _("Inquiries")}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template knows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "breadcrumbs_items": self.get_breadcrumbs_items()}

    def _answer(self, pk: int, cleaned: dict[str, Any]) -> HttpResponse:
        try:
            services.answer(
                inquiry_id=pk,
                text=cleaned["text"],
                by_user_id=cast(int, self.request.user.pk),
                at=clock.now(),
            )
        except AlreadyAnswered:
            messages.warning(self.request, _("Somebody has answered already; nothing was sent."))
        else:
            messages.success(self.request, _("The answer is saved and leaves by mail."))
        return redirect("inquiries:card", pk)

    def _note(self, pk: int, cleaned: dict[str, Any]) -> HttpResponse:
        services.write_note(
            inquiry_id=pk,
            text=cleaned["text"],
            by_user_id=cast(int, self.request.user.pk),
            at=clock.now(),
        )
        messages.success(self.request, _("The note is saved."))
        return redirect("inquiries:card", pk)

    def _publish(self, pk: int, cleaned: dict[str, Any]) -> HttpResponse:
        try:
            page = services.draft_published_answer(inquiry_id=pk, title=cleaned["title"])
        except AlreadyPublished:
            messages.warning(self.request, _("This answer has a page already."))
            return redirect("inquiries:card", pk)
        messages.success(
            self.request, _("A draft is made. Take out names and places, then publish.")
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
