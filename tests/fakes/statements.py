"""Invoices by the thousand and a statement that pays them, with the damage real purposes have.

Every line knows which invoices it truly pays, so that the conclusions of matching can be counted.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2031, 3, 10)
ACCOUNT = "0000000000000000"
_PRICES = (180_000, 240_000, 360_000, 480_000, 540_000, 960_000)
_PLACES = (
    "Кара-Суу Көк-Жар Ак-Башат Жаңы-Жол Кызыл-Туу Таш-Булак Сары-Өзөн Арал Чоң-Сары-Ой Ак-Талаа "
    "Баткен Достук Ноокат Төлөйкөн Мырза-Ake Сузак Жерге-Тал Талды-Суу Тамчы Бөкөнбаев Кочкор"
)
_KINDS = ("айыл өкмөтү", "айылдык кеңеши", "мэриясы", "мектеби", "китепканасы")
_FAMILIES = "Асанов Токтогулов Бекова Жумабаев Исаков Орозова Сыдыков Маматова Абдыев"
_GIVEN = "Бакыт Айгүл Нурлан Гүлзат Эрмек Чынара Азамат Жылдыз Талант Мээрим"


@dataclass(frozen=True, slots=True)
class Paid:
    """One line of the statement and the truth about it."""

    number: str
    name: str
    inn: str
    tyiyn: int
    purpose: str
    #: Ids of the invoices it pays; empty for money that is none of ours.
    truth: frozenset[int]


def make_invoices(number: int, seed: int = 1) -> None:
    """Open invoices of bodies and people; one client in three has several."""
    from membership.billing.models import Invoice
    from membership.clients.models import Client

    chance = random.Random(seed)
    clients = []
    for place in range(number * 2 // 3 or 1):
        body = place % 3 != 2
        client = (
            Client(kind="organisation", category="lsg", source="staff",
                   title=f"{chance.choice(_PLACES.split())} {chance.choice(_KINDS)} {place // 40}")
            if body
            else Client(family_name=chance.choice(_FAMILIES.split()), source="staff",
                        category="citizen",
                        given_name=f"{chance.choice(_GIVEN.split())} {place // 60}")
        )  # fmt: skip
        client.fill_keys()
        clients.append(client)
    Client.objects.bulk_create(clients, batch_size=500)
    clients = list(Client.objects.order_by("pk"))[-len(clients) :]
    Invoice.objects.bulk_create(
        (_invoice(place, chance.choice(clients), chance) for place in range(1, number + 1)),
        batch_size=500,
    )


def _invoice(place: int, client: object, chance: random.Random) -> object:
    from membership.billing.models import Invoice

    inn = f"{10**13 + client.pk}" if client.kind == "organisation" else ""  # type: ignore[attr-defined]
    issued = DAY - timedelta(days=chance.randint(1, 60))
    return Invoice(
        number=f"2031-{place:05d}", client=client, language="ky",
        total_tyiyn=chance.choice(_PRICES), issued_on=issued, due_on=issued + timedelta(days=30),
        snapshot={"template": 2, "buyer": {"name": client.name, "inn": inn, "address": ""}},  # type: ignore[attr-defined]
    )  # fmt: skip


def make_lines(number: int, seed: int = 2) -> list[Paid]:
    """A month of the account: payments in every state of damage, and money that is none of ours."""
    from membership.billing.models import Invoice

    chance = random.Random(seed)
    invoices = list(Invoice.objects.select_related("client").order_by("pk"))
    chance.shuffle(invoices)
    lines, taken = [], iter(invoices)
    for place in range(number):
        if place % 20 == 19:
            lines.append(_stranger(place, chance))
            continue
        invoice = next(taken)
        damage = chance.choices([one for one, _share in _DAMAGES], [s for _one, s in _DAMAGES])[0]
        lines.append(damage(place, invoice, chance))
    return lines


def _line(place: int, invoice: object, purpose: str, **changes: object) -> Paid:
    facts = {
        "number": str(4000 + place),
        "name": invoice.client.name,  # type: ignore[attr-defined]
        "inn": invoice.snapshot["buyer"]["inn"],  # type: ignore[attr-defined]
        "tyiyn": invoice.total_tyiyn,  # type: ignore[attr-defined]
        "purpose": purpose,
        "truth": frozenset({invoice.pk}),  # type: ignore[attr-defined]
        **changes,
    }
    return Paid(**facts)  # type: ignore[arg-type]


def _clean(place: int, invoice: object, chance: random.Random) -> Paid:
    return _line(place, invoice, f"Оплата по счету № {invoice.number} от 02.03.2031, подписка")  # type: ignore[attr-defined]


def _respelled(place: int, invoice: object, chance: random.Random) -> Paid:
    n = int(invoice.number[5:])  # type: ignore[attr-defined]
    full = f"{n:05d}"
    spelled = chance.choice([
        f"2031/{n}", f"2031 - {full}", f"2031{full}", f"2031–{full}", f"2О31-{full}",
        f"2031-{full.replace('0', 'О')}" if full.count("0") < 4 else f"2031-{full}",
        f"2 0 3 1 - {' '.join(full)}", f"2031.{full}", f"2031-{n}", f"2031 №{full}",
    ])  # fmt: skip
    words = chance.choice(["Сч {}", "төлөм эсеби {} журнал", "ЗА ПОДПИСКУ СЧЕТ N{} БЕЗ НДС"])
    return _line(place, invoice, words.format(spelled))


def _short(place: int, invoice: object, chance: random.Random) -> Paid:
    n = int(invoice.number[5:])  # type: ignore[attr-defined]
    return _line(place, invoice, f"оплата сч. №{n} от 02.03.2031 за журнал Муниципалитет")


def _no_number(place: int, invoice: object, chance: random.Random) -> Paid:
    return _line(place, invoice, "Журнал «Муниципалитет» жазылуу, бир жылга")


def _by_treasury(place: int, invoice: object, chance: random.Random) -> Paid:
    inn = invoice.snapshot["buyer"]["inn"]  # type: ignore[attr-defined]
    return _line(
        place, invoice, f"{invoice.number} ИНН {inn} ст.2215 подписка",  # type: ignore[attr-defined]
        name="Региональное отделение Казначейства", inn="99999999999999",
    )  # fmt: skip


def _wrong_amount(place: int, invoice: object, chance: random.Random) -> Paid:
    tyiyn = invoice.total_tyiyn + chance.choice([-100, 100, -90_000, 20_000])  # type: ignore[attr-defined]
    return _line(place, invoice, f"счет {invoice.number}", tyiyn=tyiyn)  # type: ignore[attr-defined]


def _mistyped(place: int, invoice: object, chance: random.Random) -> Paid:
    """The number of another invoice, as a slip of the finger makes it."""
    n = int(invoice.number[5:])  # type: ignore[attr-defined]
    digits = list(f"{n:05d}")
    at = chance.randrange(2, 5)
    digits[at] = str((int(digits[at]) + chance.randint(1, 9)) % 10)
    return _line(place, invoice, f"Оплата по счету 2031-{''.join(digits)}")


def _other_payer(place: int, invoice: object, chance: random.Random) -> Paid:
    return _line(
        place, invoice, f"за счет № {invoice.number}",  # type: ignore[attr-defined]
        name=f"ОсОО Ромашка {place}", inn=f"{20**10 + place:014d}"[:14],
    )  # fmt: skip


def _stranger(place: int, chance: random.Random) -> Paid:
    return Paid(
        number=str(4000 + place), name=f"ОО «Донор {place % 7}»", inn="77777777777777",
        tyiyn=chance.choice(_PRICES) + chance.randint(0, 10**7),
        purpose=f"Грант по договору № {chance.randint(1, 90)} от 15.01.2031, транш",
        truth=frozenset(),
    )  # fmt: skip


_DAMAGES: tuple[tuple[Callable[[int, object, random.Random], Paid], int], ...] = (
    (_clean, 30), (_respelled, 26), (_short, 8), (_no_number, 10), (_by_treasury, 10),
    (_wrong_amount, 8), (_mistyped, 4), (_other_payer, 4),
)  # fmt: skip


def as_1c(lines: list[Paid], on: date = DAY) -> bytes:
    """The statement as a bank exports it for 1C, in Windows-1251."""
    day = f"{on:%d.%m.%Y}"
    parts = [
        "1CClientBankExchange",
        "ВерсияФормата=1.03",
        "Кодировка=Windows",
        f"РасчСчет={ACCOUNT}",
    ]
    for line in lines:
        parts += [
            "СекцияДокумент=Платежное поручение", f"Номер={line.number}", f"Дата={day}",
            f"Сумма={line.tyiyn / 100:.2f}", "ПлательщикСчет=1234567890123456",
            f"Плательщик={line.name}", f"ПлательщикИНН={line.inn}", f"ПолучательСчет={ACCOUNT}",
            "Получатель=Редакция", f"ДатаПоступило={day}", f"НазначениеПлатежа={line.purpose}",
            "КонецДокумента",
        ]  # fmt: skip
    return "\r\n".join([*parts, "КонецФайла"]).encode("cp1251", errors="replace")


def moment() -> datetime:
    """When the statement is taken in."""
    return datetime(2031, 3, 11, 4, 0, tzinfo=UTC)
