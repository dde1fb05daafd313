"""What bookkeeping does every day."""

from contextlib import suppress
from datetime import date, timedelta

from django.utils import timezone

from membership.billing.models import Invoice
from membership.bookkeeping import sending, services
from membership.bookkeeping.errors import NothingToAccept
from membership.bookkeeping.models import Paper
from membership.subscriptions import selectors as subscriptions
from membership.subscriptions.models import Term
from portal.core import clock, daily

#: Days after an act was made on which its signature is asked for.
REMIND_AFTER = (14, 28, 56)
#: A worker that was down catches up so many days.
_CATCH_UP = 7


@daily.jobs.named("bookkeeping.make_acts")
def make_acts(today: date) -> None:
    """An act for each paid invoice of an organisation whose last term ended and that has none."""
    ended = Term.objects.filter(
        ends_on__lt=today,
        ends_on__gte=today - timedelta(days=60),
        order__invoice__status=Invoice.Status.SETTLED,
        order__payer__kind="organisation",
    ).exclude(order__invoice__more_papers__kind=Paper.Kind.ACT)
    for invoice_id in set(ended.values_list("order__invoice", flat=True)):
        period = subscriptions.period_of(invoice_id)
        if period is None or period[1] >= today:
            continue
        with suppress(NothingToAccept):
            services.make_act(
                invoice_id=invoice_id,
                starts_on=period[0],
                ends_on=period[1],
                at=clock.now(),
                by_user_id=None,
            )


@daily.jobs.named("bookkeeping.remind_of_acts")
def remind_of_acts(today: date) -> None:
    """Ask for acts nobody sent back, at three ages; each once."""
    acts = Paper.objects.filter(kind=Paper.Kind.ACT, signed_on=None).select_related("invoice")
    for act in acts.filter(made_at__gte=clock.now() - timedelta(days=90)):
        made_on = timezone.localdate(act.made_at)
        for days in REMIND_AFTER:
            due = made_on + timedelta(days=days)
            if due <= today < due + timedelta(days=_CATCH_UP):
                sending.remind_of_act(act, on=due)
