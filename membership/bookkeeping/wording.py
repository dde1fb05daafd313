"""What stands on a paper, in one language. Made once, when the paper gets its number."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import formats, translation

from membership.billing import taxes, words
from membership.billing.models import Entry, Invoice
from portal.core import money

_TEXTS = Path(__file__).parent / "paper_texts"
_PARTY_FACTS = ("inn", "okpo", "address", "bank", "bic", "account", "treasury_account")


@cache
def texts(language: str) -> dict[str, Any]:
    """The words of all papers in ``language``."""
    loaded: dict[str, Any] = yaml.safe_load((_TEXTS / f"{language}.yaml").read_text())
    return loaded


def day(value: date, language: str) -> str:
    """A day in words."""
    with translation.override(language):
        return str(formats.date_format(value, "DATE_FORMAT"))


def paper(
    kind: str,
    language: str,
    *,
    number: str,
    dated_on: date,
    parties: Mapping[str, Mapping[str, str]],
    facts: Mapping[str, str],
    table: Mapping[str, Any] | None = None,
    notes: Sequence[str] = (),
) -> dict[str, Any]:
    """All that is printed on a paper."""
    said = texts(language)
    known = {"number": number, "seller": parties["seller"]["name"],
             "buyer": parties["buyer"]["name"], **facts}  # fmt: skip
    return {
        "language": language,
        "title": said[kind]["title"].format(**known),
        "date": day(dated_on, language),
        "clauses": [clause.format(**known) for clause in said[kind]["clauses"]],
        "table": table,
        "notes": list(notes),
        "parties": [_party(role, parties[role], said["labels"]) for role in ("seller", "buyer")],
        "stamp": said["labels"]["stamp"],
    }


def _party(role: str, party: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, Any]:
    facts = [(labels[name], party.get(name, "")) for name in _PARTY_FACTS]
    head = " ".join(filter(None, (party.get("head_post", ""), party.get("head", ""))))
    facts += [(labels["head"], head), (labels["acts_by"], party.get("acts_by", ""))]
    return {
        "role": labels[role],
        "name": party["name"],
        "facts": [[label, value] for label, value in facts if value],
        "signs": head or labels["signature"],
    }


def of_invoice(invoice: Invoice, language: str, tyiyn: int) -> dict[str, str]:
    """What papers say about the invoice they belong to."""
    titles = [getattr(line, f"title_{language}") for line in invoice.lines.all()]
    return {
        "items": "; ".join(titles),
        "total": money.grouped(tyiyn),
        "unit": money.unit(invoice.currency),
        "words": words.sum_in_words(tyiyn, language, invoice.currency),
        "invoice": invoice.number,
        "invoice_day": day(invoice.issued_on, language),
        "due": day(invoice.due_on, language),
    }


def lines_table(invoice: Invoice, language: str) -> dict[str, Any]:
    """The lines of the invoice."""
    labels = texts(language)["labels"]
    rows = [
        [
            getattr(line, f"title_{language}"),
            str(line.quantity),
            money.grouped(line.price_tyiyn),
            money.grouped(line.amount_tyiyn),
        ]
        for line in invoice.lines.all()
    ]
    rows.append([labels["total"], "", "", money.grouped(invoice.total_tyiyn)])
    unit = money.unit(invoice.currency)
    head = [labels["item"], labels["quantity"], *(labels[name].format(unit=unit)
                                                  for name in ("price", "sum"))]  # fmt: skip
    return {"widths": [5, 1, 2, 2], "text_columns": 1, "head": head, "rows": rows}


def tax_notes(tyiyn: int, held: Sequence[Mapping[str, Any]], language: str) -> list[str]:
    """Which taxes the sum contains, by the rates of its day."""
    labels = texts(language)["labels"]
    if not held:
        return [labels["untaxed"]]
    return [
        f"{labels[kind].format(rate=f'{rate / 100:g}')}: {money.grouped(part)}"
        for kind, rate, part in taxes.contained(tyiyn, held)
    ]


def account_table(
    entries: Sequence[Entry], opening_tyiyn: int, language: str
) -> tuple[dict[str, Any], int]:
    """Debts and payments of a period row by row, and the balance at its end."""
    labels = texts(language)["labels"]
    balance = opening_tyiyn
    rows = [[labels["opening"], "", _side(balance), _side(-balance)]]
    for entry in entries:
        owed = entry.amount_tyiyn if entry.debit == "receivable" else -entry.amount_tyiyn
        balance += owed
        said = labels["invoice" if entry.kind == "issued" else entry.kind]
        number = entry.invoice.number if entry.invoice else ""
        rows.append(
            [f"{entry.made_on:%d.%m.%Y}", said.format(number=number), _side(owed), _side(-owed)]
        )
    rows.append([labels["closing"], "", _side(balance), _side(-balance)])
    head = [labels["date"], labels["document"], labels["charged"], labels["paid"]]
    return {"widths": [3, 5, 2, 2], "text_columns": 2, "head": head, "rows": rows}, balance


def _side(tyiyn: int) -> str:
    return money.grouped(tyiyn) if tyiyn > 0 else ""


def closing(balance: int, ends_on: date, language: str) -> str:
    """Who owes whom at the end."""
    said = texts(language)["closing"]
    which = "zero" if not balance else "owed" if balance > 0 else "ahead"
    return str(said[which].format(ends=day(ends_on, language), sum=money.grouped(abs(balance))))
