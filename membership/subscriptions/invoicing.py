"""How an order reads on an invoice."""

from django.utils import translation
from django.utils.translation import gettext as _

from membership.billing.contents import Line
from membership.subscriptions.models import Order


def line_of(order: Order) -> Line:
    """The one line of an order's invoice, in both languages of the papers."""
    titles = {}
    for language in ("ky", "ru"):
        with translation.override(language):
            titles[language] = _(
                "Subscription to the magazine “Municipality”: %(plan)s (%(length)s)"
            ) % {"plan": order.plan.title, "length": order.plan.length}
    return Line(
        title_ky=titles["ky"],
        title_ru=titles["ru"],
        price_tyiyn=order.price_tyiyn,
        quantity=order.quantity,
    )
