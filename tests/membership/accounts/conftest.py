"""What stories about accounts share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from membership.accounts import groundwork
from portal.core.models import Letter
from tests.factories.portal import kok_jar

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client as Browser

    from portal.territories.models import Territory

SIGN_UP = "/ky/account/signup/"
SIGN_IN = "/ky/account/login/"
CODE = "/ky/account/login/code/confirm/"
PERSON = "/ky/account/registration/person/"
ROLE = "/ky/account/registration/role/"
CONSENTS = "/ky/account/registration/consents/"


@pytest.fixture
def texts(db: None) -> None:
    """The first consent texts and the groups of staff."""
    groundwork.lay()


@pytest.fixture
def place(db: None) -> Territory:
    """Көк-Жар of Кочкор rayon."""
    return kok_jar()


def ask_for_code(browser: Browser, contact: str, *, address: str = SIGN_UP) -> HttpResponse:
    """Send the form that asks for a code."""
    field = "contact" if address == SIGN_UP else "login"
    return browser.post(address, {field: contact})


def code_sent_to(contact: str) -> str:
    """The latest code sent to an address or a number."""
    letter = Letter.objects.filter(to=contact).first()
    assert letter is not None, f"nothing was sent to {contact}"
    found = re.search(r"\b\d{6}\b", letter.text)
    assert found is not None, letter.text
    return found.group()


def register(browser: Browser, contact: str) -> HttpResponse:
    """The first two steps: a contact and the code that proves it."""
    ask_for_code(browser, contact)
    return browser.post(CODE, {"code": code_sent_to(contact)})
