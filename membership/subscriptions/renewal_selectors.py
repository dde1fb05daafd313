"""Answers about automatic renewals, shaped for pages of members and of staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership.billing import selectors as billing
from membership.billing.cards import pages
from membership.billing.cards.refusals import words_of
from membership.billing.models import CardCharge, CardOnFile, CardPage
from membership.subscriptions import consent_texts, next_terms
from membership.subscriptions.consent_texts import ConsentWords
from membership.subscriptions.models import AutoRenewal, Order, Term
from membership.subscriptions.next_terms import NextTerm
from membership.subscriptions.renewal_states import LIVE, Renewal
from membership.subscriptions.states import State

#: How a state looks as a notice or a badge.
_LOOKS = {
    Renewal.WAITING_FOR_CARD: "wait",
    Renewal.ON: "ok",
    Renewal.TRYING: "wait",
    Renewal.WAITING_FOR_PAYER: "warn",
    Renewal.LAPSED: "warn",
    Renewal.STOPPED: "quiet",
}


@dataclass(frozen=True, slots=True)
class RenewalPage:
    """What the page of an automatic renewal shows."""

    term: Term
    renewal: AutoRenewal | None
    card: CardOnFile | None
    #: The provider's pages: for a first card, and for another one.
    keep_page: CardPage | None
    change_page: CardPage | None
    may_begin: bool
    #: What the next term would be and cost today; None when its plan cannot be had any more.
    following: NextTerm | None
    #: Whether another plan may still be chosen for it.
    may_choose: bool
    #: The consent that was given, or is asked for.
    words: ConsentWords
    state: str
    look: str


def page_of(order: Order, *, at: datetime, day: date) -> RenewalPage | None:
    """None for an order that opened no access."""
    term = getattr(order, "term", None)
    if term is None:
        return None
    renewal = newest_of(term)
    card = CardOnFile.objects.of_client(order.payer_id)
    keep = card and pages.usable_page(card, CardPage.Kind.KEEP, at)
    change = card and card.is_kept and pages.usable_page(card, CardPage.Kind.CHANGE, at)
    return RenewalPage(
        term=term,
        renewal=renewal,
        card=card,
        keep_page=keep or None,
        change_page=change or None,
        may_begin=may_begin(term, day),
        following=next_terms.next_term(term, on=day),
        may_choose=term.is_paid_by_its_reader and next_terms.is_open_to_choice(term),
        words=_words(renewal),
        state=in_words(renewal, card) if renewal else "",
        look=_LOOKS[Renewal(renewal.state)] if renewal else "",
    )


def _words(renewal: AutoRenewal | None) -> ConsentWords:
    if renewal and renewal.is_live:
        return consent_texts.of_version(renewal.text_version)
    return consent_texts.current()


def newest_of(term: Term) -> AutoRenewal | None:
    """The renewal that runs for a term, else the last one that did."""
    found = term.renewals.select_related("term", "order")
    return found.filter(state__in=LIVE).first() or found.order_by("-pk").first()


def may_begin(term: Term, day: date) -> bool:
    """Whether a payer may switch the renewal of this term on."""
    return (
        billing.card_is_offered()
        and term.state == State.OPEN
        and term.phase_on(day) != "lapsed"
        and next_terms.next_term(term, on=day) is not None
        and Term.objects.filter(pk=term.pk).without_successor().exists()
    )


def renewals_of(term_ids: Iterable[int]) -> dict[int, AutoRenewal]:
    """The running renewal of each term, else its last one, by the term. One query."""
    rows = AutoRenewal.objects.filter(term__in=list(term_ids)).select_related("term", "order")
    found: dict[int, AutoRenewal] = {}
    for row in rows.order_by("pk"):
        if row.is_live or row.term_id not in found or not found[row.term_id].is_live:
            found[row.term_id] = row
    return found


def cards_of(client_ids: Iterable[int]) -> dict[int, CardOnFile]:
    """The kept card of each payer. One query."""
    rows = CardOnFile.objects.filter(client__in=list(client_ids)).exclude(method_ref="")
    return {row.client_id: row for row in rows.order_by("saved_at", "pk")}


def in_words(renewal: AutoRenewal, card: CardOnFile | None) -> str:
    """How it stands, in one line."""
    planned = renewal.planned_on()
    day = date_format(planned, "DATE_FORMAT") if planned else ""
    if renewal.state == Renewal.ON:
        if not day:
            return _("Renews by card %(card)s when one issue is left") % {"card": card or ""}
        return _("Renews by card %(card)s on %(day)s") % {"card": card or "", "day": day}
    if renewal.state == Renewal.TRYING:
        if not day:
            return _("The card is being charged for the next term")
        return _("The card was declined; the next try is on %(day)s") % {"day": day}
    if renewal.state == Renewal.WAITING_FOR_PAYER:
        return _("Not renewed: %(why)s") % {"why": words_of(renewal.refusal)}
    if renewal.state == Renewal.WAITING_FOR_CARD:
        return _("Automatic renewal waits for a card")
    if renewal.state == Renewal.LAPSED:
        return _("Automatic renewal failed; nothing is charged any more")
    return _("Automatic renewal is stopped")


def charges_of(renewal: AutoRenewal) -> list[CardCharge]:
    """The tries of the round that runs now, or ran last."""
    if renewal.order is None or renewal.order.invoice_id is None:
        return []
    return list(CardCharge.objects.filter(invoice_id=renewal.order.invoice_id))
