"""How an order reads on an invoice."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership.billing.contents import Line
from membership.subscriptions.models import Order, PlanChange


def line_of(order: Order, *, names_reader: bool = False) -> Line:
    """The line of an order on its invoice, in both languages of the papers.

    Args:
        names_reader: the payer reads it not alone, or not herself, so the line says who does.
    """
    titles = {}
    for language in ("ky", "ru"):
        with translation.override(language):
            titles[language] = _(
                "Subscription to the magazine “Municipality”: %(plan)s (%(length)s)"
            ) % {"plan": order.plan.title, "length": order.length}
        if names_reader:
            titles[language] = f"{titles[language]}: {order.subscriber.name}"[:300]
    return Line(
        title_ky=titles["ky"],
        title_ru=titles["ru"],
        price_tyiyn=order.price_tyiyn,
        quantity=order.quantity,
    )


def line_of_change(change: PlanChange, *, counted_to: date) -> Line:
    """The difference between two plans for the days left, in both languages of the papers."""
    titles = {}
    for language in ("ky", "ru"):
        with translation.override(language):
            titles[language] = _(
                "Change to “%(plan)s”, difference of the prices for %(first)s – %(last)s"
            ) % {
                "plan": change.to_plan.title,
                "first": date_format(change.counted_on, "SHORT_DATE_FORMAT"),
                "last": date_format(counted_to, "SHORT_DATE_FORMAT"),
            }
    return Line(title_ky=titles["ky"], title_ru=titles["ru"], price_tyiyn=change.difference_tyiyn)
