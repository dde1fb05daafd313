"""News of the portal and of municipalities."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.core import prose
from portal.core.blocks.bodies import TextBody
from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.share_pictures import Words


class NewsIndexPage(BasePage):
    """All news, the latest first."""

    menu_place = 50
    lists = ("news",)

    page_description = _("All news, the latest first.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = _("page of all news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.news import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.shown(self.locale.language_code, request.GET)}


class NewsPage(BasePage):
    """One piece of news."""

    entry_kind = "news"
    lists = ()
    fetched_with = ("project__donor",)
    share_kind = _("News")

    is_sample = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Written to show how the portal works; not about a real case."),
    )
    published_on = models.DateField(_("date of the news"))
    body = StreamField(TextBody(), verbose_name=_("text"))
    topics = ParentalManyToManyField(
        "topics.Topic", verbose_name=_("topics"), related_name="+", blank=True
    )
    project = models.ForeignKey(
        "partners.Project",
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Its label with the donor stands on the page and in lists."),
    )
    donor_label = models.CharField(
        _("thanks to the donor"),
        max_length=200,
        blank=True,
        help_text=_("One line shown below the text."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("body"),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldPanel("project"),
        FieldPanel("donor_label"),
        FieldPanel("is_sample"),
    ]
    page_description = _("One piece of news, with the label of a project where there is one.")
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.summary,
            "inLanguage": self.locale.language_code,
            "datePublished": self.published_on,
            "url": self.full_url,
        }
        return {**context, "data": data}

    def share_words(self) -> Words:
        day = date_format(self.published_on, "DATE_FORMAT")
        return replace(super().share_words(), under=day)

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        return replace(
            entry,
            body=prose.stream_as_plain(self.body),
            topics=tuple(topic.slug for topic in self.topics.all()),
            published_on=self.published_on,
        )
