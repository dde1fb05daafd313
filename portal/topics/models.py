"""Topics, and their landing pages in every language."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.core import navigation
from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.rows_panel import RowsPanel
from portal.topics.querysets import TopicQuerySet
from portal.topics.signals import topic_changed


class Topic(models.Model):
    """One of the subjects everything is sorted by. Its title is kept here, for all rooms."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    sign = models.SlugField(
        _("sign"), max_length=20, help_text=_("Name of the drawing in the set of signs.")
    )
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=120)
    title_ru = models.CharField(_("title in Russian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Pages of topics are called as the topic is."""
        super().save(*args, **kwargs)
        for page in TopicPage.objects.filter(topic=self).select_related("locale"):
            title = self.title_in(page.locale.language_code)
            TopicPage.objects.filter(pk=page.pk).update(title=title, draft_title=title)
        topic_changed.send(sender=type(self), topic_id=self.pk)

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_in(translation.get_language() or "ky")

    def title_in(self, language: str) -> str:
        """The title in ``language``; English where the language is neither Kyrgyz nor Russian."""
        return {"ky": self.title_ky, "ru": self.title_ru}.get(language, self.title_en)


class TopicIndexPage(BasePage):
    """All topics."""

    page_description = _("All topics, once in each language.")
    menu_place = 1

    parent_page_types = ["home.HomePage"]
    subpage_types = ["topics.TopicPage"]
    max_count_per_parent = 1
    template = "topics/topic_index_page.html"

    class Meta:
        verbose_name = _("page of all topics")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.topics import selectors

        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        places = navigation.topic_links(request, language)
        return {**context, "topics": selectors.tiles(places, language)}


class TopicPick(Orderable):
    """A page an editor puts first on a topic. Chosen in one language, it counts for all."""

    topic_page = ParentalKey("topics.TopicPage", on_delete=models.CASCADE, related_name="picks")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A practice that is worth reading first."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("page to begin with")

    def __str__(self) -> str:
        return str(self.page)


class TopicPage(BasePage):
    """Where a topic gathers what all rooms have on it; rooms fill the slot ``topic.sections``."""

    page_description = _("One topic: an introduction and everything the rooms have on it.")
    entry_kind = "topic"
    stands_everywhere = True
    share_kind = _("Topic")
    fetched_with = ("topic",)

    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link", "ul"])

    content_panels = [
        FieldPanel("topic"),
        FieldPanel("summary"),
        FieldPanel("introduction"),
        RowsPanel(
            "picks",
            heading=_("Pages to begin with"),
            label=_("page"),
            adding=_("Add a page"),
            max_num=3,
            help_text=_(
                "Up to three practices of your choice. Without a choice the best proven ones and "
                "those that most municipalities took over stand here."
            ),
        ),
    ]
    parent_page_types = ["topics.TopicIndexPage"]
    subpage_types: list[str] = []
    template = "topics/topic_page.html"

    class Meta:
        verbose_name = _("topic page")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.topic_id:
            self.title = self.topic.title_in(self.locale.language_code)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        others = TopicPage.objects.filter(topic=self.topic_id, locale=self.locale_id)
        if self.topic_id and others.exclude(pk=self.pk).exists():
            raise ValidationError({"topic": _("This topic has its page in this language already.")})

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        return replace(entry, body=strip_tags(self.introduction), topics=(self.topic.slug,))
