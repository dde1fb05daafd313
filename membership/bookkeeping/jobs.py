"""What bookkeeping does every day."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from membership.billing.models import Invoice
from membership.bookkeeping import sending, services
from membership.bookkeeping.errors import NoIssueSince, NothingToAccept
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
    """Acts for what organisations paid for, once it is over: for each part that has none yet."""
    ended = Term.objects.filter(
        Q(ends_on__range=(today - timedelta(days=60), today - timedelta(days=1)))
        | Q(ends_on=None, issues_left=0),
        order__invoice__status=Invoice.Status.SETTLED,
        order__payer__kind="organisation",
    )
    for invoice_id in set(ended.values_list("order__invoice", flat=True)):
        with suppress(NothingToAccept, NoIssueSince):
            _close(invoice_id, today)


def _close(invoice_id: int, today: date) -> None:
    made: dict[str, Any] = {"invoice_id": invoice_id, "at": clock.now(), "by_user_id": None}
    if issues := subscriptions.issues_of(invoice_id):
        if issues.came == issues.whole:
            services.make_act_of_issues(**made)
        return
    period = subscriptions.period_of(invoice_id)
    if period is None or period[1] >= today:
        return
    for first, last in services.stretches_without_act(invoice_id):
        services.make_act(starts_on=first, ends_on=last, **made)


@daily.jobs.named("bookkeeping.remind_of_acts")
def remind_of_acts(today: date) -> None:
    """Ask for acts nobody sent back, at three ages; each once."""
    acts = Paper.objects.acts().filter(signed_on=None).select_related("invoice")
    for act in acts.filter(made_at__gte=clock.now() - timedelta(days=90)):
        made_on = timezone.localdate(act.made_at)
        for days in REMIND_AFTER:
            due = made_on + timedelta(days=days)
            if due <= today < due + timedelta(days=_CATCH_UP):
                sending.remind_of_act(act, on=due)
