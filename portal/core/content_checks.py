"""What an editor is told about a page before it goes out.

A draft is never held back. Of all findings only a picture without a description stops a
publication: it shuts readers out, and nobody comes back to it later.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from portal.core import field_links
from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at."""

    #: Lazy text: what is wrong and what to do.
    text: Any
    stops: bool = False
    #: The field of the page where it is mended, or else the address where that is done.
    field: str = ""
    url: str = ""


#: Each check takes a page of ours as the editor has it and yields what it finds.
checks: Registry[Callable[[Page], Iterable[Finding]]] = Registry("content check")

_EMBED = re.compile(r"<embed\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r'\balt="\s*[^"\s]')


def findings(page: Page) -> list[Finding]:
    """Everything to look at on ``page``; what stops a publication comes first."""
    found = [finding for _name, check in checks for finding in check(page)]
    return sorted(found, key=lambda finding: not finding.stops)


def where(page: Page, finding: Finding) -> str:
    """The address at which a finding is mended: the field in the editor, or another screen."""
    if finding.url or not finding.field or page.pk is None:
        return finding.url
    anchor = field_links.anchor_of(page, finding.field)
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{anchor}" if anchor else ""


@checks.named("core.descriptions")
def descriptions(page: Page) -> Iterable[Finding]:
    """Pictures inside rich text say what they show."""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField | StreamField):
            pictures = _EMBED.findall(_source(getattr(page, field.name)))
            if any('embedtype="image"' in one and not _ALT.search(one) for one in pictures):
                words = _("A picture in “%(field)s” has no description: write what it shows.")
                text = words % {"field": field.verbose_name}
                yield Finding(text, stops=True, field=field.name)


def _source(value: Any) -> str:
    """Rich text as it is kept, also where it lies in the blocks of a stream."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(_source(part) for part in value.values())
    raw = value.raw_data if isinstance(value, StreamValue) else value
    return " ".join(_source(part) for part in raw) if isinstance(raw, Iterable) else ""


@checks.named("core.summary")
def summary(page: Page) -> Iterable[Finding]:
    """Without a summary a page is a bare title in lists, in search and in messengers."""
    if not getattr(page, "summary", "").strip():
        words = _("There is no summary: lists, search and messengers show a bare title.")
        yield Finding(words, field="summary")


@checks.named("core.topics")
def topics(page: Page) -> Iterable[Finding]:
    """Without a topic a page is found by nobody who goes by topics."""
    if hasattr(page, "topics") and not list(page.topics.all()):
        words = _("No topic is chosen: the page stands on no topic page.")
        yield Finding(words, field="topics")
