"""Invented people who come to the sample events."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from portal.core import clock
from portal.events import services, views
from portal.events.models import EventPage, RegistrationTerms, Roll
from portal.events.services.registering import Consent, Guest

_FILE = Path(__file__).parent / "demo" / "people.yaml"


def come(roll: Roll, *, number: int, came: int, at: datetime) -> None:
    """Register the first ``number`` people; of a past event the first ``came`` were there."""
    first_at = min(at, roll.starts_at) - timedelta(days=9)
    for place, guest in enumerate(_people()):
        if place == number:
            break
        registered_at = first_at + timedelta(hours=5 * place, minutes=13 * place)
        registration = services.register(
            roll_id=roll.pk, guest=guest, at=registered_at, consent=_consent(guest.language)
        )
        if place < came:
            services.mark_attended(registration_id=registration.pk, at=roll.starts_at)


def _people() -> Iterator[Guest]:
    for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        yield Guest(**row)


def _consent(language: str) -> Consent:
    terms = RegistrationTerms.load()
    return Consent(terms.version, terms.text_in(language))


def register_account(user: Any, *, coming: Sequence[str], past: str) -> None:
    """Register an account for sample events by their slugs, and say that she was at one."""
    guest = views.account(user)
    for slug in (past, *coming):
        key = EventPage.objects.filter(slug=slug).values_list("translation_key").first()
        roll = Roll.objects.get(event_key=key[0])
        at = min(clock.now(), roll.starts_at - timedelta(days=4))
        registration = services.register(
            roll_id=roll.pk, guest=guest, at=at, consent=_consent(guest.language)
        )
        if slug == past:
            services.mark_attended(registration_id=registration.pk, at=roll.starts_at)
