"""What the client base itself knows entries to be about: pages, files, letters, events, lists."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import Document
from wagtail.models import Page

from membership.clients.models import SignupList
from membership.clients.segments import about
from membership.clients.segments.about import UNDATED, Thing, Titles, of_rows, subjects, things
from portal.core import letters, mail
from portal.core.models import Letter
from portal.core.pages import BasePage
from portal.events import selectors as events

#: Nobody looks for an older letter, and a longer way back takes longer than a person waits.
_LATEST_LETTERS = 50_000


def _pages() -> "QuerySet[Any]":
    """Practices, articles, answers, materials: whatever is noted when it is read."""
    read = [model for model in apps.get_models() if getattr(model, "reading_kind", "")]
    kinds = ContentType.objects.get_for_models(*(one for one in read if issubclass(one, BasePage)))
    twins = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=translation.get_language() or "ru",
    )
    own_title = Subquery(twins.order_by().values("title")[:1])
    pages: QuerySet[Any] = Page.objects.filter(content_type__in=list(kinds.values())).annotate(
        own_title=own_title
    )
    return pages


def _told_of_page(page: Any) -> str:
    """In the language of whoever asks, where there is such a twin."""
    return str(page.own_title or page.title)


def _of_pages(ids: list[str]) -> Q:
    """Who reads a practice in Russian has read it, whichever language it was found in."""
    keys = Page.objects.filter(pk__in=about.numbers(ids)).order_by().values("translation_key")
    twins = Page.objects.filter(translation_key__in=keys)
    read, taken = subjects("page", twins), subjects("practice", twins)
    return Q(**{f"{UNDATED}__in": read}) | Q(**{f"{UNDATED}__in": taken})


def _of_documents(ids: list[str]) -> Q:
    return Q(**{f"{UNDATED}__in": [f"document:{one}" for one in about.numbers(ids)]})


def _of_letters(lines: list[str]) -> Q:
    """Letters to many differ in all but the subject line: it is what they are told by."""
    sent = Letter.objects.filter(subject__in=lines).order_by()
    by_key = Substr(Concat(Value("letter:"), "key"), 1, 120)
    by_number = Concat(Value("letter:"), Cast("pk", CharField()))
    return Q(kind="mail.followed", subject__in=sent.values(named=by_key)) | Q(
        kind="mail.sent", subject__in=sent.values(named=by_number)
    )


def _letters_called(words: str) -> Titles:
    newest_first = Letter.objects.order_by("-pk").values("pk")
    older = newest_first[_LATEST_LETTERS : _LATEST_LETTERS + 1]
    lines = Letter.objects.filter(
        about.spelled("subject", words), pk__gt=Coalesce(Subquery(older), 0)
    )
    for never_told in mail.OF_SIGNING_IN:
        lines = lines.exclude(key__startswith=never_told)
    latest = lines.order_by().values("subject").annotate(last=Max("pk")).order_by("-last")
    return {one["subject"]: one["subject"] for one in latest[: about.MOST]}


def _of_events(ids: list[str]) -> Q:
    people = events.registrations_of(about.numbers(ids))
    return Q(subject__in=subjects("event-registration", people))


def _rolls() -> "QuerySet[Any]":
    return events.rolls_with_titles(translation.get_language() or "ru")


def _told_of_event(roll: Any) -> str:
    day = date_format(timezone.localdate(roll.starts_at), "SHORT_DATE_FORMAT")
    return f"{roll.title}, {day}"


def _of_lists(ids: list[str]) -> Q:
    return Q(subject__in=[f"list:{one}" for one in about.numbers(ids)])


things.add(
    "page",
    of_rows(
        _("Pages"),
        ("page.read", "practice.kit"),
        rows=_pages,
        among=_of_pages,
        told=_told_of_page,
        twin="translation_key",
    ),
)
things.add(
    "document",
    of_rows(_("Files"), ("document.downloaded",), rows=Document.objects.all, among=_of_documents),
)
things.add(
    "letter",
    Thing(
        _("Letters by their subject line"),
        frozenset({"mail.followed", "mail.sent"}),
        called=_letters_called,
        titles=lambda lines: {line: line for line in lines if letters.patterns(line)},
        among=_of_letters,
    ),
)
things.add(
    "event",
    of_rows(
        _("Events"),
        ("event.registered", "event.waiting", "event.cancelled", "event.attended"),
        rows=_rolls,
        among=_of_events,
        told=_told_of_event,
    ),
)
things.add(
    "list",
    of_rows(
        _("Lists of participants"), ("list.signed",), rows=SignupList.objects.all, among=_of_lists
    ),
)
