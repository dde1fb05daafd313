"""The one spelling of contacts, as ``portal.core`` writes it for all rooms."""

from portal.core.contacts import EMAIL, HOME, PHONE, normal

__all__ = ["EMAIL", "HOME", "PHONE", "normal"]
