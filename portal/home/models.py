"""The first page and the plain pages about the portal."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.core import prose
from portal.core.blocks.bodies import TextBody
from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.share_pictures import Words


class HomePage(BasePage):
    """The first page of one language: the question, the topics, the map, what is new."""

    page_description = _("First page of one language.")
    question = models.CharField(
        _("question"), max_length=120, blank=True, help_text=_("Stands large above the search.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("question")]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def share_words(self) -> Words:
        said = super().share_words()
        return replace(said, title=self.question or self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.home import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.first_page(request, self.locale.language_code)}


class PlainPage(BasePage):
    """A page of running text: about the portal, personal data, contacts."""

    page_description = _("Text made of blocks: about the portal, contacts, rules, a guide.")
    entry_kind = "page"
    lists = ()

    body = StreamField(TextBody(), verbose_name=_("text"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    template = "home/plain_page.html"

    class Meta:
        verbose_name = _("plain page")

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        return replace(entry, body=prose.stream_as_plain(self.body))
