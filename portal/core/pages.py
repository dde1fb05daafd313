"""The page every page type of ours descends from."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from portal.core import access, pagecache, share_pictures, skeletons
from portal.core.entries import Entry, analysers

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def page_mark(pk: int) -> str:
    """On every kept page that shows the page ``pk`` or names it in a row."""
    return f"page:{pk}"


def kind_mark(kind: str, language: str) -> str:
    """On every kept page that lists entries of ``kind`` in ``language``."""
    return f"kind:{kind}:{language}"


def topic_mark(slug: str) -> str:
    """On every kept page that gathers what belongs to the topic."""
    return f"topic:{slug}"


class BasePage(Page):
    """Adds a summary, the question to the guards, the page cache and the contract of search."""

    #: Kind of the entry in search; empty: this type is never found by search.
    entry_kind = ""
    #: Place in the main menu of the first-level page of this type; 0: not in the main menu.
    menu_place = 0
    #: False for pages that differ from reader to reader even when nobody is signed in.
    same_for_all = True
    #: True where every page links to pages of this type.
    stands_everywhere = False
    #: Kinds of entries this page lists, for ``pagecache``; None: any change may change it.
    lists: tuple[str, ...] | None = None
    #: True where entries of pages below say something of this page, as articles do of an issue.
    shapes_entries_below = False
    #: Relations to fetch together with the page when it is served.
    fetched_with: tuple[str, ...] = ()
    #: What stands above the title on the picture for messengers; empty: nothing.
    share_kind: "str | StrPromise" = ""

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
        variant = self.variant_for(request)
        if variant is None or args or kwargs:
            response: HttpResponse = super().serve(request, *args, **kwargs)
            return response
        refusal = access.refusal_for(self, request.user)
        with access.decided(self, refusal):
            response = skeletons.answer(
                request,
                self,
                variant=f"{variant} {refusal.code if refusal else ''}",
                make=self._serve_stranger,
            )
        return response if request.user.is_authenticated else pagecache.mark_cacheable(response)

    def variant_for(self, request: HttpRequest) -> str | None:
        """Readers of one variant see the same page but for its personal places.

        None: the page is made for this reader alone.
        """
        is_one_of_few = pagecache.may_be_asked(request.META.get("QUERY_STRING", ""))
        return "" if self.same_for_all and is_one_of_few and not self.view_restricted() else None

    def _serve_stranger(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = super().serve(request)
        pagecache.shows(*self.shown_marks())
        return response

    def shown_marks(self) -> tuple[str, ...]:
        """The marks of what this page shows by itself; what fills its slots adds its own."""
        if self.lists is None:
            return (pagecache.ANYTHING,)
        language = self.locale.language_code
        return (page_mark(self.pk), *(kind_mark(kind, language) for kind in self.lists))

    def touched_marks(self) -> tuple[str, ...]:
        """The marks of pages that a change of this page changes: itself, its twins, its lists."""
        twins = self.get_translations().values_list("pk", flat=True)
        kind = kind_mark(self.entry_kind, self.locale.language_code)
        entry = self.entry()
        topics = map(topic_mark, entry.topics if entry else ())
        return (page_mark(self.pk), *map(page_mark, twins), kind, *topics)

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

    def share_words(self) -> share_pictures.Words:
        """What stands on the picture that messengers show beside a link to this page.

        Subclasses extend it with ``dataclasses.replace``; the language of the page is active. No
        queries: it is asked whenever the page is served.
        """
        return share_pictures.Words(
            title=self.title, over=str(self.share_kind), seed=str(self.translation_key)
        )

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
