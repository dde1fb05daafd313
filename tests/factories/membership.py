"""Makers of accounts, clients and money for tests. Each room keeps its own small block."""

from datetime import UTC, date, datetime

import factory

from membership.accounts.models import User
from membership.billing.models import Invoice, InvoiceLine, SellerRequisites
from membership.clients.models import Client, Contact

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
