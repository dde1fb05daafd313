"""How long spreadsheets are kept."""

from datetime import datetime, timedelta

from django.db.models import Q

from membership.clients.models import SheetExport, SheetImport, SheetLine
from membership.clients.sheets.importing import UNDO_WITHIN

#: A file taken out is fetched within so many days or made again.
EXPORT_KEPT = timedelta(days=7)
_STATES = SheetImport.State


def forget_old(*, before: datetime) -> None:
    """Delete files and lines that nobody can use any more; that there was a sheet stays."""
    end = before - UNDO_WITHIN
    old = SheetImport.objects.filter(
        Q(applied_at__lt=end) | Q(applied_at=None, uploaded_at__lt=end)
    )
    SheetLine.objects.filter(sheet__in=old).delete()
    for sheet in old.exclude(file=""):
        sheet.file.delete(save=False)
        sheet.header, sheet.samples, sheet.unknown_tags = [], [], []
        sheet.save(update_fields=["file", "header", "samples", "unknown_tags"])
    for export in SheetExport.objects.filter(asked_at__lt=before - EXPORT_KEPT).exclude(file=""):
        export.file.delete(save=False)
        export.save(update_fields=["file"])
