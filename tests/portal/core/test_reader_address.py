"""Limits count readers, not the proxies before the site."""

from django.test import RequestFactory

from portal.core.reader_address import address_of


def _request():
    return RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.7"
    )


def test_without_a_proxy_nobody_chooses_his_own_address(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    assert address_of(_request()) == "10.0.0.2"


def test_behind_one_proxy_its_word_counts_and_no_more(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert address_of(_request()) == "203.0.113.7"
