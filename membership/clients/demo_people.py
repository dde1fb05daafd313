"""Invented people and organisations of the sample base."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from membership.clients.models import Client
from membership.organisations.models import Organisation
from portal.territories import selectors as territories

_FOLDER = Path(__file__).parent / "demo"


def read(name: str) -> Any:
    """A list that shapes the sample base."""
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


def everybody(random: Random, now: datetime) -> Iterator[Client]:
    """All clients, not saved yet, the same for the same ``random``."""
    return _People(random, now).everybody()


class _People:
    """Draws names, places and dates of entry."""

    def __init__(self, random: Random, now: datetime) -> None:
        self.random, self.now = random, now
        self.communities, self.base = read("people.yaml"), read("base.yaml")
        self.places = self._places()

    def _places(self) -> Iterator[Any]:
        """Municipalities, one oblast after the other, so that none stays empty."""
        by_oblast: dict[int, list[Any]] = {}
        for place in territories.municipalities():
            by_oblast.setdefault(territories.oblast_of(place).pk, []).append(place)
        lists = [self.random.sample(places, len(places)) for places in by_oblast.values()]
        turn = 0
        while True:
            for places in lists:
                yield places[turn % len(places)]
            turn += 1

    def everybody(self) -> Iterator[Client]:
        for category, shape in self.base["categories"].items():
            for number in range(shape["people"]):
                yield self._person(category, shape.get("positions", [""]), number)
            for title in shape.get("organisations", []):
                yield self._organisation(category, title)
            for _number in range(shape.get("bodies", 0)):
                yield self._body()

    def _since(self) -> datetime:
        """Most came long ago, some in the last month."""
        days = self.random.choice([self.random.randint(1, 29), *[self.random.randint(30, 900)] * 4])
        return self.now - timedelta(days=days, minutes=self.random.randint(0, 600))

    def _person(self, category: str, positions: list[str], number: int) -> Client:
        weights = [community["weight"] for community in self.communities]
        community = self.random.choices(self.communities, weights)[0]
        woman = self.random.random() < 0.55
        sex = "women" if woman else "men"
        client = Client(
            family_name=self.random.choice(community["families"])[int(woman)],
            given_name=self.random.choice(community[sex]),
            patronymic=self.random.choice(community[f"{sex}_patronymics"]),
            position=positions[number % len(positions)],
            category=category,
            language=community["language"],
            territory=next(self.places),
            source=self.random.choice(["registration", "registration", "staff", "assisted"]),
            created_at=self._since(),
        )
        return self._filled(client)

    def _organisation(self, category: str, title: str) -> Client:
        client = Client(
            kind=Client.Kind.ORGANISATION,
            title=title,
            category=category,
            language=self.random.choice(["ky", "ru"]),
            territory=next(self.places),
            created_at=self._since(),
        )
        return self._filled(client)

    def _body(self) -> Client:
        place = next(self.places)
        bodies = Organisation.objects.filter(territory=place).exclude(kind="kenesh")
        client = Client(
            kind=Client.Kind.ORGANISATION,
            title=place.name_ky,
            category="lsg",
            territory=place,
            organisation=bodies.first(),
            postal_address=f"{place.name_ky}, Ленин көчөсү, {self.random.randint(1, 80)}",
            created_at=self._since(),
        )
        client.title = client.organisation.name_ky if client.organisation else place.name_ky
        return self._filled(client)

    @staticmethod
    def _filled(client: Client) -> Client:
        client.fill_keys()
        return client
