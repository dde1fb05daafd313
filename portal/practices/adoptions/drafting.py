"""From an adoption to a practice page of its own, in draft."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from portal.practices import services
from portal.practices.adoptions import selectors
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.services import person
from portal.practices.adoptions.states import State
from portal.practices.errors import AlreadyDescribed, NotInUse, PracticeNotOpen
from portal.practices.models import PracticePage


@transaction.atomic
def draft_from_adoption(*, adoption_id: int, by_id: int, at: datetime) -> int:
    """Begin a page with what the municipality told; returns the id of the draft.

    Raises:
        Adoption.DoesNotExist: there is none in the ledger.
        NotInUse: the municipality does not use the practice.
        AlreadyDescribed: it has such a page, published or in draft.
        PracticeNotOpen: the first practice is off the site.
    """
    adoption = Adoption.objects.current().select_for_update(of=("self",)).get(pk=adoption_id)
    if adoption.state != State.IN_USE:
        raise NotInUse(adoption_id)
    if page_of(adoption) is not None:
        raise AlreadyDescribed(adoption_id)
    origin = selectors.practice_of(adoption.practice_key, adoption.language)
    if origin is None:
        raise PracticeNotOpen(adoption.practice_key)
    page_id = services.draft_page(
        language=adoption.language,
        title=f"{adoption.territory.name_in(adoption.language)}: {origin.title}"[:255],
        summary=adoption.result or adoption.changed,
        territory_id=adoption.territory_id,
        topic_ids=[topic.pk for topic in origin.topics.all()],
        texts={"solution": "\n\n".join(filter(None, (adoption.changed, adoption.result)))},
        period=(adoption.since_on, None),
        owner_id=by_id,
        origin_id=origin.pk,
    )
    log(
        adoption,
        "practices.adoption_drafted",
        user=person(by_id),
        data={"page": page_id},
        timestamp=at,
    )
    return page_id


def page_of(adoption: Adoption) -> PracticePage | None:
    """The page that the municipality has of its own, published or in draft."""
    page: PracticePage | None = PracticePage.objects.filter(
        origin__translation_key=adoption.practice_key, territory=adoption.territory_id
    ).first()
    return page
