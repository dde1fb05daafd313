"""What is known of an author before she has typed a word."""

from typing import Any

from membership.accounts import selectors as accounts
from membership.clients import selectors as clients
from portal.practices.adoptions import selectors as adoptions
from portal.territories import figures


def of_author(user_id: int) -> dict[str, Any]:
    """Fields of a new submission: her card, her municipality, herself as the one to ask."""
    answers = accounts.registration_of(user_id)
    place = of_place(answers.territory_id if answers else None)
    client_id = clients.client_id_of(user_id)
    if client_id is None:
        return place
    known = clients.recipient(client_id)
    return {
        **place,
        "client_id": client_id,
        "contact_name": known.name[:120],
        "contact_email": known.email,
        "contact_phone": known.phone[:40],
    }


def of_place(territory_id: int | None) -> dict[str, Any]:
    """The municipality and the latest figure known of it, with its year and source."""
    if territory_id is None:
        return {}
    known = figures.known([territory_id]).get(territory_id)
    people = known.population if known else None
    if people is None:
        return {"territory_id": territory_id}
    return {
        "territory_id": territory_id,
        "population": people.value,
        "passport_year": people.year,
        "passport_source": people.source[:250],
    }


def of_origin(origin_id: int | None, territory_id: int | None) -> tuple[dict[str, Any], list[int]]:
    """Fields and topics of a submission that grew out of another practice.

    What her municipality has told about it stands where it belongs; nothing is told for it.
    """
    origin = adoptions.open_practice(origin_id) if origin_id else None
    if origin is None:
        return {}, []
    topics = [topic.pk for topic in origin.topics.all()]
    told = adoptions.entry(origin.translation_key, territory_id) if territory_id else None
    if told is None:
        return {"origin_id": origin.pk}, topics
    return {
        "origin_id": origin.pk,
        "language": told.language,
        "started_on": told.since_on.replace(day=1),
        "solution": "\n\n".join(filter(None, (told.changed, told.result))),
        "lessons": told.reason,
    }, topics
