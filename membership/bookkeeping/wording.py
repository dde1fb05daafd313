"""What stands on a paper, in one language. Made once, when the paper gets its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import formats, translation

from membership.billing import taxes, words
from membership.billing.models import Entry, Invoice
from membership.subscriptions import prorating
from portal.core import money
from portal.core.percent_field import percent

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


#: A month of the Kyrgyz calendar takes front vowels after ``и``: апрелине, but майына, июлуна.
_KYRGYZ_ENDINGS = {"until": ("не", "на"), "of": ("ндеги", "ндагы")}


def day_as(which: str, value: date, language: str) -> str:
    """A day in the case in which it is said: ``until`` that day, something ``of`` that day."""
    said = day(value, language)
    if language != "ky":
        return said
    front, back = _KYRGYZ_ENDINGS[which]
    return said + (front if said.endswith("и") else back)


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


def as_buyer(party: Mapping[str, str], language: str) -> dict[str, Any]:
    """The payer as printed among the parties of a paper."""
    return _party("buyer", party, texts(language)["labels"])


def buyer_on(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The payer as she stands on a paper that was made."""
    buyer: dict[str, Any] = snapshot["parties"][1]
    return buyer


def refund(placed_on: date, language: str) -> str:
    """What goes back when a subscription is given up, by the rule of the day of the order."""
    rule, said = prorating.rule_on(placed_on), texts(language)["refund"]
    if rule is None:
        return str(said["none"])
    words = [said["whole"].format(days=rule.whole_within_days)]
    if not rule.gives_unused_days:
        words.append(said["nothing_later"])
    elif rule.kept_share:
        words.append(said["unused_less"].format(share=percent(rule.kept_share)))
    else:
        words.append(said["unused"])
    return " ".join(words)


def of_invoice(invoice: Invoice, language: str, tyiyn: int) -> dict[str, str]:
    """What papers say about the invoice they belong to."""
    titles = [getattr(line, f"title_{language}") for line in invoice.lines.all()]
    return {
        "items": "; ".join(titles),
        "total": money.grouped(tyiyn),
        "unit": money.unit(invoice.currency),
        "words": words.sum_in_words(tyiyn, language, invoice.currency),
        "invoice": invoice.number,
        "invoice_day": day_as("of", invoice.issued_on, language),
        "due": day_as("until", invoice.due_on, language),
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
        f"{labels[kind].format(rate=percent(rate))}: {money.grouped(part)}"
        for kind, rate, part in taxes.contained(tyiyn, held)
    ]


@dataclass(frozen=True, slots=True)
class Account:
    """What a client owes in one currency over a period."""

    currency: str
    opening: int
    entries: Sequence[Entry]

    @property
    def closing(self) -> int:
        return self.opening + self.charged - self.paid

    @property
    def charged(self) -> int:
        return sum(one.amount_tyiyn for one in self.entries if one.debit == "receivable")

    @property
    def paid(self) -> int:
        return sum(one.amount_tyiyn for one in self.entries if one.credit == "receivable")


def account_table(accounts: Sequence[Account], language: str) -> dict[str, Any]:
    """Debts and payments row by row, turnovers and both balances; one currency after another."""
    labels = texts(language)["labels"]
    rows: list[list[str]] = []
    for account in accounts:
        unit = money.unit(account.currency)
        rows.append(_balance(labels["opening"].format(unit=unit), account.opening))
        for entry in account.entries:
            sides = [money.grouped(entry.amount_tyiyn), ""]
            rows.append(
                [
                    f"{entry.made_on:%d.%m.%Y}",
                    _document(entry, labels),
                    *(sides if entry.debit == "receivable" else reversed(sides)),
                ]
            )
        turnovers = [money.grouped(account.charged), money.grouped(account.paid)]
        rows.append([labels["turnovers"].format(unit=unit), "", *turnovers])
        rows.append(_balance(labels["closing"].format(unit=unit), account.closing))
    head = [labels["date"], labels["document"], labels["charged"], labels["paid"]]
    return {"widths": [3, 5, 2, 2], "text_columns": 2, "head": head, "rows": rows}


def _document(entry: Entry, labels: Mapping[str, str]) -> str:
    """The invoice, or the payment with the number by which the bank knows it."""
    said = labels["invoice" if entry.kind == "issued" else entry.kind]
    words = said.format(number=entry.invoice.number if entry.invoice else "")
    if entry.payment is None:
        return words
    return f"{words}, {entry.payment.reference.partition(' [')[0]}"  # our own mark is cut off


def _balance(label: str, tyiyn: int) -> list[str]:
    return [label, "", money.grouped(max(0, tyiyn)), money.grouped(max(0, -tyiyn))]


def closing(accounts: Sequence[Account], ends_on: date, language: str) -> str:
    """Who owes whom at the end, in each currency."""
    said, ends = texts(language)["closing"], day(ends_on, language)
    owing = [one for one in accounts if one.closing]
    if not owing:
        return str(said["zero"].format(ends=ends))
    return " ".join(
        said["owed" if one.closing > 0 else "ahead"].format(
            ends=ends, sum=f"{money.grouped(abs(one.closing))} {money.unit(one.currency)}"
        )
        for one in owing
    )
