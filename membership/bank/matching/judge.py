"""One line compared with the index: proposals with their reasons, and whether any doubt is left.

A line is certain when three witnesses agree who do not depend on each other: the full number of one
open invoice in the purpose, the payer (INN, name of one client only, or an alias learned from
people's decisions), and the exact sum that is owed. Everything else is a proposal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from membership.bank.matching import evidence, numbers
from membership.bank.matching.index import Index, Known, name_key
from membership.billing.models import Invoice

_MOST_PROPOSALS = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line says."""

    tyiyn: int
    other_name: str = ""
    other_inn: str = ""
    other_account: str = ""
    purpose: str = ""


@dataclass(slots=True)
class Verdict:
    """What came of the comparison, as it is kept with the line."""

    doubt: str
    proposals: list[dict[str, Any]] = field(default_factory=list)
    #: Invoices that the line pays together, when their debts add up to its sum.
    together: list[int] = field(default_factory=list)
    #: Start and end of what was recognised in the purpose.
    marks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_certain(self) -> bool:
        return self.doubt == evidence.CERTAIN

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "doubt": self.doubt,
            "proposals": self.proposals,
            "together": self.together,
            "marks": self.marks,
        }


@dataclass(slots=True)
class _Look:
    """A line with what was recognised in it."""

    facts: Facts
    said: numbers.Mentions
    inns: set[str]
    alias_of: int | None
    named: set[int]


def judge(facts: Facts, index: Index, *, held: str = "") -> Verdict:
    """Compare a line with all invoices.

    Args:
        held: a doubt from outside the comparison, for which the line waits however well it fits.
    """
    look = _look(facts, index)
    reasons = dict(_candidates(look, index))
    ranked = sorted(reasons, key=lambda pk: _rank(reasons[pk]), reverse=True)
    proposals = [_proposal(*reasons[pk]) for pk in ranked[:_MOST_PROPOSALS]]
    verdict = Verdict("unknown", proposals, marks=_marks(look, reasons.values()))
    verdict.doubt, verdict.together = _conclude(look, index, reasons, ranked)
    if held:
        verdict.doubt = held
    if verdict.is_certain:
        index.taken.update(verdict.together)
    return verdict


def _look(facts: Facts, index: Index) -> _Look:
    said = numbers.read(facts.purpose)
    inns = {facts.other_inn, *(mention.value for mention in said.inns)} - {""}
    # A known INN says who pays: the name is compared only where it does not.
    is_known = facts.other_inn in index.by_inn
    key = "" if is_known or not facts.other_name else name_key(facts.other_name)
    keys = (("account", facts.other_account), ("inn", facts.other_inn), ("name", key))
    alias_of = next((index.aliases[one] for one in keys if one in index.aliases), None)
    return _Look(facts, said, inns, alias_of, index.clients_named(key))


def _candidates(look: _Look, index: Index) -> Iterator[tuple[int, tuple[Known, list[str]]]]:
    """Invoices that anything points to, each once, with all that points to it."""
    found: dict[int, Known] = {}
    full = {mention.value for mention in look.said.full}
    short = {mention.value for mention in look.said.short}
    for number in full | short:
        for known in _numbered(number, index):
            found[known.pk] = known
    for inn in look.inns:
        found |= {known.pk: known for known in index.by_inn.get(inn, ()) if known.is_open}
    whose = {*look.named, *({look.alias_of} if look.alias_of else ())}
    near: set[int] = set()
    if not found and not whose:
        near = index.clients_like(name_key(look.facts.other_name))
    for client_id in whose | near:
        found |= {one.pk: one for one in index.by_client.get(client_id, ()) if one.is_open}
    for pk, known in found.items():
        yield pk, (known, _reasons(look, known, full, short, near))


def _numbered(number: str, index: Index) -> Iterator[Known]:
    """The invoice of a full number, or those of any recent year when the year is open."""
    if "-" in number:
        if known := index.by_number.get(number):
            yield known
        return
    for year in (index.latest_year, index.latest_year - 1):
        known = index.by_number.get(f"{year}-{number}")
        if known and known.is_open:
            yield known


def _reasons(
    look: _Look, known: Known, full: set[str], short: set[str], near: set[int]
) -> list[str]:
    found = []
    if known.number in full:
        found.append(evidence.NUMBER)
    elif known.number in short or known.number[5:] in short:
        found.append(evidence.SHORT_NUMBER)
    if known.inn and known.inn in look.inns:
        found.append(evidence.INN)
    if look.alias_of == known.client_id:
        found.append(evidence.ALIAS)
    if look.named == {known.client_id}:
        found.append(evidence.NAME)
    elif known.client_id in look.named or known.client_id in near:
        found.append(evidence.NEAR_NAME)
    if abs(look.facts.tyiyn) == known.owed:
        found.append(evidence.AMOUNT)
    return found


def _rank(candidate: tuple[Known, list[str]]) -> tuple[int, bool, int]:
    """More evidence first, open before closed, then the invoice that is owed the longest."""
    known, reasons = candidate
    return sum(evidence.WEIGHT[one] for one in reasons), known.is_open, -known.pk


def _proposal(known: Known, reasons: list[str]) -> dict[str, Any]:
    return {"invoice": known.pk, "number": known.number, "why": reasons}


def _conclude(
    look: _Look,
    index: Index,
    reasons: dict[int, tuple[Known, list[str]]],
    ranked: list[int],
) -> tuple[str, list[int]]:
    """The doubt, or that there is none; and the invoices the sum pays exactly."""
    if not ranked:
        return "unknown", []
    if look.facts.tyiyn < 0:
        return "refund", []
    named = [reasons[pk] for pk in ranked if evidence.NUMBER in reasons[pk][1]]
    if not named:
        first, why = reasons[ranked[0]]
        return "no_number", [first.pk] if evidence.AMOUNT in why else []
    strangers = len({mention.value for mention in look.said.full}) - len(named)
    if len(named) > 1 or strangers:
        return _several(look, index, named, is_complete=not strangers)
    known, why = named[0]
    if doubt := _doubt_about(known, look.facts.tyiyn) or _doubt_of_payer(look, index, named):
        return doubt, [known.pk] if doubt in {"no_who", "conflict"} else []
    if known.pk in index.taken:
        return "taken", []
    return evidence.CERTAIN, [known.pk]


def _doubt_about(known: Known, tyiyn: int) -> str:
    if known.status == Invoice.Status.CANCELLED:
        return "cancelled"
    if not known.is_open:
        return "paid"
    if tyiyn < known.owed:
        return "part"
    return "over" if tyiyn > known.owed else ""


def _doubt_of_payer(look: _Look, index: Index, named: Iterable[tuple[Known, list[str]]]) -> str:
    for known, why in named:
        other = look.facts.other_inn
        is_strange = other and known.inn and other != known.inn
        if is_strange and evidence.ALIAS not in why:
            return "conflict"
        if not evidence.WHO & set(why):
            return "no_who"
    return ""


def _several(
    look: _Look,
    index: Index,
    named: list[tuple[Known, list[str]]],
    *,
    is_complete: bool,
) -> tuple[str, list[int]]:
    """Several numbers: certain only when all are open, of this payer, and add up to the sum."""
    open_ones = [known for known, _why in named if known.is_open]
    ids = [known.pk for known in open_ones]
    adds_up = sum(known.owed for known in open_ones) == look.facts.tyiyn
    if not adds_up:
        return "several", []
    whole = is_complete and len(open_ones) == len(named)
    if not whole or _doubt_of_payer(look, index, named):
        return "several", ids
    return ("taken", []) if index.taken & set(ids) else (evidence.CERTAIN, ids)


def _marks(look: _Look, reasons: Iterable[tuple[Known, list[str]]]) -> list[tuple[int, int]]:
    """Where in the purpose stands what points to a proposal."""
    useful = set()
    for known, why in reasons:
        useful |= {known.number, known.number[5:]} if why else set()
        useful.add(known.inn)
    mentions = (*look.said.full, *look.said.short, *look.said.inns)
    return sorted((one.start, one.end) for one in mentions if one.value in useful)
