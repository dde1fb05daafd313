"""After an act on territories, things are found by the names of today and by those of before."""

import uuid

from django.db import transaction

from portal.core import outbox
from portal.core.pages import BasePage
from portal.core.registry import Registry
from portal.events.models import EventPage
from portal.practices.models import PracticePage
from portal.territories import lineage
from search import services, synonyms

KIND = "search.follow_act"
#: Kinds of pages with a ``territory``; rooms above add theirs.
placed: Registry[type[BasePage]] = Registry("kind of page with a territory")
placed.add("practice", PracticePage)
placed.add("event", EventPage)


def follow(unit_ids: list[int]) -> None:
    """Once the act is committed, put what lies in these units anew.

    An act on an oblast touches thousands of pages, so nobody waits for it at the screen.
    """
    outbox.enqueue(KIND, key=uuid.uuid4().hex, unit_ids=unit_ids)


@outbox.handles(KIND)
@transaction.atomic
def put_anew(*, unit_ids: list[int]) -> None:
    """Names that mean the same place first, then the pages. Repeatable."""
    synonyms.follow_register()
    inside = lineage.inside(*unit_ids)
    for _name, kind in placed:
        pages = kind.objects.live().filter(territory__in=inside)
        services.put_pages(pages.values_list("pk", flat=True))
