"""Columns of the lists that staff see."""

from datetime import datetime
from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from membership.clients import changes
from membership.clients.models import Office
from portal.core.day_column import DayColumn


def card_url(client_id: int) -> str:
    """Where the card of a client is."""
    return reverse("clients:card", args=[client_id])


class NameColumn(TitleColumn):
    """The name with the way to the card, and below it who that is."""

    cell_template_name = "clients/admin/name_cell.html"


class OfficeColumn(TitleColumn):
    """Who says so, with the way to the card, and below it which office that is."""

    cell_template_name = "clients/admin/office_cell.html"


class StateColumn(Column):
    """A state as a word in a tag; nothing for "never had it"."""

    cell_template_name = "clients/admin/state_cell.html"

    def __init__(self, name: str, *, words: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.words = words

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the word for the state."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        state = getattr(instance, self.name, "")
        return {**context, "state": state, "word": self.words.get(state, "")}


class ActionColumn(Column):
    """A small form with one button, for those who have the right to press it."""

    cell_template_name = "clients/admin/action_cell.html"

    def __init__(self, name: str, *, template: str, permission: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.form_template, self.permission = template, permission

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """A form needs its token."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        may = request.user.has_perm(self.permission)
        form = self.form_template if may else ""
        return {**context, "form_template": form, "csrf_token": get_token(request)}


class DecisionColumn(ActionColumn):
    """Confirm an office, saying how it was checked."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the ways of checking."""
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "checks": Office.How.of_staff()}


def of_offices() -> list[Column]:
    """The columns of the queue of offices."""
    return [
        OfficeColumn(
            "client",
            label=_("Client"),
            accessor="client.name",
            get_url=lambda office: card_url(office.client_id),
        ),
        DayColumn("claimed_at", label=_("Waiting since")),
        DecisionColumn(
            "confirm",
            label="",
            template="clients/admin/confirm_cell.html",
            permission="clients.change_office",
        ),
    ]


def of_segments() -> list[Column]:
    """The columns of the list of segments."""
    return [
        TitleColumn(
            "name",
            label=_("Segment"),
            get_url=lambda segment: reverse("segments:build", args=[segment.pk]),
        ),
        DayColumn("changed_at", label=_("Changed")),
    ]


def of_duplicates() -> list[Column]:
    """The columns of the queue of duplicates."""
    return [
        TitleColumn(
            "first",
            label=_("Client"),
            accessor="first.name",
            get_url=lambda pair: card_url(pair.first_id),
        ),
        TitleColumn(
            "second",
            label=_("Looks like"),
            accessor="second.name",
            get_url=lambda pair: card_url(pair.second_id),
        ),
        Column("get_certainty_display", label=_("How sure"), sort_key="certainty"),
        Column("get_reason_display", label=_("Why")),
        DayColumn("raised_at", label=_("Waiting since")),
        ActionColumn(
            "different",
            label="",
            template="clients/admin/different_cell.html",
            permission="clients.change_duplicatesuspicion",
        ),
    ]


def of_lists() -> list[Column]:
    """The columns of lists from trainings."""
    return [
        TitleColumn(
            "title",
            label=_("List"),
            get_url=lambda source: reverse("people-lists:card", args=[source.pk]),
        ),
        DayColumn("made_at", label=_("Entered")),
        Column("invited", label=_("Invited")),
        Column("confirmed", label=pgettext_lazy("people of a list", "Confirmed")),
        Column("applied_at", label=_("Taken over"), accessor=_taken_over),
    ]


def _taken_over(source: Any) -> Any:
    return _moment(source.applied_at) if source.applied_at else _("to be looked at")


def of_traces() -> list[Column]:
    """The columns of the log of access."""
    return [
        Column("at", label=_("When"), accessor=lambda trace: _moment(trace.at)),
        Column("staff", label=_("Who")),
        Column("get_deed_display", label=_("What")),
        Column(
            "details",
            label=_("What was changed"),
            accessor=lambda trace: changes.words(trace.details),
        ),
        TitleColumn(
            "client",
            label=_("Whose card"),
            accessor=lambda trace: trace.client.name if trace.client else "",
            get_url=lambda trace: card_url(trace.client_id) if trace.client_id else None,
        ),
    ]


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
