"""A publisher whose account does not exist, and money nobody can place."""

from datetime import timedelta

from membership.billing import services
from membership.billing.models import SellerRequisites, Source
from portal.core import clock

#: Every detail is invented: no money can reach anybody by it.
_SELLER = {
    "name_ky": "«Муниципалитет» журналынын редакциясы (үлгү)",
    "name_ru": "Редакция журнала «Муниципалитет» (образец)",
    "address_ky": "720000, Бишкек ш., Үлгү көчөсү, 1",
    "address_ru": "720000, г. Бишкек, ул. Образцовая, 1",
    "inn": "00000000000000",
    "bank_ky": "«Үлгү Банк» ААК, Бишкек ш.",
    "bank_ru": "ОАО «Образец Банк», г. Бишкек",
    "bic": "000000",
    "account": "0000000000000000",
    "swift": "OBRZKG22",
    "account_usd": "0000000000000001",
    "head": "А. Үлгүбаева",
}


def load() -> None:
    """Enter the sample publisher and one payment without an invoice."""
    seller = SellerRequisites.load()
    for field, value in _SELLER.items():
        setattr(seller, field, value)
    seller.save()
    services.keep_unallocated(
        amount_tyiyn=180_000,
        source=Source.BANK,
        reference="ПП 4471",
        received_at=clock.now() - timedelta(days=2),
        hint="Журнал «Муниципалитет», 1 жылга. Кара-Суу айыл өкмөтү",
    )
