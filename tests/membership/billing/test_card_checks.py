"""The simulator never stands in where real money is expected."""

from __future__ import annotations

import pytest
import stripe
from django.conf import settings as configured
from django.core.checks import run_checks


def problems(settings, **values) -> list[str]:
    given = {"DEMO": False, "DEV_PAGES": False, "STRIPE_API_BASE": "", **values}
    for name, value in given.items():
        setattr(settings, name, value)
    return [message.id for message in run_checks(tags=["payments"])]


def test_the_simulator_is_refused_in_production(settings):
    assert problems(settings, STRIPE_API_BASE="http://127.0.0.1:8001") == ["billing.E001"]
    assert problems(settings, STRIPE_SECRET_KEY="sk_test_simulator") == ["billing.E001"]


def test_the_simulator_is_at_home_in_the_demo(settings):
    assert problems(settings, DEMO=True, STRIPE_API_BASE="http://127.0.0.1:8001") == []


@pytest.mark.parametrize(("key", "secret"), [("sk_live_1", ""), ("", "whsec_1")])
def test_key_and_secret_come_together(settings, key, secret):
    found = problems(settings, STRIPE_SECRET_KEY=key, STRIPE_WEBHOOK_SECRET=secret)

    assert found == ["billing.E002"]


def test_without_cards_all_is_well(settings):
    assert problems(settings, STRIPE_SECRET_KEY="", STRIPE_WEBHOOK_SECRET="") == []


def test_the_library_speaks_the_version_the_code_was_written_for():
    assert stripe.api_version == configured.STRIPE_API_VERSION
