"""What lines are compared with: invoices, payers and what was learned, read once in few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Q
from django.db.models.fields.json import KT

from membership.bank.models import BankLine, PayerAlias
from membership.billing.models import Invoice
from portal.core import letters
from portal.core.money import HOME

#: Invoices that are paid or cancelled are known so long: to recognise a second payment.
_REMEMBERED = timedelta(days=500)
_COMMON = 60


@dataclass(slots=True)
class Known:
    """An invoice as far as matching looks at it."""

    pk: int
    number: str
    status: str
    owed: int
    client_id: int
    inn: str
    client_key: str

    @property
    def is_open(self) -> bool:
        return self.status == Invoice.Status.ISSUED


@dataclass(slots=True)
class Index:
    """Invoices by number, INN, payer and name; aliases; what other lines are about to pay."""

    by_number: dict[str, Known] = field(default_factory=dict)
    by_inn: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_client: dict[int, list[Known]] = field(default_factory=lambda: defaultdict(list))
    #: The clients of each name, and of each word of a name.
    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Kind and key of an alias to the only client it stands for.
    aliases: dict[tuple[str, str], int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    #: The latest year of an invoice's number.
    latest_year: int = 0

    def add(self, known: Known) -> None:
        """Make an invoice findable."""
        if known.number[:4].isdigit():
            self.latest_year = max(self.latest_year, int(known.number[:4]))
        self.by_number[known.number] = known
        self.by_client[known.client_id].append(known)
        if known.inn:
            self.by_inn[known.inn].append(known)
        if known.client_key and known.client_id not in self.by_name[known.client_key]:
            self.by_name[known.client_key].add(known.client_id)
            for word in known.client_key.split():
                self.by_word[word].add(known.client_key)

    def clients_named(self, key: str) -> set[int]:
        """The clients of exactly this name."""
        return self.by_name.get(key, set()) if key else set()

    def clients_like(self, key: str) -> set[int]:
        """The clients whose name shares most words with this one, rare words alone."""
        words = set(key.split())
        near: set[int] = set()
        for word in words:
            names = self.by_word.get(word, set())
            for name in names if len(names) <= _COMMON else ():
                other = set(name.split())
                if 2 * len(words & other) >= len(words | other):
                    near |= self.by_name[name]
        return near


def build(*, on: date) -> Index:
    """Everything lines of about ``on`` may pay. Three queries, whatever the number of invoices."""
    index = Index()
    since = on - _REMEMBERED
    invoices = (
        Invoice.objects.filter(Q(status=Invoice.Status.ISSUED) | Q(issued_on__gte=since))
        .filter(currency=HOME)
        .with_paid()
        .order_by("pk")
        .values_list(
            "pk",
            "number",
            "status",
            "owed",
            "client_id",
            KT("snapshot__buyer__inn"),
            "client__search_key",
        )
    )
    for pk, number, status, owed, client_id, inn, key in invoices.iterator():
        index.add(Known(pk, number, status, owed, client_id, inn or "", key))
    index.aliases = _aliases(PayerAlias.objects.values_list("kind", "key", "client_id"))
    waiting = BankLine.objects.filter(state=BankLine.State.CERTAIN)
    for verdict in waiting.values_list("verdict", flat=True):
        index.taken.update(verdict.get("together", []))
    return index


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name as the client base keeps it for searching."""
    return letters.spoken_key(name)[:250]


def _aliases(rows: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    """Aliases that stand for one client alone: a treasury's account pays for everybody."""
    clients: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, key, client_id in rows:
        clients[kind, key].add(client_id)
    return {alias: next(iter(whose)) for alias, whose in clients.items() if len(whose) == 1}
