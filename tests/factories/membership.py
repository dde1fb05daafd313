"""Makers of accounts, clients and money for tests. Each room keeps its own small block."""

import uuid
from datetime import UTC, date, datetime

import factory

from membership.accounts.models import User
from membership.billing.models import Invoice, InvoiceLine, SellerRequisites
from membership.clients import services as clients
from membership.clients.models import Client, Contact, Office
from membership.organisations.models import Organisation
from membership.subscriptions.models import Order, Plan, Term

# --- accounts ---------------------------------------------------------------------------------


class UserFactory(factory.django.DjangoModelFactory):
    """An account with an e-mail address; ``proven=True`` makes the address proven."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.kg")
    first_name = "Айгүл"
    last_name = "Асанова"

    @factory.post_generation
    def proven(self, create, extracted, **kwargs):
        """Prove the address as a mailed code does."""
        if extracted:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


# --- clients ----------------------------------------------------------------------------------


class ClientFactory(factory.django.DjangoModelFactory):
    """A person of the base without an account; ``email=`` and ``phone=`` add contacts."""

    class Meta:
        model = Client
        skip_postgeneration_save = True

    family_name = "Токтогулов"
    given_name = factory.Sequence(lambda number: f"Бакыт {number}")
    category = "lsg"
    source = "staff"

    class Params:
        organisation_kind = factory.Trait(
            kind="organisation",
            family_name="",
            given_name="",
            title=factory.Sequence(lambda number: f"Айыл өкмөтү {number}"),
        )

    @factory.post_generation
    def email(self, create, extracted, **kwargs):
        """An unproven address."""
        if extracted:
            Contact.objects.create(client=self, channel="email", value=extracted)

    @factory.post_generation
    def phone(self, create, extracted, **kwargs):
        """An unproven number."""
        if extracted:
            Contact.objects.create(client=self, channel="phone", value=extracted)


def agreeing(client, *, channel="email", service="magazine", purpose="informing"):
    """The client, having agreed to be told of a service in a way."""
    clients.record_consent(
        client_id=client.pk, purpose=purpose, service=service, channel=channel, version="1",
        language="ky", text="ооба", given_at=datetime(2025, 12, 1, tzinfo=UTC),
    )  # fmt: skip
    return client


# --- bodies -----------------------------------------------------------------------------------


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A body outside the register of territories."""

    class Meta:
        model = Organisation

    kind = "other"
    name_ky = factory.Sequence(lambda number: f"Көк-Жар айыл өкмөтү {number}")
    name_ru = factory.Sequence(lambda number: f"Айыл окмоту Кок-Жар {number}")


class OfficeFactory(factory.django.DjangoModelFactory):
    """A claim to an office that nobody checked; ``verified=True`` for a checked one."""

    class Meta:
        model = Office

    class Params:
        verified = factory.Trait(verified_at=datetime(2026, 1, 12, tzinfo=UTC))

    client = factory.SubFactory(ClientFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "secretary"
    claimed_at = datetime(2026, 1, 10, tzinfo=UTC)


# --- money ------------------------------------------------------------------------------------

SELLER = {
    "name_ky": "«Өнүктүрүү саясаты институту» коомдук фонду",
    "name_ru": "ОФ «Институт политики развития»",
    "address_ky": "Бишкек ш., Мисал көчөсү, 1",
    "address_ru": "г. Бишкек, ул. Примерная, 1",
    "inn": "00000000000000",
    "bank_ky": "«Мисал Банк» ААК",
    "bank_ru": "ОАО «Пример Банк»",
    "bic": "000000",
    "account": "0000000000000000",
}


def enter_seller() -> SellerRequisites:
    """Enter the publisher's bank details, as staff do once."""
    seller = SellerRequisites.load()
    for field, value in SELLER.items():
        setattr(seller, field, value)
    seller.save()
    return seller


class InvoiceFactory(factory.django.DjangoModelFactory):
    """An issued invoice of 4 800 som with one line; ``cancelled=True`` for one given up."""

    class Meta:
        model = Invoice
        skip_postgeneration_save = True

    class Params:
        cancelled = factory.Trait(
            status="cancelled",
            cancelled_at=datetime(2026, 2, 1, tzinfo=UTC),
            cancel_reason="Ката чыгарылган",
        )

    number = factory.Sequence(lambda number: f"2025-{number:05d}")
    client = factory.SubFactory(ClientFactory)
    total_tyiyn = 480_000
    language = "ky"
    issued_on = date(2026, 2, 20)
    due_on = date(2026, 3, 22)
    snapshot = factory.LazyAttribute(
        lambda invoice: {
            "template": 1,
            "buyer": {"name": invoice.client.name, "inn": "", "address": ""},
            "seller": {
                language: {
                    "name": SELLER[f"name_{language}"],
                    "address": SELLER[f"address_{language}"],
                    "bank": SELLER[f"bank_{language}"],
                    "inn": SELLER["inn"],
                    "bic": SELLER["bic"],
                    "account": SELLER["account"],
                    "head": "",
                }
                for language in ("ky", "ru")
            },
        }
    )

    @factory.post_generation
    def lines(self, create, extracted, **kwargs):
        """One line over the whole sum."""
        InvoiceLine.objects.create(
            invoice=self,
            position=1,
            title_ky="«Муниципалитет» журналы, 12 ай",
            title_ru="Журнал «Муниципалитет», 12 месяцев",
            price_tyiyn=self.total_tyiyn,
            amount_tyiyn=self.total_tyiyn,
        )


# --- subscriptions ----------------------------------------------------------------------------


class PlanFactory(factory.django.DjangoModelFactory):
    """The magazine online for a year; ``printed=True`` sends one copy."""

    class Meta:
        model = Plan

    class Params:
        printed = factory.Trait(opens="magazine_print", copies=1, price_tyiyn=360_000)

    code = factory.Sequence(lambda number: f"plan-{number}")
    title_ky = "Журнал онлайн, бир жылга"
    title_ru = "Журнал онлайн на год"
    opens = "magazine_online"
    months = 12
    price_tyiyn = 180_000
    valid_from = date(2024, 1, 1)


class OrderFactory(factory.django.DjangoModelFactory):
    """An order that waits for payment of its invoice."""

    class Meta:
        model = Order

    plan = factory.SubFactory(PlanFactory)
    opens = factory.SelfAttribute("plan.opens")
    copies = factory.SelfAttribute("plan.copies")
    seats = factory.SelfAttribute("plan.seats")
    months = factory.SelfAttribute("plan.months")
    issues = factory.SelfAttribute("plan.issues")
    subscriber = factory.SubFactory(ClientFactory)
    payer = factory.SelfAttribute("subscriber")
    price_tyiyn = 480_000
    buyer_name = "Токтогулов Бакыт"
    language = "ky"
    state = "awaiting_payment"
    form_key = factory.LazyFunction(uuid.uuid4)
    invoice = factory.SubFactory(
        InvoiceFactory, client=factory.SelfAttribute("..payer"), total_tyiyn=480_000
    )
    placed_at = datetime(2026, 2, 20, tzinfo=UTC)


class TermFactory(factory.django.DjangoModelFactory):
    """A free term over 2026; ``client=`` whose it is."""

    class Meta:
        model = Term

    class Params:
        client = factory.SubFactory(ClientFactory)

    subscriber = factory.SelfAttribute("client")
    opens = "magazine_online"
    basis = "waived"
    why = "Сынакка катышуучу"
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 12, 31)
    opened_at = datetime(2026, 1, 1, tzinfo=UTC)
