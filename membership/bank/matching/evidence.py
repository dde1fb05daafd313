"""The reasons a match may have, in words, and what each is worth."""

from django.utils.translation import gettext_lazy as _

NUMBER, SHORT_NUMBER, INN, ALIAS, NAME, NEAR_NAME, AMOUNT = (
    "number", "short_number", "inn", "alias", "name", "near_name", "amount",
)  # fmt: skip
#: Two kinds of reasons say who pays; a name that only resembles does not.
WHO = frozenset({INN, ALIAS, NAME})
WEIGHT = {NUMBER: 50, SHORT_NUMBER: 28, INN: 30, ALIAS: 30, NAME: 22, NEAR_NAME: 10, AMOUNT: 20}
WORDS = {
    NUMBER: _("the number of the invoice stands in the purpose"),
    SHORT_NUMBER: _("the number without its year stands in the purpose"),
    INN: _("the INN is the payer's"),
    ALIAS: _("this sender has paid for this client before"),
    NAME: _("the name is the payer's"),
    NEAR_NAME: _("the name resembles the payer's"),
    AMOUNT: _("the sum is exactly what is owed"),
}
#: Why a line waits for a person, or books itself.
CERTAIN = "certain"
DOUBTS = {
    CERTAIN: _("Number, payer and sum agree"),
    "unknown": _("Nothing in the line points to an invoice"),
    "no_number": _("No number of an invoice in the purpose"),
    "no_who": _("The number and the sum agree, but the payer is not recognised"),
    "conflict": _("The number belongs to another payer than the money"),
    "part": _("Less than is owed"),
    "over": _("More than is owed"),
    "paid": _("The invoice is paid already: maybe a second payment"),
    "cancelled": _("The invoice is cancelled"),
    "several": _("Several invoices are named"),
    "twin": _("A line with the same day, sum and number was imported before"),
    "by_hand": _("It looks like a payment that was entered by hand"),
    "undone": _("The decision about this line was undone"),
    "taken": _("Another line pays the same invoice"),
    "refund": _("Money went back to a payer"),
}
