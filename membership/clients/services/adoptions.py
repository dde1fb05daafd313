"""What clients tell about practices they took over."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from membership.clients import selectors
from membership.clients.services.timeline import add_to_timeline
from portal.practices.adoptions import selectors as adoptions


def note_adoption(*, step_id: int, at: datetime) -> None:
    """Put what a member told onto her timeline. What editors wrote down is nobody's deed."""
    told = adoptions.told(step_id)
    client_id = selectors.client_id_of(told.member_id) if told.member_id else None
    if client_id is None:
        return
    add_to_timeline(
        client_id=client_id,
        kind="adoption.told",
        subject=f"adoption-step:{step_id}",
        happened_at=at,
        title={code: _words(told, code) for code, _name in settings.LANGUAGES},
    )


def _words(told: adoptions.Told, language: str) -> str:
    with translation.override(language):
        title = told.titles.get(language) or next(iter(told.titles.values()), "")
        return gettext("%(state)s: practice “%(title)s”, %(place)s") % {
            "state": told.state,
            "title": title,
            "place": told.territory.name_in(language),
        }
