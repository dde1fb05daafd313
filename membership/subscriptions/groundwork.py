"""The first plans, and who of the staff may do what with subscriptions."""

from datetime import date

from membership.subscriptions.models import Opens, Plan, RefundRule
from portal.core import roles

_PLANS = [
    {
        "code": "online-year",
        "opens": Opens.ONLINE,
        "price_tyiyn": 180_000,
        "title_ky": "Журнал онлайн, бир жылга",
        "title_ru": "Журнал онлайн на год",
        "title_en": "Magazine online, one year",
        "text_ky": "Бардык сандар жана макалалар телефондо же компьютерде: окуйсуз, издейсиз, "
        "PDF түрүндө жүктөп аласыз.",
        "text_ru": "Все номера и статьи на телефоне или компьютере: читать, искать, "
        "скачивать в PDF.",
        "text_en": "All issues and articles on a phone or a computer: read, search, download.",
    },
    {
        "code": "print-year",
        "opens": Opens.PRINT,
        "price_tyiyn": 360_000,
        "copies": 1,
        "title_ky": "Басма журнал, бир жылга",
        "title_ru": "Печатный журнал на год",
        "title_en": "Printed magazine, one year",
        "text_ky": "Жыл ичинде чыккан ар бир сандын бир нускасы почта аркылуу дарегиңизге келет.",
        "text_ru": "Один экземпляр каждого номера, вышедшего за год, приходит почтой на ваш адрес.",
        "text_en": "One copy of every issue of the year comes to your address by post.",
    },
    {
        "code": "both-year",
        "opens": Opens.BOTH,
        "price_tyiyn": 480_000,
        "copies": 1,
        "title_ky": "Онлайн жана басма журнал, бир жылга",
        "title_ru": "Журнал онлайн и печатный на год",
        "title_en": "Online and printed, one year",
        "text_ky": "Бардык сандарга онлайн жол ачылат жана ар бир сан почта аркылуу келет. "
        "Кеңселер үчүн ыңгайлуу.",
        "text_ru": "Доступ ко всем номерам онлайн и каждый номер почтой. Удобно для учреждений.",
        "text_en": "All issues online, and every issue by post. Handy for offices.",
    },
]


_SEEN = [
    f"subscriptions.view_{what}" for what in ("plan", "order", "term", "sponsorquota", "refundrule")
]


def lay() -> None:
    """Make the plans that are missing: prices are the publisher's to change. Grant rights."""
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        *_SEEN,
        "subscriptions.add_plan",
        "subscriptions.change_plan",
        "subscriptions.change_order",
        "subscriptions.add_term",
        "subscriptions.add_sponsorquota",
        "subscriptions.change_sponsorquota",
        "subscriptions.change_term",
        "subscriptions.add_refundrule",
        "subscriptions.change_refundrule",
    )
    roles.grant(roles.MANAGER, *_SEEN)
    if not RefundRule.objects.exists():
        RefundRule.objects.create(from_on=date(2024, 1, 1))
    for position, fields in enumerate(_PLANS):
        Plan.objects.get_or_create(
            code=fields["code"],
            defaults={**fields, "position": position, "valid_from": date(2024, 1, 1)},
        )
