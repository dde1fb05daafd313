"""One spelling for every e-mail address and phone number, so that equal contacts are equal text."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.core import letters

EMAIL = "email"
PHONE = "phone"
#: Numbers are typed without the country's code at home.
HOME = "KG"
#: What is dialled before a number from abroad, at home, and at home in older times.
_DIALLED_BEFORE = re.compile(r"^(?:00996|9960|8?0)")
#: A number at home is +996 and nine digits without a 0 before them, in towns and on mobiles.
_HOME_CODE, _HOME_NUMBER = 996, re.compile(r"[1-9]\d{8}")


class ContactMalformed(ValueError):
    """The text is neither an e-mail address nor a phone number that can exist."""


def normal(channel: str, value: str) -> str:
    """An e-mail address in lower case or a phone number as E.164.

    Raises:
        ContactMalformed: nobody could be reached at ``value``.
    """
    return _normal_email(value) if channel == EMAIL else _normal_phone(value)


def dialled(typed: str) -> str:
    """The digits of a phone, or of a part of one, as they stand in its normal spelling."""
    try:
        return _normal_phone(typed)
    except ContactMalformed:
        digits = "".join(filter(str.isdecimal, typed))
        return _DIALLED_BEFORE.sub("", digits) or digits


def _normal_email(value: str) -> str:
    address = "".join(letters.tidy(value).split()).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        # Django's error holds itself and, by its traceback, all that its callers held: with a long
        # list that is all of the list.
        error.__traceback__ = None
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
    """The plan of this country lists numbers shorter and longer than those of people too."""
    if number.country_code == _HOME_CODE:
        digits = phonenumbers.national_significant_number(number)
        return _HOME_NUMBER.fullmatch(digits) is not None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)
