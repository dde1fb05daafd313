"""Two years of sample orders, payments and free terms for the sample client base."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.models import Source
from membership.clients.models import Client
from membership.subscriptions import demo_groups, demo_renewals, services
from membership.subscriptions.errors import QuotaUsedUp
from membership.subscriptions.models import ForWhom, Opens, Order, Plan, SponsorQuota, Term
from membership.subscriptions.services import PostTo
from portal.core import clock, mail
from portal.core.audience import Category
from portal.core.models import Letter, OutboxEntry

_MEMBER = "aigul@example.kg"
#: What became of an order, and in how many of a hundred cases.
_FATES = {"paid": 78, "cancelled": 8, "over": 3, "returned": 3, "late": 8}
_WHY = [
    "Долбоордун квотасы: жаңы шайланган депутаттар",
    "Квота проекта для пилотных муниципалитетов",
    "Окуу семинарынын катышуучусу",
]
_LETTERS_OF_THE_PAST = [
    "payment_received",
    "renewal_ahead",
    "renewal_declined",
    "renewal_on",
    "term_opened",
]
_FREE = "Обязательный и авторский экземпляр"


@dataclass(frozen=True, slots=True)
class _Wish:
    """An order that one client placed on a day, and what became of it."""

    at: datetime
    client: Client
    plan: str
    fate: str


#: Beside the plans that every site begins with.
_PLANS = [
    {
        "code": "office-five",
        "opens": Opens.ONLINE,
        "price_tyiyn": 600_000,
        "seats": 5,
        "for_whom": ForWhom.ORGANISATION,
        "title_ky": "Мекеме үчүн онлайн, беш орун",
        "title_ru": "Онлайн для организации, пять мест",
        "title_en": "Online for an office, five seats",
        "text_ky": "Мекеменин беш кызматкери бир жыл бою бардык сандарды окуйт.",
        "text_ru": "Пять сотрудников организации год читают все номера.",
        "text_en": "Five people of the office read all issues for a year.",
    },
    {
        "code": "ten-issues",
        "opens": Opens.ONLINE,
        "price_tyiyn": 160_000,
        "months": None,
        "issues": 10,
        "title_ky": "Он сан онлайн",
        "title_ru": "Десять номеров онлайн",
        "title_en": "Ten issues online",
        "text_ky": "Чыккан он сан эсептелет, кош сандын баасы редакция белгилегендей.",
        "text_ru": "Считаются десять вышедших номеров; сдвоенный считает редакция.",
        "text_en": "Ten issues that come out; a double one as the editors count it.",
    },
]


def load() -> None:
    """Write it all; letters and papers of the past are left out, they were sent long ago."""
    with transaction.atomic():
        for place, fields in enumerate(_PLANS, start=10):
            Plan.objects.create(**fields, position=place, valid_from=date(2024, 1, 1))
        _History(Random(1785), clock.now()).write()  # noqa: S311 - the same history every time
        demo_renewals.load(clock.now())
        demo_groups.write(clock.now())
        past = Letter.objects.filter(kind__in=_LETTERS_OF_THE_PAST)
        sending = [f"{mail.OUTBOX_KIND}:{pk}" for pk in past.values_list("pk", flat=True)]
        OutboxEntry.objects.filter(done_at=None, key__in=sending).delete()
        OutboxEntry.objects.filter(done_at=None, kind__startswith="billing.").delete()
        past.delete()


class _History:
    """Places orders in the order of time, so that invoice numbers follow each other."""

    def __init__(self, random: Random, now: datetime) -> None:
        self.random, self.now = random, now
        everybody = Client.objects.exclude(user__email=_MEMBER).order_by("pk")
        self.bodies = list(everybody.filter(kind="organisation").exclude(category="donor"))
        self.people = list(everybody.filter(kind="person").exclude(user__is_staff=True))
        self.sponsors = list(everybody.filter(kind="organisation", category=Category.DONOR))
        self.plans = {plan.code: plan for plan in Plan.objects.all()}

    def write(self) -> None:
        """Sold terms first, then the free ones."""
        for wish in sorted(self._wishes(), key=lambda wish: wish.at):
            self._live(wish)
        self._sponsor()
        self._waive()

    def _wishes(self) -> Iterator[_Wish]:
        for number, client in enumerate(self.bodies):
            plan = ("both-year", "print-year", "online-year")[number % 3]
            yield from self._years_of(client, plan, number)
        for number, client in enumerate(self.people[::4]):
            yield from self._years_of(client, "online-year", number + 1)

    def _years_of(self, client: Client, plan: str, number: int) -> Iterator[_Wish]:
        """Some stay, some are new, some left, some are about to renew, some owe."""
        kind = number % 7
        if kind in {0, 1}:  # a second year running
            yield self._wish(client, plan, days=(480, 700), fate="paid")
            yield self._wish(client, plan, days=(90, 330))
        elif kind == 2:  # ends within the month
            yield self._wish(client, plan, days=(340, 360), fate="paid")
        elif kind == 3:  # lapsed
            yield self._wish(client, plan, days=(390, 600), fate="paid")
        elif kind in {4, 5}:
            yield self._wish(client, plan, days=(20, 300))
        else:
            yield self._wish(client, plan, days=(1, 50), fate=self._unpaid())

    def _unpaid(self) -> str:
        return self.random.choice(["waiting", "waiting", "part"])

    def _wish(self, client: Client, plan: str, *, days: tuple[int, int], fate: str = "") -> _Wish:
        ago = timedelta(days=self.random.randint(*days), minutes=self.random.randint(0, 600))
        fate = fate or self.random.choices(list(_FATES), list(_FATES.values()))[0]
        return _Wish(self.now - ago, client, plan, fate)

    def _live(self, wish: _Wish) -> None:
        order = self._place(wish)
        invoice_id, total = order.invoice_id, order.total_tyiyn
        if invoice_id is None or wish.fate == "waiting":
            return
        if wish.fate == "cancelled":
            billing.cancel_invoice(
                invoice_id=invoice_id, reason="Заказ повторный", at=self._after(wish.at, 10)
            )
            return
        paid = {"part": total // 2, "over": total + 20_000}.get(wish.fate, total)
        days = 40 if wish.fate == "late" else self.random.randint(0, 12)
        self._pay(wish, invoice_id, paid, days)

    def _pay(self, wish: _Wish, invoice_id: int, tyiyn: int, days: int) -> None:
        is_card = wish.client.kind == Client.Kind.PERSON and self.random.random() < 0.6
        at = self._after(wish.at, 0 if is_card else days)
        money = billing.record_payment(
            invoice_id=invoice_id,
            amount_tyiyn=tyiyn,
            source=Source.CARD if is_card else Source.BANK,
            reference=f"pi_sample{invoice_id}" if is_card else f"ПП {2000 + invoice_id}",
            received_at=at,
        )
        if wish.fate == "returned":
            billing.reverse_payment(
                payment_id=money.pk,
                reference=f"{money.reference} ↩",
                reason="Возврат по просьбе подписчика",
                at=self._after(at, 5),
            )

    def _place(self, wish: _Wish) -> Order:
        client = wish.client
        address = client.postal_address or f"{client.territory or 'Бишкек'}"
        is_body = client.kind == Client.Kind.ORGANISATION
        return services.place_order(
            plan_id=self.plans[wish.plan].pk,
            payer_id=client.pk,
            subscriber_id=client.pk,
            buyer=Buyer(client.name, f"{10**13 + client.pk}" if is_body else "", address[:300]),
            placed_at=wish.at,
            language=client.language,
            form_key=uuid.UUID(int=self.random.getrandbits(128)),
            recipients=[PostTo(client.name[:200], address)],
            quantity=self.random.choice([1, 1, 1, 2, 5]) if is_body else 1,
            placed_by_id=client.user_id,
        )

    def _sponsor(self) -> None:
        """Donors pay for people of local bodies."""
        readers = [one for one in self.people if one.category == Category.LSG][1::4]
        for number, sponsor in enumerate(self.sponsors[: len(_WHY)]):
            theirs = readers[number :: len(_WHY)]
            quota = SponsorQuota.objects.create(
                sponsor=sponsor,
                why=_WHY[number],
                opens=Opens.ONLINE,
                places=len(theirs) + 5,
                starts_on=self.now.date() - timedelta(days=420),
                ends_on=self.now.date() + timedelta(days=120 + 60 * number),
            )
            for client in theirs:
                at = self.now - timedelta(days=self.random.randint(5, 400))
                # Whoever has paid beyond the days of the quota needs none of it.
                with suppress(QuotaUsedUp):
                    services.give_from_quota(quota_id=quota.pk, client_id=client.pk, at=at)

    def _waive(self) -> None:
        """Universities get their copy free of charge; the member of the demo had a trial once."""
        for client in self.people:
            if client.category == Category.UNIVERSITY:
                self._grant(client, basis=Term.Basis.WAIVED, why=_FREE, ago=100)
        for client in Client.objects.filter(user__email=_MEMBER):
            self._grant(client, basis=Term.Basis.WAIVED, why=_WHY[2], ago=110, length=90)

    def _grant(
        self,
        client: Client,
        *,
        basis: str,
        why: str,
        ago: int,
        sponsor: Client | None = None,
        length: int = 365,
    ) -> None:
        at = self.now - timedelta(days=ago)
        services.grant_term(
            client_id=client.pk,
            opens=Opens.ONLINE,
            basis=basis,
            why=why,
            sponsor_id=sponsor.pk if sponsor else None,
            starts_on=at.date(),
            ends_on=at.date() + timedelta(days=length),
            at=at,
        )

    def _after(self, at: datetime, days: int) -> datetime:
        """Some days later, but never in the future."""
        return min(at + timedelta(days=days, minutes=self.random.randint(1, 300)), self.now)
