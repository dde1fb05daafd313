"""What people asked to be told of."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core import privacy
from portal.core.privacy import Holding, Person, Section
from search.models import Wish


def _wishes(person: Person) -> "QuerySet[Wish]":
    by_account = Q(user=person.user_id) if person.user_id else Q(pk__in=())
    return Wish.objects.filter(by_account | Q(email__in=person.emails))


def export(person: Person) -> list[Section]:
    """What she waits for."""
    return [
        Section(
            code="search.wishes",
            title=str(_("What you wanted to be told of")),
            columns=[("text", str(_("Words"))), ("met", str(_("Has appeared")))],
            rows=[[one.text, privacy.yes_or_no(one.met_at is not None)] for one in _wishes(person)],
            called=privacy.staff_name(Wish),
        )
    ]


def erase(person: Person, _at: datetime) -> None:
    """Her wishes go."""
    _wishes(person).delete()


privacy.register(
    "search",
    holds=[
        Holding(
            data=_("Words of a search, e-mail address"),
            purpose=_("To tell when something about them appears"),
            basis=_("The person asked for it"),
            kept_for=_("Until the person is erased"),
        )
    ],
    export=export,
    erase=erase,
)
