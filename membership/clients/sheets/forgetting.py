"""Spreadsheets once somebody is erased: no file and no line brings her back."""

import re
from collections.abc import Collection, Iterable

from django.db.models import F, Q

from membership.clients.models import Client, SheetExport, SheetImport, SheetLine
from membership.clients.sheets import importing
from portal.core import privacy, sheets
from portal.core.sheets import SheetUnreadable

#: A phone however it is typed: the last digits, without the code of the country.
_OWN_DIGITS = 9
_NO_DIGIT = re.compile(r"\D")


def forget(client: Client, contacts: Collection[str]) -> None:
    """Lines about her go, files that wait with her in them, and all files that were taken out.

    Args:
        contacts: addresses and numbers that are hers beyond doubt, in their one spelling.
    """
    made_her = Q(
        verdict=SheetLine.Verdict.NEW,
        sheet__applied_at__isnull=False,
        number=client.pk - F("sheet__ids_after"),
    )
    hers = SheetLine.objects.filter(
        Q(client=client) | Q(email__in=contacts) | Q(phone__in=contacts) | made_her
    )
    named = set(hers.values_list("sheet", flat=True))
    for sheet in SheetImport.objects.filter(state__in=importing.MAY_BE_DROPPED).exclude(file=""):
        if sheet.pk in named or _says(sheet, contacts):
            importing.drop(sheet_id=sheet.pk)
    SheetLine.objects.filter(pk__in=list(hers.values_list("pk", flat=True))).delete()
    taken_out = SheetExport.objects.exclude(file="")
    privacy.delete_files([(one.file.storage, str(one.file.name)) for one in taken_out])
    taken_out.update(file="")


def names(cells: Iterable[str], contacts: Collection[str]) -> bool:
    """Whether one of these contacts stands in some cells, however it is typed."""
    digits = {one[-_OWN_DIGITS:] for one in contacts if one.startswith("+")}
    return any(
        cell.lower() in contacts or _NO_DIGIT.sub("", cell)[-_OWN_DIGITS:] in digits
        for cell in cells
    )


def _says(sheet: SheetImport, contacts: Collection[str]) -> bool:
    """Whether a file has a contact of hers; of one that is lost or cannot be read it may be so."""
    try:
        with sheet.file.open("rb") as file:
            return any(names(row, contacts) for row in sheets.every_row(file))
    except (SheetUnreadable, OSError):
        return True
