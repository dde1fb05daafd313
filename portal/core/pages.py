"""The page every page type of ours descends from."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from portal.core import access, pagecache
from portal.core.entries import Entry, analysers


class BasePage(Page):
    """Adds a summary, the question to the guards, the page cache and the contract of search."""

    #: Kind of the entry in search; empty: this type is never found by search.
    entry_kind = ""
    #: Place in the main menu of the first-level page of this type; 0: not in the main menu.
    menu_place = 0
    #: False for pages that differ from reader to reader even when nobody is signed in.
    same_for_all = True
    #: True where entries of pages below say something of this page, as articles do of an issue.
    shapes_entries_below = False
    #: Relations to fetch together with the page when it is served.
    fetched_with: tuple[str, ...] = ()

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: shown in lists, in search and in messengers."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("title_terms"),
        index.AutocompleteField("title_terms"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "refusal": access.refusal_for(self, request.user)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        if self.same_for_all and not request.user.is_authenticated and not self.view_restricted():
            pagecache.mark_cacheable(response)
        return response

    def view_restricted(self) -> bool:
        """True when the page or one above it has a privacy setting."""
        return bool(self.get_view_restrictions())

    def get_view_restrictions(self) -> Any:
        """The privacy settings of the page and of those above it: one query, asked once."""
        if "_view_restrictions" not in self.__dict__:
            ends = range(self.steplen, len(self.path) + 1, self.steplen)
            above = [self.path[:end] for end in ends]
            self._view_restrictions = (
                super().get_view_restrictions()
                if self.alias_of_id
                else PageViewRestriction.objects.filter(page__path__in=above)
            )
        return self._view_restrictions

    @property
    def title_terms(self) -> str:
        """What the words of the title are called in every form, for the admin's own boxes."""
        code = self.locale.language_code
        return " ".join(term for _, terms in analysers for term in terms(self.title, code))

    def entry(self) -> Entry | None:
        """How search and feeds see this page; None when it is not to be found.

        Subclasses extend it with ``dataclasses.replace``.
        """
        if not self.entry_kind or not self.live:
            return None
        return Entry(
            kind=self.entry_kind,
            id=self.pk,
            locale=self.locale.language_code,
            url=self.url or "",
            title=self.title,
            summary=self.summary,
            twin_key=str(self.translation_key),
            published_on=self.first_published_at.date() if self.first_published_at else None,
        )
