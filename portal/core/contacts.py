"""One spelling for every e-mail address and phone number, so that equal contacts are equal text."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.core import letters

EMAIL = "email"
PHONE = "phone"
#: Numbers are typed without the country's code at home.
HOME = "KG"
_CODE_OF_HOME, _DIGITS_AT_HOME = 996, 9


class ContactMalformed(ValueError):
    """The text is neither an e-mail address nor a phone number that can exist."""


def normal(channel: str, value: str) -> str:
    """An e-mail address in lower case or a phone number as E.164.

    Raises:
        ContactMalformed: nobody could be reached at ``value``.
    """
    return _normal_email(value) if channel == EMAIL else _normal_phone(value)


def _normal_email(value: str) -> str:
    address = "".join(letters.tidy(value).split()).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ContactMalformed(value) from error
    return address


def _normal_phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value[:40], HOME)
    except phonenumbers.NumberParseException as error:
        raise ContactMalformed(value) from error
    if not _can_exist(number):
        raise ContactMalformed(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _can_exist(number: phonenumbers.PhoneNumber) -> bool:
    """A person's number at home has nine digits; the plan lists shorter and longer ones too."""
    if number.country_code == _CODE_OF_HOME:
        return len(phonenumbers.national_significant_number(number)) == _DIGITS_AT_HOME
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)
