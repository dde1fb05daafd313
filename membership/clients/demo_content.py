"""Two hundred invented clients in all eight categories and all oblasts, the same every time."""

from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from membership.accounts import selectors as accounts
from membership.accounts.models import User
from membership.clients import demo_doings, demo_lists, demo_people, demo_work, services
from membership.clients.models import (
    Client,
    ClientTag,
    Consent,
    Contact,
    DuplicateSuspicion,
    Note,
    Office,
    Segment,
    TaggedClient,
    TimelineEntry,
)
from membership.clients.segments import tree
from membership.organisations.models import Organisation
from portal.core import clock, languages, letters
from portal.core.audience import Role

_ADMINISTRATOR = "clients@example.kg"
#: How often each role is met among people of local bodies.
_ROLES = [Role.HEAD] * 4 + [Role.SECRETARY] * 5 + [Role.FINANCE] * 3 + [Role.DEPUTY_HEAD] * 2
_ROLES += [Role.KENESH_DEPUTY] * 4 + [Role.KENESH_CHAIR] * 2 + [Role.SPECIALIST] * 2


def load() -> None:
    """Write the sample base."""
    _confirm_the_member()
    _Sample(Random(1694), clock.now()).write()  # noqa: S311 - the same people every time
    if staff := User.objects.filter(email=_ADMINISTRATOR).first():
        demo_lists.load(staff, clock.now())
    demo_work.load(Random(1694))  # noqa: S311 - the same desk every time
    demo_doings.load(Random(1694))  # noqa: S311 - the same deeds every time
    _sample_segments()
    services.keep_seen(client_ids=Client.objects.order_by("pk").values_list("pk", flat=True))
    services.check_standings(clock.today())


def _sample_segments() -> None:
    """Two segments to look at and to change."""
    staff = User.objects.filter(email=_ADMINISTRATOR).first()
    lsg = {"field": "category", "op": "is", "values": ["lsg"]}
    away = {"field": "seen", "op": "is_not", "days": 90}
    without = {"field": "magazine", "op": "is_not", "values": ["active"]}
    came = {"field": "timeline", "op": "is", "values": ["event.attended"], "days": 365}
    for name, conditions in (
        ("Мисал · Пример: МСУ без журнала", [lsg, without]),
        ("Мисал · Пример: были на событии, давно не заходили", [came, away]),
    ):
        asked = {"match": tree.ALL, "of": [tree.named(one) for one in conditions]}
        Segment.objects.get_or_create(name=name, defaults={"tree": asked, "created_by": staff})


def _confirm_the_member() -> None:
    """Whoever registered before has an office that the administrator has checked."""
    staff = User.objects.filter(email=_ADMINISTRATOR).first()
    for office in Office.objects.waiting():
        if staff:
            note = "Знакомы по семинару"
            services.verify_office(
                office_id=office.pk, by_user_id=staff.pk, at=clock.now(), note=note
            )


class _Sample:
    """Builds rows in memory and writes them in bulk."""

    def __init__(self, random: Random, now: datetime) -> None:
        self.random, self.now = random, now
        self.base = demo_people.read("base.yaml")
        self.used: set[str] = set()

    def write(self) -> None:
        """All of it."""
        clients = Client.objects.bulk_create(list(demo_people.everybody(self.random, self.now)))
        self._give_contacts(clients)
        self._give_accounts(clients)
        self._give_offices(clients)
        self._give_consents(clients)
        self._tell_timeline(clients)
        self._write_notes(clients)
        self._suspect(clients)

    def _address(self, client: Client) -> str:
        """An address nobody else has."""
        latin, words = self.base["latin"], letters.search_key(client.name).split()[:2]
        name = ".".join("".join(latin.get(letter, "") for letter in word) for word in words)
        address, number = f"{name or 'office'}@example.kg", 1
        while address in self.used:
            number += 1
            address = f"{name}{number}@example.kg"
        self.used.add(address)
        return address

    def _give_contacts(self, clients: list[Client]) -> None:
        rows = []
        for number, client in enumerate(clients):
            proven = client.created_at if client.source == "registration" else None
            if number % 7:
                rows.append(self._contact(client, "email", self._address(client), proven))
            if number % 3 == 0:
                rows.append(self._contact(client, "phone", f"+996500000{number:03d}", None))
        Contact.objects.bulk_create(rows)

    @staticmethod
    def _contact(client: Client, channel: str, value: str, proven: datetime | None) -> Contact:
        return Contact(client=client, channel=channel, value=value, proven_at=proven)

    def _give_accounts(self, clients: list[Client]) -> None:
        """Whoever registered alone and has an address can sign in by a mailed code."""
        addresses = dict(
            Contact.objects.filter(
                client__in=clients, channel="email", client__source="registration"
            ).values_list("client", "value")
        )
        owners = [client for client in clients if client.pk in addresses]
        users = User.objects.bulk_create(
            [self._account(client, addresses[client.pk]) for client in owners]
        )
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=u, email=str(u.email), verified=True, primary=True) for u in users]
        )
        for client, user in zip(owners, users, strict=True):
            client.user = user
        Client.objects.bulk_update(owners, ["user"])

    def _account(self, client: Client, address: str) -> User:
        away = self.random.choice([0, 1, 2, 5, 9, 20, 40, 60, 80, 120, 200, 400])
        return User(
            email=address,
            password=make_password(None),
            first_name=client.given_name,
            last_name=client.family_name,
            language=client.language,
            date_joined=client.created_at,
            last_login=max(client.created_at, self.now - timedelta(days=away)),
        )

    def _give_offices(self, clients: list[Client]) -> None:
        people = [one for one in clients if one.category == "lsg" and one.kind == "person"]
        bodies = self._bodies([client.territory_id for client in people])
        rows = []
        for number, client in enumerate(people):
            role = self.random.choice(_ROLES)
            kenesh = role in {Role.KENESH_CHAIR, Role.KENESH_DEPUTY}
            body = bodies.get((client.territory_id, kenesh))
            if body:
                client.organisation = body
                rows.append(self._office(client, body, role, number))
        Office.objects.bulk_create(rows)
        Client.objects.bulk_update(people, ["organisation"])

    @staticmethod
    def _bodies(places: list[int | None]) -> dict[tuple[int | None, bool], Organisation]:
        found = Organisation.objects.filter(territory__in=places).exclude(kind="other")
        return {(body.territory_id, body.kind == "kenesh"): body for body in found}

    def _office(self, client: Client, body: Organisation, role: str, number: int) -> Office:
        """Of ten, six are confirmed, three wait, one was declined."""
        office = Office(client=client, organisation=body, role=role, claimed_at=client.created_at)
        office.starts_on = (client.created_at - timedelta(days=self.random.randint(30, 700))).date()
        decided_at = min(client.created_at + timedelta(days=2), self.now)
        if number % 10 < 6:
            office.verified_at = decided_at
            office.decision_note = self.random.choice(self.base["checks"])
        elif number % 10 == 6:
            office.declined_at = decided_at
            office.decision_note = "В айыл өкмөтү такой сотрудник не работает"
        else:
            office.claimed_at = self.now - timedelta(days=self.random.randint(0, 9), hours=3)
        return office

    def _give_consents(self, clients: list[Client]) -> None:
        texts = accounts.consent_texts(on=clock.today())
        rows = []
        for client in clients:
            for text in texts:
                if client.kind == "organisation" or self.random.random() < 0.6:
                    continue
                given = client.created_at + timedelta(minutes=4)
                late = self.random.random() < 0.08
                rows.append(
                    Consent(
                        client=client,
                        purpose=text.purpose,
                        service=text.service,
                        channel=text.channel,
                        version=text.version,
                        language=client.language,
                        text=text.text_in(client.language),
                        given_at=given,
                        how="form" if client.source == "registration" else "paper",
                        withdrawn_at=max(given, self.now - timedelta(days=3)) if late else None,
                    )
                )
        Consent.objects.bulk_create(rows)

    def _tell_timeline(self, clients: list[Client]) -> None:
        registered = languages.in_each(_("Registered on the Portal"))
        entered = languages.in_each(_("Entered into the client base"))
        confirmed = languages.in_each(_("Office confirmed"))
        rows = []
        for client in clients:
            alone = client.user_id is not None
            rows.append(
                TimelineEntry(
                    client=client,
                    kind="client.registered" if alone else "client.entered",
                    subject=f"user:{client.user_id}" if alone else f"client:{client.pk}",
                    happened_at=client.created_at,
                    title=registered if alone else entered,
                )
            )
        rows += [
            TimelineEntry(
                client_id=office.client_id,
                kind="office.verified",
                subject=f"office:{office.pk}",
                happened_at=office.verified_at,
                title=confirmed,
            )
            for office in Office.objects.verified().filter(client__in=clients)
            if office.verified_at
        ]
        TimelineEntry.objects.bulk_create(rows)

    def _write_notes(self, clients: list[Client]) -> None:
        author = User.objects.filter(email=_ADMINISTRATOR).first()
        chosen = self.random.sample(clients, 24)
        Note.objects.bulk_create(
            Note(
                client=client,
                text=self.base["notes"][number % len(self.base["notes"])],
                author=author,
                written_at=self.now - timedelta(days=3 * number + 1),
            )
            for number, client in enumerate(chosen)
        )
        tags = [ClientTag.objects.get_or_create(name=name)[0] for name in self.base["tags"]]
        marked = [(self.random.choice(tags), client) for client in self.random.sample(clients, 60)]
        TaggedClient.objects.bulk_create(
            TaggedClient(tag=tag, content_object=client) for tag, client in marked
        )

    def _suspect(self, clients: list[Client]) -> None:
        """Offices share mailboxes: three pairs of people with one address."""
        people = [client for client in clients if client.kind == "person"]
        pairs = [(people[number], people[number + 1]) for number in (3, 17, 31)]
        for first, second in pairs:
            Contact.objects.bulk_create(
                self._contact(one, "email", f"kense{first.pk}@example.kg", None)
                for one in (first, second)
            )
        DuplicateSuspicion.objects.bulk_create(
            DuplicateSuspicion(
                first=first,
                second=second,
                reason="contact",
                raised_at=self.now - timedelta(days=number + 1),
            )
            for number, (first, second) in enumerate(pairs)
        )
