"""The page of an invoice and its papers."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from membership.billing import services
from membership.billing.models import Checkout, Invoice, Payment
from membership.clients.models import Office
from tests.factories.membership import (
    ClientFactory,
    InvoiceFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trees")]

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def invoice(reader):
    return InvoiceFactory(client=ClientFactory(user=reader))


def pay(invoice, som):
    services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=som * 100,
        source=Payment.Source.BANK,
        reference="bank 1",
        received_at=MARCH_3,
    )


def page(client, invoice, language="ru"):
    return client.get(f"/{language}/invoices/{invoice.pk}/")


@pytest.mark.parametrize("path", ["", "paper/ky/", "paper/ru/", "card/"])
def test_nobody_opens_the_invoice_of_another_member(client, reader, path):
    address = f"/ky/invoices/{InvoiceFactory().pk}/{path}"

    answer = client.post(address) if path == "card/" else client.get(address)

    assert answer.status_code == 404


def test_a_stranger_is_asked_to_sign_in(client):
    answer = page(client, InvoiceFactory())

    assert answer.status_code == 302
    assert "login" in answer.url


def test_whoever_asked_for_an_invoice_opens_it(client, reader):
    assert page(client, InvoiceFactory(asked_by=reader)).status_code == 200


def test_a_part_payment_says_what_is_still_owed(client, invoice):
    pay(invoice, 3000)

    assert "1\u00a0800\u00a0сом" in page(client, invoice).content.decode()


def test_a_settled_invoice_offers_no_way_to_pay(client, invoice):
    pay(invoice, 4800)

    content = page(client, invoice).content.decode()

    assert f"/invoices/{invoice.pk}/card/" not in content


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_papers_are_made_when_they_are_asked_for(client, invoice, language):
    answer = client.get(reverse("billing:paper", args=[invoice.pk, language]))

    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert invoice.papers.get().language == language


@pytest.mark.parametrize("language", ["en", "../ky", "x" * 500, "ky%27"])
def test_there_are_no_other_papers(client, invoice, language):
    assert client.get(f"/ky/invoices/{invoice.pk}/paper/{language}/").status_code == 404


def test_the_wish_to_pay_by_card_opens_one_page_at_the_provider(client, invoice):
    for _ in range(2):
        answer = client.post(reverse("billing:card", args=[invoice.pk]))

    assert answer.status_code == 302
    assert Checkout.objects.get().amount_tyiyn == 480_000


def test_the_page_links_to_the_provider_once_it_has_answered(client, invoice):
    Checkout.objects.create(
        invoice=invoice,
        amount_tyiyn=480_000,
        language="ky",
        asked_at=MARCH_3,
        url="https://provider.example/pay/1",
    )

    assert "https://provider.example/pay/1" in page(client, invoice).content.decode()


def test_a_paid_invoice_opens_no_card_page(client, invoice):
    pay(invoice, 4800)

    client.post(reverse("billing:card", args=[invoice.pk]))

    assert not Checkout.objects.exists()


def test_without_a_provider_there_is_no_card(client, invoice, settings):
    settings.STRIPE_SECRET_KEY = ""

    content = page(client, invoice).content.decode()

    assert f"/invoices/{invoice.pk}/card/" not in content
    assert client.post(reverse("billing:card", args=[invoice.pk])).status_code == 404


@pytest.mark.parametrize("parameters", ["?paid=card", "?paid=%27%22<script>", "?paid[]=1"])
def test_parameters_change_nothing_about_the_invoice(client, invoice, parameters):
    answer = client.get(f"/ky/invoices/{invoice.pk}/{parameters}")

    assert answer.status_code == 200
    assert Invoice.objects.get().status == Invoice.Status.ISSUED
    assert "<script>'" not in answer.content.decode()


def test_the_page_asks_little(client, invoice, django_assert_max_num_queries):
    page(client, invoice)

    with django_assert_max_num_queries(20):
        page(client, invoice)


def office_of(reader, **changes):
    return Office.objects.create(
        **{
            "client": ClientFactory(user=reader),
            "organisation": OrganisationFactory(),
            "role": "finance",
            "claimed_at": MARCH_3,
            **changes,
        }
    )


@pytest.mark.parametrize(("verified_at", "status"), [(MARCH_3, 200), (None, 404)])
def test_a_checked_office_opens_the_invoices_of_its_body(client, reader, verified_at, status):
    body = office_of(reader, verified_at=verified_at).organisation
    invoice = InvoiceFactory(client=ClientFactory(organisation_kind=True, organisation=body))

    assert page(client, invoice).status_code == status


def test_a_colleague_who_is_no_office_of_the_body_is_a_stranger(client, reader):
    body = office_of(reader, verified_at=MARCH_3).organisation
    invoice = InvoiceFactory(client=ClientFactory(organisation=body))

    assert page(client, invoice).status_code == 404
