"""What the client base does in the worker: modules that register their handlers."""

from membership.clients.duplicates import search
from membership.clients.sheets import exporting, importing

__all__ = ["exporting", "importing", "search"]
