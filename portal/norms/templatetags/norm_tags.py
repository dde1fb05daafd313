"""Norms on pages that cite them."""

from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.norms import selectors
from portal.norms.models import Norm, Recheck, Status

register = template.Library()


@register.inclusion_tag("norms/notices.html")
def norm_notices(page: Page) -> dict[str, Any]:
    """Dated notices about norms that changed since the page was checked. One query at most."""
    asks = bool(page.pk) and getattr(page, "has_checks", True)
    checks = selectors.checks_waiting_for(page.pk) if asks else []
    return {"notices": [_notice(check) for check in checks]}


def _notice(check: Recheck) -> str:
    change = check.change
    said = (
        _("%(norm)s: no longer in force since %(day)s. This page is being re-checked.")
        if change.status == Status.VOID
        else _("%(norm)s: changed on %(day)s. This page is being re-checked.")
    )
    day = formats.date_format(change.happened_on, "DATE_FORMAT")
    return f"{said % {'norm': change.norm, 'day': day}} {change.note}".strip()


@register.inclusion_tag("norms/line.html")
def norm_line(norm: Norm) -> dict[str, Any]:
    """One norm: title with its link, number, date, and whether it is in force."""
    return {"norm": norm}
