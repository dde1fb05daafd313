"""Notices from Stripe are believed by their signature alone, and kept before anything else."""

from __future__ import annotations

import json
import time

import pytest
import stripe

from membership.billing.models import ProviderNotice
from portal.core.models import OutboxEntry
from tests.membership.conftest import NOTICES

pytestmark = pytest.mark.django_db

EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "product.created",
    "livemode": False,
    "data": {"object": {"id": "prod_1", "object": "product"}},
}


def sign(body: str, secret: str = "whsec_test", at: int | None = None) -> str:
    return stripe.WebhookSignature.generate_signature_header(body, secret, at)


def post(client, body, signature=None):
    headers = {} if signature is None else {"Stripe-Signature": signature}
    return client.post(NOTICES, body, content_type="application/json", headers=headers)


def test_a_signed_notice_is_kept_and_waits_for_the_worker(client):
    body = json.dumps(EVENT)

    answer = post(client, body, sign(body))

    notice = ProviderNotice.objects.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert (notice.provider, notice.external_id, notice.kind) == (
        "stripe",
        "evt_1",
        "product.created",
    )
    assert notice.payload == EVENT
    assert OutboxEntry.objects.filter(kind="billing.act_on_notice").count() == 1


def test_a_repeated_notice_is_a_success_and_changes_nothing(client):
    body = json.dumps(EVENT)

    answers = [post(client, body, sign(body)).status_code for _ in range(3)]

    assert answers == [204, 204, 204]
    assert ProviderNotice.objects.count() == 1
    assert OutboxEntry.objects.count() == 1


def test_either_of_two_secrets_in_rotation_is_enough(client):
    body = json.dumps(EVENT)
    old = sign(body, "whsec_old")

    answer = post(client, body, f"{old},v1={sign(body).rpartition('=')[2]}")

    assert answer.status_code == 204


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "t=1",
        "v1=abc",
        "t=abc,v1=abc",
        "t=1,v1=",
        "t=1=2=3,v1==",
        "t=" + "9" * 400 + ",v1=00",
        "подпись",
        "t=1,v1=подпись",
        "=,=,=",
        ",",
        "\x01",
    ],
)
def test_a_wrong_signature_is_a_bad_request(client, signature):
    assert post(client, json.dumps(EVENT), signature).status_code == 400


def test_another_secret_is_a_bad_request(client):
    body = json.dumps(EVENT)

    assert post(client, body, sign(body, "whsec_other")).status_code == 400


def test_an_old_signature_is_a_bad_request(client):
    body = json.dumps(EVENT)

    assert post(client, body, sign(body, at=int(time.time()) - 301)).status_code == 400


def test_a_changed_body_is_a_bad_request(client):
    body = json.dumps(EVENT)

    assert post(client, body + " ", sign(body)).status_code == 400


def test_without_a_secret_nothing_is_believed(client, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    body = json.dumps(EVENT)

    assert post(client, body, sign(body, "")).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[]",
        "null",
        "true",
        "17",
        '"text"',
        "{}",
        "NaN",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"object": "v2.core.event", "id": "evt_1", "type": "x"}',
        '{"object": "event"}',
        json.dumps({**EVENT, "id": None}),
        json.dumps({**EVENT, "id": ""}),
        json.dumps({**EVENT, "id": ["evt"]}),
        json.dumps({**EVENT, "id": "e" * 300}),
        json.dumps({**EVENT, "type": 5}),
        json.dumps({**EVENT, "livemode": True}),
        json.dumps({**EVENT, "livemode": "false"}),
        json.dumps({**EVENT, "data": {"object": {"name": "\0"}}}),
        json.dumps({**EVENT, "data": {"object": {"name": "\ud800"}}}),
        json.dumps({**EVENT, "data": {"object": {"amount": float("inf")}}}),
    ],
    ids=lambda body: body[:30],
)
def test_what_is_no_notice_is_a_bad_request_even_when_signed(client, body):
    assert post(client, body, sign(body)).status_code == 400
    assert not ProviderNotice.objects.exists()


def test_a_body_that_is_no_text_is_a_bad_request(client):
    assert post(client, b"\xff\xfe\x00", "t=1,v1=00").status_code == 400


def test_only_posts_are_notices(client):
    assert client.get(NOTICES).status_code == 405


def test_a_live_notice_is_believed_by_a_live_installation_alone(client, settings):
    settings.STRIPE_SECRET_KEY = "sk_live_x"
    live, test = json.dumps({**EVENT, "livemode": True}), json.dumps(EVENT)

    assert post(client, live, sign(live)).status_code == 204
    assert post(client, test, sign(test)).status_code == 400
