"""What a form changed on a card, for the log of access."""

from typing import Any

from membership.clients.models import Client, Contact
from portal.core import changed_fields

Change = tuple[str, str, str]
#: The fields of a card that staff write.
_FIELDS = [
    "kind", "family_name", "given_name", "patronymic", "title", "position", "category", "language",
    "territory", "organisation", "postal_code", "postal_address", "source",
]  # fmt: skip


def values(client: Client) -> dict[str, str]:
    """The card as text: codes of choices, names of places, bodies and tags."""
    found = changed_fields.values(client, _FIELDS)
    return found | {"tags": ", ".join(sorted(tag.name for tag in client.tags.all()))}


def between(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """Every field that differs, with what it was and what it is."""
    return [(name, before[name], new) for name, new in after.items() if before[name] != new]


def words(details: list[Any]) -> str:
    """The changes of a trace as people read them; of contacts the kind alone is known."""
    return "; ".join(_words(*change) for change in details)


def _words(name: str, before: str, after: str) -> str:
    if name in Contact.Kind.values:
        return str(Contact.Kind(name).label)
    return changed_fields.words(Client, name, before, after)
