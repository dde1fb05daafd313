"""Tags of the editor's screens."""

from django import template
from wagtail.models import Page

from portal.core import content_checks
from portal.core.content_checks import Finding
from portal.core.pages import BasePage

register = template.Library()


@register.simple_tag
def findings(page: Page | None) -> list[tuple[Finding, str]]:
    """What to look at before this page goes out, and where each is mended."""
    if not isinstance(page, BasePage):
        return []
    return [(one, content_checks.where(page, one)) for one in content_checks.findings(page)]
