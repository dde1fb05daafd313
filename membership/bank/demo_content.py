"""A statement of last week: most of it books itself, some of it waits for a person."""

from datetime import date, timedelta
from typing import Any

from membership.bank import booking, imports
from membership.bank.models import Statement
from membership.billing.models import Invoice, SellerRequisites
from portal.core import clock, mail
from portal.core.models import Letter, OutboxEntry


def load() -> None:
    """Write the file of an invented bank and take it in."""
    if Statement.objects.exists():
        return
    today = clock.today()
    before = set(Letter.objects.values_list("pk", flat=True))
    statement = imports.take_in(
        content=_file(today).encode("cp1251", errors="replace"),
        file_name=f"kl_to_1c_{today:%Y%m%d}.txt",
        at=clock.now(),
        by_user_id=None,
    )
    booking.book_certain(name=f"statement:{statement.pk}", turn=0)
    sent = Letter.objects.exclude(pk__in=before)
    keys = [f"{mail.OUTBOX_KIND}:{pk}" for pk in sent.values_list("pk", flat=True)]
    OutboxEntry.objects.filter(done_at=None, key__in=keys).delete()
    OutboxEntry.objects.filter(done_at=None, kind=booking.KIND).delete()


def _file(today: date) -> str:
    account = SellerRequisites.load().account
    documents = _payments(today) + _others(today)
    head = [
        "1CClientBankExchange",
        "ВерсияФормата=1.03",
        "Кодировка=Windows",
        f"РасчСчет={account}",
    ]
    parts = [
        _document(number, account, facts) for number, facts in enumerate(documents, start=4501)
    ]
    return "\r\n".join([*head, *parts, "КонецФайла"])


def _payments(today: date) -> list[dict[str, str]]:
    """Money for real invoices, written as people write."""
    by_bank = Invoice.objects.filter(card_charges=None)  # a card renews the others
    owed = by_bank.awaiting_money().with_paid().select_related("client").order_by("-pk")
    made = []
    rows: list[Any] = list(owed[:9])
    for place, invoice in enumerate(rows):
        left = invoice.owed
        number = invoice.number
        purposes = [
            f"Оплата по счету № {number}, журнал «Муниципалитет»",
            f"төлөм эсеби {number[:4]}/{int(number[5:])} журналга жазылуу",
            "Журнал «Муниципалитет», подписка на год",
            f"сч. {number.replace('0', 'О')} подписка",
            f"за журнал по счету {number}",
        ]
        made.append({
            "day": f"{today - timedelta(days=1 + place):%d.%m.%Y}",
            "sum": f"{(left - (10_000 if place % 5 == 4 else 0)) / 100:.2f}",
            "name": invoice.buyer["name"] if place != 6 else "Региональное отделение Казначейства",
            "inn": invoice.buyer["inn"] if place != 6 else "",
            "purpose": purposes[place % 5],
        })  # fmt: skip
    return made


def _others(today: date) -> list[dict[str, str]]:
    """A second payment of a paid invoice, a grant, a line that no program should guess."""
    day = f"{today - timedelta(days=3):%d.%m.%Y}"
    others = [
        {"day": day, "sum": "250000.00", "name": "Фонд развития (образец)", "inn": "99999999999999",
         "purpose": "Грант по договору № 7 от 15.01, второй транш"},
        {"day": day, "sum": "0.00", "name": "Банк", "inn": "", "purpose": "Комиссия"},
    ]  # fmt: skip
    paid = Invoice.objects.filter(status=Invoice.Status.SETTLED).order_by("-pk").first()
    if paid:
        others.append({
            "day": day, "sum": f"{paid.total_tyiyn / 100:.2f}", "name": paid.buyer["name"],
            "inn": paid.buyer["inn"], "purpose": f"Оплата по счету {paid.number} (повторно)",
        })  # fmt: skip
    return others


def _document(number: int, account: str, facts: dict[str, str]) -> str:
    return "\r\n".join([
        "СекцияДокумент=Платежное поручение", f"Номер={number}", f"Дата={facts['day']}",
        f"Сумма={facts['sum']}", "ПлательщикСчет=1290000000000001",
        f"Плательщик={facts['name']}", f"ПлательщикИНН={facts['inn']}",
        f"ПолучательСчет={account}", f"ДатаПоступило={facts['day']}",
        f"НазначениеПлатежа={facts['purpose']}", "КонецДокумента",
    ])  # fmt: skip
