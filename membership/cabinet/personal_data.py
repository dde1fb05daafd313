"""Bookmarks and copies of own data."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from membership.cabinet import bookmarks
from membership.cabinet.models import Bookmark, DataCopy
from portal.core import outbox, privacy
from portal.core.privacy import Holding, Person, Section


def export(person: Person) -> list[Section]:
    """What she bookmarked."""
    if person.user_id is None:
        return []
    kept = bookmarks.rows(person.user_id, get_language() or "ky", at_most=bookmarks.MOST)
    return [
        Section(
            code="cabinet.bookmarks",
            title=str(_("Your bookmarks")),
            columns=[("title", str(_("Title"))), ("url", str(_("Address")))],
            rows=[[one.title, urljoin(settings.SITE_URL, one.url)] for one in kept],
            called=privacy.staff_name(Bookmark),
        )
    ]


def erase(person: Person, _at: datetime) -> None:
    """Files go now, rows with the account."""
    copies = DataCopy.objects.filter(user=person.user_id or 0)
    privacy.delete_files([(copy.file.storage, str(copy.file.name)) for copy in copies])
    for copy in copies:
        outbox.forget("cabinet.make_copy", [str(copy.pk)])


privacy.register(
    "cabinet",
    holds=[
        Holding(
            data=_("Bookmarks, copies of own data"),
            purpose=_("So that the person finds again what she kept"),
            basis=_("The person asked for it"),
            kept_for=_("Copies one week, bookmarks until the person is erased"),
        )
    ],
    export=export,
    erase=erase,
    order=20,
)
