"""Refusals of the client base, named by what happened."""

from portal.core.contacts import ContactMalformed

__all__ = ["ClientHasOtherAccount", "ContactMalformed", "OfficeDecided"]


class OfficeDecided(Exception):
    """The office is already confirmed or declined."""


class ClientHasOtherAccount(Exception):
    """The card belongs to another account."""


class SegmentMalformed(Exception):
    """A segment was asked to become something that cannot be compiled."""
