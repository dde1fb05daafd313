"""Something for the addresses of one row to be about, so that "not found" hides no open door."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps

from tests.factories import magazine, membership, portal

if TYPE_CHECKING:
    from collections.abc import Callable

#: By namespace of our own screens, the model whose rows they show.
MODELS = {
    "adoptions": "practices.adoption",
    "bank_aliases": "bank.payeralias",
    "bank_lines": "bank.bankline",
    "bank_statements": "bank.statement",
    "billing_invoices": "billing.invoice",
    "billing_reconciliations": "billing.reconciliation",
    "billing_taxes": "billing.taxrate",
    "bookkeeping_papers": "bookkeeping.paper",
    "campaigns": "outreach.campaign",
    "clients": "clients.client",
    "register-acts": "territories.act",
    "subscriptions_orders": "subscriptions.order",
    "subscriptions_quotas": "subscriptions.sponsorquota",
    "subscriptions_terms": "subscriptions.term",
}
_WHEN = datetime(2026, 3, 2, tzinfo=UTC)


def _row(label: str, **fields: Any) -> Callable[[], Any]:
    return lambda: apps.get_model(label).objects.create(**fields)


def _adoption() -> Any:
    place = portal.TerritoryFactory()
    fields = {"state": "in_use", "since_on": date(2026, 1, 5), "language": "ru", "source": "member"}
    return apps.get_model("practices.adoption").objects.create(
        practice_key="00000000-0000-4000-8000-000000000001",
        territory=place,
        told_at=_WHEN,
        recorded_at=_WHEN,
        **fields,
    )


def _statement() -> Any:
    fields = {"file_name": "may.txt", "format": "1c", "path": "bank/may.txt"}
    return apps.get_model("bank.statement").objects.create(**fields, imported_at=_WHEN)


def _line() -> Any:
    return apps.get_model("bank.bankline").objects.create(
        statement_id=of("bank.statement"),
        place=1,
        checksum="0" * 64,
        booked_on=date(2026, 3, 2),
        amount_tyiyn=100,
        state="waiting",
    )


def _alias() -> Any:
    return apps.get_model("bank.payeralias").objects.create(
        client=membership.ClientFactory(), kind="inn", key="10000000000001"
    )


def _paper() -> Any:
    return apps.get_model("bookkeeping.paper").objects.create(
        kind="offer",
        number="1",
        dated_on=date(2026, 3, 2),
        client=membership.ClientFactory(),
        made_at=_WHEN,
    )


def _quota() -> Any:
    return apps.get_model("subscriptions.sponsorquota").objects.create(
        sponsor=membership.ClientFactory(category="donor"),
        why="№ 4",
        opens="magazine_online",
        places=1,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )


def _promoted() -> Any:
    page = apps.get_model("wagtailcore.page").objects.filter(depth=2).first()
    return apps.get_model("search.promotedresult").objects.create(words="вода", page=page)


def _suspicion() -> Any:
    first, second = sorted(membership.ClientFactory().pk for _each in range(2))
    return apps.get_model("clients.duplicatesuspicion").objects.create(
        first_id=first, second_id=second, certainty=2, reason="contact", raised_at=_WHEN
    )


def _unallocated() -> Any:
    return apps.get_model("billing.unallocatedpayment").objects.create(
        reference="1", amount_tyiyn=100, source="bank", received_at=_WHEN
    )


MAKERS: dict[str, Callable[[], Any]] = {
    "bank.bankline": _line,
    "bank.payeralias": _alias,
    "bank.statement": _statement,
    "billing.invoice": membership.InvoiceFactory,
    "billing.reconciliation": _row(
        "billing.reconciliation",
        first_on=date(2026, 1, 1),
        last_on=date(2026, 1, 3),
        made_at=datetime(2026, 1, 4, tzinfo=UTC),
        theirs_count=0,
        theirs_tyiyn=0,
        ours_count=0,
        ours_tyiyn=0,
    ),
    "billing.unallocatedpayment": _unallocated,
    "billing.taxrate": _row("billing.taxrate", kind="vat", rate=1200, from_on=date(2026, 1, 1)),
    "bookkeeping.paper": _paper,
    "clients.client": membership.ClientFactory,
    "clients.duplicatesuspicion": _suspicion,
    "core.movedday": _row("core.movedday", day=date(2026, 3, 7)),
    "issues.author": magazine.AuthorFactory,
    "issues.rubric": _row("issues.rubric", slug="water", name_ky="Суу", name_ru="Вода"),
    "norms.norm": _row("norms.norm", slug="water", title_ky="Мыйзам", title_ru="Закон"),
    "organisations.organisation": membership.OrganisationFactory,
    "outreach.campaign": _row(
        "outreach.campaign",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 1),
        opened_at=_WHEN,
    ),
    "partners.organisation": portal.OrganisationFactory,
    "partners.project": portal.ProjectFactory,
    "people.person": portal.PersonFactory,
    "practices.adoption": _adoption,
    "search.promotedresult": _promoted,
    "search.synonym": _row("search.synonym", kyrgyz="суу", russian="вода"),
    "subscriptions.order": membership.OrderFactory,
    "subscriptions.plan": membership.PlanFactory,
    "subscriptions.sponsorquota": _quota,
    "subscriptions.term": membership.TermFactory,
    "territories.act": _row(
        "territories.act",
        kind="found",
        happened_on=date(2026, 3, 2),
        number="1",
        dated_on=date(2026, 2, 2),
        made_at=_WHEN,
    ),
}


def of(label: str) -> int | None:
    """The id of a row of the model, made where the groundwork has none; None without a maker."""
    row = apps.get_model(label)._default_manager.order_by("pk").first()
    if row is None and label in MAKERS:
        row = MAKERS[label]()
    return None if row is None else int(row.pk)
