"""What is said of a norm that is no longer as it was. In Russian it agrees with the kind."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.norms.models import Change, Norm, Status


def standing(norm: Norm) -> str:
    """Behind the title: since when it is changed or void; empty for a norm in force."""
    if norm.status == Status.IN_FORCE:
        return ""
    if norm.status == Status.VOID:
        said = _("no longer in force since %(day)s")
    elif norm.is_resolution:
        said = pgettext("of a resolution", "changed on %(day)s")
    else:
        said = pgettext("of a law or a code", "changed on %(day)s")
    return said % {"day": _in_words(norm.status_since)}


def notice(change: Change) -> str:
    """A whole sentence about a change, for the head of a page that cites the norm."""
    if change.status == Status.VOID:
        said = _("%(norm)s: no longer in force since %(day)s. This page is being re-checked.")
    elif change.norm.is_resolution:
        said = pgettext(
            "of a resolution", "%(norm)s: changed on %(day)s. This page is being re-checked."
        )
    else:
        said = pgettext(
            "of a law or a code", "%(norm)s: changed on %(day)s. This page is being re-checked."
        )
    day = _in_words(change.happened_on)
    return f"{said % {'norm': change.norm, 'day': day}} {change.note}".strip()


def _in_words(day: date | None) -> str:
    return formats.date_format(day, "DATE_FORMAT") if day else ""
