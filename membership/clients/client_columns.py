"""Columns of the list of clients; every member of staff chooses hers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column

from membership.clients.columns import NameColumn, StateColumn, card_url
from membership.clients.models import Client
from portal.core.day_column import DayColumn


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that may stand on the list."""

    label: Any
    make: Callable[[Any], BaseColumn]
    #: Brought with the rows of a page by ``listing.beside``.
    beside: bool = False
    #: Shows how to reach people: looking at it leaves a trace on their cards.
    reaches: bool = False


class MarkColumn(Column):
    """A box to mark a row by, for deeds on several clients."""

    header_template_name = "clients/admin/list/mark_header.html"
    cell_template_name = "clients/admin/list/mark_cell.html"


class ContactColumn(Column):
    """Addresses or numbers; those that do not work are struck out."""

    cell_template_name = "clients/admin/list/contact_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """The ones of this kind."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "ways": instance.beside.contacts.get(self.name, [])}


def _place(client: Client) -> str:
    if client.territory is None:
        return ""
    above = client.territory.parent
    return f"{client.territory.name}, {above.name}" if above else client.territory.name


_PORTAL = {"active": _("active"), "lapsed": _("stays away")}
_MAGAZINE = {"active": _("subscribed"), "lapsed": _("no longer subscribed")}
_OFFICE = {"verified": _("confirmed"), "waiting": _("to be checked")}


def _plain(name: str, accessor: Any = None, sort_key: str | None = None) -> Any:
    return lambda label: Column(name, label=label, accessor=accessor, sort_key=sort_key)


def _day(name: str, accessor: str, sort_key: str | None = None) -> Any:
    return lambda label: DayColumn(name, label=label, accessor=accessor, sort_key=sort_key)


def _state(name: str, words: dict[str, Any]) -> Any:
    return lambda label: StateColumn(name, label=label, words=words)


def _joined(name: str) -> Callable[[Any], str]:
    return lambda client: ", ".join(getattr(client.beside, name))


def _contact(name: str) -> Any:
    return lambda label: ContactColumn(name, label=label)


#: In the order in which they stand.
CHOICES: dict[str, Choice] = {
    "category": Choice(_("Category"), _plain("get_category_display", sort_key="category")),
    "kind": Choice(_("Kind"), _plain("get_kind_display")),
    "place": Choice(_("Municipality"), _plain("municipality", _place)),
    "organisation": Choice(_("Organisation"), _plain("organisation")),
    "portal": Choice(_("Portal"), _state("portal_state", _PORTAL)),
    "magazine": Choice(_("Magazine"), _state("magazine_state", _MAGAZINE)),
    "until": Choice(_("Subscription until"), _day("magazine_until", "magazine_until")),
    "seen": Choice(_("Last seen"), _day("last_seen", "seen_at", "last_seen")),
    "office": Choice(_("Office"), _state("office_state", _OFFICE)),
    "email": Choice(_("E-mail"), _contact("email"), beside=True, reaches=True),
    "phone": Choice(_("Phone"), _contact("phone"), beside=True, reaches=True),
    "consents": Choice(_("May be told by"), _plain("consents", _joined("channels")), beside=True),
    "tags": Choice(_("Tags"), _plain("tags", _joined("tags")), beside=True),
    "language": Choice(_("Language"), _plain("get_language_display")),
    "source": Choice(_("Source"), _plain("get_source_display")),
    "since": Choice(_("In the base since"), _day("created_at", "created_at", "created_at")),
}
USUAL = ("category", "place", "portal", "magazine", "seen", "office")


def read(written: str) -> list[str]:
    """The names kept for somebody, in the order of the list; the usual ones where none is kept."""
    wanted = set(written.split(",")) if written else set(USUAL)
    return [name for name in CHOICES if name in wanted] or list(USUAL)


def columns(names: list[str], *, with_marks: bool) -> list[BaseColumn]:
    """The name, which leads to the card, and the chosen columns behind it."""
    name = NameColumn(
        "name",
        label=_("Client"),
        width="27%",
        sort_key="sort_key",
        get_url=lambda client: card_url(client.pk),
    )
    marks = [MarkColumn("mark", label=_("Mark"))] if with_marks else []
    return [*marks, name, *(CHOICES[one].make(CHOICES[one].label) for one in names)]
