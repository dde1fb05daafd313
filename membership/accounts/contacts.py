"""What people type where an e-mail address or a phone number is asked for."""

from dataclasses import dataclass

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.core import letters

LONGEST = 254


@dataclass(frozen=True, slots=True)
class Contact:
    """One of the two is set: an address in lower case, or a number as E.164."""

    email: str = ""
    phone: str = ""


def read(typed: str) -> Contact | None:
    """Read an address or a number as people type it; None when it can be neither.

    ``0555 123 456`` is a number of this country; blanks inside an address are slips of the thumb.
    """
    text = letters.tidy(typed).strip()
    if len(text) > LONGEST:
        return None
    return _email(text) if "@" in text else _phone(text)


def _email(text: str) -> Contact | None:
    address = "".join(text.split()).lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return Contact(email=address)


def _phone(text: str) -> Contact | None:
    try:
        number = phonenumbers.parse(text, settings.PHONENUMBER_DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return Contact(phone=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
