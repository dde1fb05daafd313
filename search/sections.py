"""What search puts on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import formats

from portal.core import pagecache, slots
from portal.core.pages import BasePage, page_mark, topic_mark
from portal.events import selectors as events
from search import choices, related


@slots.fill("page.related")
def related_by_meaning(context: dict[str, Any]) -> str:
    """Of the same topics and a neighbouring place, in the language of the page.

    A page that knows its topics and codes of places says them as ``related_to`` in its context;
    of others the index knows.
    """
    page = context["page"]
    if not isinstance(page, BasePage) or not page.entry_kind:
        return ""
    indexed = context.get("related_to") or related.own_row(page.entry_kind, page.pk)
    if indexed is None:
        return ""
    found = related.to(
        kind=page.entry_kind,
        entry_id=page.pk,
        locale=page.locale.language_code,
        topics=indexed[0],
        territories=indexed[1],
    )
    # the page goes stale with what it shows, and with what else enters its topics
    pagecache.shows(*map(topic_mark, indexed[0]), *(page_mark(one["entry_id"]) for one in found))
    coming = [one["entry_id"] for one in found if one["kind"] == "event"]
    times = events.when_of(coming) if coming else {}
    rows = [_row(one, times) for one in found]
    return render_to_string("search/related.html", {"rows": rows}) if rows else ""


def _row(one: dict[str, Any], times: dict[int, str]) -> dict[str, Any]:
    day = one["published_on"]
    told = formats.date_format(day, "DATE_FORMAT") if day else ""
    return {
        "url": one["url"],
        "title": one["title"],
        "over": choices.ONE[one["kind"]],
        # an event is not of the day on which it was announced
        "facts": [one["place"], times.get(one["entry_id"], "") if one["kind"] == "event" else told],
    }


@slots.fill("dev.components")
def combobox_in_the_catalogue(context: dict[str, Any]) -> str:
    """A search field that offers what may be meant, in the language of the catalogue."""
    return render_to_string("search/combobox_sample.html")
