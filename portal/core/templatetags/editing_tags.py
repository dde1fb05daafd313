"""Tags of the editor's screens."""

from django import template
from wagtail.models import Page

from portal.core import content_checks
from portal.core.content_checks import Finding
from portal.core.pages import BasePage

register = template.Library()


@register.simple_tag
def findings(page: Page | None) -> list[Finding]:
    """What to look at before this page goes out."""
    return content_checks.findings(page) if isinstance(page, BasePage) else []
