"""Refusals of the client base, named by what happened."""


class ContactMalformed(ValueError):
    """The text is neither an e-mail address nor a phone number that can exist."""


class OfficeDecided(Exception):
    """The office is already confirmed or declined."""


class ClientHasOtherAccount(Exception):
    """The card belongs to another account."""
