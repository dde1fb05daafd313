"""Contacts in their one spelling; what can reach nobody is refused."""

import gc
import weakref

import pytest

from portal.core import contacts
from portal.core.contacts import ContactMalformed


@pytest.mark.parametrize(
    "typed", ["0555 123456", "555123456", "+996 555 12-34-56", "996555123456", "0312 66 12 34"]
)
def test_a_kyrgyz_number_is_the_code_and_nine_digits(typed):
    number = contacts.normal(contacts.PHONE, typed)

    assert number.startswith("+996")
    assert len(number) == len("+996") + 9


@pytest.mark.parametrize(
    "typed", ["12345", "8 555 123456", "0555 12345", "0555 1234567", "+99655512345", "102"]
)
def test_a_number_of_another_length_is_refused(typed):
    with pytest.raises(ContactMalformed):
        contacts.normal(contacts.PHONE, typed)


def test_numbers_of_other_countries_keep_their_own_length():
    assert contacts.normal(contacts.PHONE, "+7 701 123 45 67") == "+77011234567"


def test_a_refused_address_holds_nothing_of_who_asked():
    """A list with many wrong addresses is read without keeping the list."""

    class Held:
        pass

    def ask():
        held = Held()
        with pytest.raises(ContactMalformed):
            contacts.normal(contacts.EMAIL, "эмес")
        return weakref.ref(held)

    gc.disable()
    try:
        assert ask()() is None
    finally:
        gc.enable()
