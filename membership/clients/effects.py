"""What the client base does with the worker and with letters: modules that register themselves."""

from membership.clients import letter_links, office_letters
from membership.clients.duplicates import search
from membership.clients.sheets import exporting, importing

__all__ = ["exporting", "importing", "letter_links", "office_letters", "search"]
