"""Why a file or a line was refused, in words for whoever exported it from the bank."""

from django.utils.translation import gettext_lazy as _

FILE = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 10 MB. Export a shorter period."),
    "too_long": _("The file has more than 20,000 lines. Export a shorter period."),
    "unknown": _(
        "This is no statement we can read. Export it from the bank as 1C (text), MT940, CAMT.053, "
        "CSV or XLSX."
    ),
    "encoding": _("The letters of the file cannot be read: neither UTF-8 nor Windows-1251."),
    "broken": _("The file breaks off or is damaged near line %(place)s."),
    "no_lines": _("The file holds no line of the account."),
    "columns": _(
        "The columns are not known: name which column holds the date, the amount and the purpose."
    ),
    "foreign": _(
        "The amounts are in another currency than the som: see the headings in line %(place)s."
    ),
    "other_account": _("The statement is of another account than the publisher's."),
    "accounts": _("The file holds statements of several accounts. Export each account by itself."),
    "balance": _(
        "The lines do not add up to the balances in the file: something is missing. Export it anew."
    ),
}
LINE = {
    "no_date": _("There is no date."),
    "bad_date": _("The date cannot be read: %(value)s"),
    "no_amount": _("There is no amount."),
    "bad_amount": _("The amount cannot be read for certain: %(value)s"),
    "zero": _("The amount is zero."),
    "negative": _("The amount is below zero: %(value)s"),
    "currency": _("The currency is not the som: %(value)s"),
    "no_side": _("It cannot be told whether money came or went."),
    "not_booked": _("The bank has not booked this payment yet: %(value)s"),
    "reversal": _("The bank takes back an earlier payment here."),
    "future": _("The date is still to come: %(value)s"),
    "two_sides": _("The line has money on both sides."),
    "broken": _("The line is incomplete."),
}


def of_file(code: str, place: int = 0) -> str:
    """Why a file was refused."""
    return str(FILE[code]) % {"place": place}


def of_line(code: str, value: str = "") -> str:
    """Why a line was refused."""
    return str(LINE[code]) % {"value": value}
