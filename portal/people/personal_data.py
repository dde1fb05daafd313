"""People who agreed to be found by name."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core import privacy
from portal.core.privacy import Holding, Section
from portal.people.models import Person


def _pages(person: privacy.Person) -> "QuerySet[Person]":
    return Person.objects.filter(email__in=person.emails)


def export(person: privacy.Person) -> list[Section]:
    """Her page, as it is kept."""
    fields = ("name_ky", "name_ru", "office_ky", "office_ru", "consent_on", "consent_note")
    return [privacy.table("people.page", _("Your page on the Portal"), _pages(person), *fields)]


def erase(person: privacy.Person, _at: datetime) -> None:
    """Her page goes; what she wrote stays, as the rooms that keep it say."""
    _pages(person).delete()


privacy.register(
    "people",
    holds=[
        Holding(
            data=_("Name, office and place of an author or expert, e-mail address"),
            purpose=_("So that she is found by name with what she wrote"),
            basis=_("Consent of the person"),
            kept_for=_("Until the consent is withdrawn or the person is erased"),
        )
    ],
    export=export,
    erase=erase,
)
