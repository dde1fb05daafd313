"""The first page and the plain pages about the portal."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from portal.core.pages import BasePage


class HomePage(BasePage):
    """The first page of one language."""

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")


class PlainPage(BasePage):
    """A page of running text: about the portal, personal data, contacts."""

    body = RichTextField(features=["h2", "h3", "bold", "italic", "link", "ol", "ul"])

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.PlainPage"]
    template = "home/plain_page.html"

    class Meta:
        verbose_name = _("plain page")
