"""Makers of accounts, clients and money for tests. Each room keeps its own small block."""

import factory

from membership.accounts.models import User
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
