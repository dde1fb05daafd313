"""Norms on pages that cite them."""

from typing import Any

from django import template
from wagtail.models import Page

from portal.norms import selectors, words
from portal.norms.models import Norm

register = template.Library()


@register.inclusion_tag("norms/notices.html")
def norm_notices(page: Page) -> dict[str, Any]:
    """Dated notices about norms that changed since the page was checked. One query at most."""
    asks = bool(page.pk) and getattr(page, "has_checks", True)
    checks = selectors.checks_waiting_for(page.pk) if asks else []
    return {"notices": [words.notice(check.change) for check in checks]}


@register.inclusion_tag("norms/line.html")
def norm_line(norm: Norm) -> dict[str, Any]:
    """One norm: title with its link, number, date, and whether it is in force."""
    return {"norm": norm, "standing": words.standing(norm)}
