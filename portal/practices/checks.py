"""What an editor is told about a practice before it goes out."""

from collections.abc import Iterable

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.core import content_checks
from portal.core.content_checks import Finding
from portal.practices.models import Evidence, PracticePage


@content_checks.checks.named("practices.photos")
def photos(page: Page) -> Iterable[Finding]:
    """A photo says what it shows; the title of the practice does not stand in for it."""
    if not isinstance(page, PracticePage):
        return
    silent = [one for one in page.evidence.all() if one.kind == Evidence.Kind.PHOTO]
    if any(not one.title.strip() or one.title.strip() == page.title.strip() for one in silent):
        words = _("A photo among the evidence has no description: write what it shows.")
        yield Finding(words, stops=True, field="evidence")


@content_checks.checks.named("practices.descendants")
def descendants(page: Page) -> Iterable[Finding]:
    """A page begun from the ledger tells its own story, not that of the first village."""
    if not isinstance(page, PracticePage) or page.origin is None:
        return
    first = PracticePage.objects.filter(translation_key=page.origin.translation_key)
    if any(title in page.title for title in first.values_list("title", flat=True)):
        words = _("The title is still that of the first practice: say what was done here.")
        yield Finding(words, stops=True, field="title")
    if not strip_tags(page.problem).strip():
        yield Finding(_("Nothing says what the problem was here."), stops=True, field="problem")
    if not page.has_result():
        words = _("Nothing says what came of it: give a figure or the people who gained.")
        yield Finding(words, stops=True, field="results")
