"""The page for people about the data for programs."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from portal.core.pages import BasePage


class OpenDataPage(BasePage):
    """What data there is, at which addresses, under what terms; with examples."""

    entry_kind = "page"

    introduction = RichTextField(
        _("introduction"), features=["bold", "italic", "link", "ul"], blank=True
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    page_description = _("Where programs find the library as data, with its terms.")
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "opendata/open_data_page.html"

    class Meta:
        verbose_name = _("page about open data")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.opendata import guide

        context = super().get_context(request, *args, **kwargs)
        return {**context, **guide.of(self.locale.language_code)}
