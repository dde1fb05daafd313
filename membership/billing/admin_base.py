"""Shapes that the admin screens about money share: lists without forms, and deeds."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from membership.clients.models import Client
from portal.core.admin_cards import FormlessViewSet
from portal.core.staff_forms import StaffFormView

#: The longest text that is searched for.
_LONGEST_QUERY = 120


class LedgerViewSet(FormlessViewSet):
    """A list and a card for each row; rows change only through deeds, never by a form."""

    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    card_url = "inspect"
    list_per_page = 50
    #: More addresses below the list: deeds.
    deeds: list[URLPattern] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        absent = dict.fromkeys(
            (
                "add_url_name",
                "edit_url_name",
                "delete_url_name",
                "history_url_name",
                "usage_url_name",
            ),
            None,
        )
        return {**super().get_common_view_kwargs(**kwargs), **absent}

    def get_urlpatterns(self) -> list[Any]:
        """The list, its results, the card of a row, the deeds."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            *self.deeds,
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""


class ClientRowsView(generic.IndexView):
    """A list whose rows belong to clients and are found by the client's name in any spelling."""

    is_searchable = True
    any_permission_required = ["view"]
    #: From the row to the client.
    client_field = "client"
    #: Other fields whose words may be typed, such as a number.
    text_fields: tuple[str, ...] = ()

    def search_queryset(self, queryset: Any) -> Any:
        """By what is written in the row, or by the client as the client base finds her."""
        text = self.search_query[:_LONGEST_QUERY] if self.is_searching else ""
        if not text:
            return queryset
        found = models.Q(**{f"{self.client_field}__in": Client.objects.matching(text)})
        for name in self.text_fields:
            found |= models.Q(**{f"{name}__icontains": text})
        return queryset.filter(found)


class DeedView(StaffFormView):
    """A form that asks for one deed on one row and says in words why it was refused."""

    template_name = "billing/admin/deed.html"
    model: type[models.Model]
    #: Error of a service to the words staff read.
    refusals: dict[type[Exception], Any] = {}

    @cached_property
    def row(self) -> Any:
        """The row of the address."""
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def do(self, data: dict[str, Any]) -> Any:
        """Call the service; returns the words of success."""
        raise NotImplementedError

    def back_url(self) -> str:
        """Where the outcome is seen."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say why not with all that was typed still there."""
        try:
            words = self.do(form.cleaned_data)
        except tuple(self.refusals) as refusal:
            form.add_error(None, self.refusals[type(refusal)])
            return self.form_invalid(form)
        messages.success(self.request, words)
        return redirect(self.back_url())

    def get_page_title(self) -> str:
        """The deed and the row it is done to."""
        return f"{self.page_title}: {self.row}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the card of the row, the deed."""
        return [
            *self.breadcrumbs_items,
            {"url": self.back_url(), "label": str(self.row)},
            {"url": "", "label": str(self.page_title)},
        ]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a deed would do, in words and rows, before anybody does it."""

    sentences: list[str]
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    #: What must not change between the preview and the deed.
    facts: tuple[Any, ...] = ()

    @property
    def seal(self) -> str:
        """Tells one preview from another."""
        told = repr((self.sentences, self.rows, self.facts))
        return hashlib.sha256(told.encode()).hexdigest()[:24]


class PreviewedDeedView(DeedView):
    """A deed that is shown before it is done; what changed since is shown anew."""

    template_name = "billing/admin/previewed_deed.html"
    show_label: Any = _("Show what will be made")

    def preview(self, data: dict[str, Any]) -> Preview:
        """What would be made. Writes nothing; refuses as the deed does."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Show it first; do it when exactly this was shown."""
        try:
            shown = self.preview(form.cleaned_data)
        except tuple(self.refusals) as refusal:
            form.add_error(None, self.refusals[type(refusal)])
            return self.form_invalid(form)
        if self.request.POST.get("seal") != shown.seal:
            return self.render_to_response(self.get_context_data(form=form, shown=shown))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One button: it shows, and once this was shown it does. Changed answers are shown anew."""
        return super().get_context_data(do_label=self.submit_label, **kwargs) | {
            "submit_button_label": self.show_label,
            "submit_button_active_label": self.show_label,
        }
