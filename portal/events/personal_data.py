"""Who registered for events and was there."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core import outbox, privacy
from portal.core.privacy import Holding, Person, Section
from portal.events import services
from portal.events.models import AttendanceSheet, Registration
from portal.events.querysets import RegistrationQuerySet
from portal.events.selectors import person_of
from portal.events.services.correspondence import REMINDER


def _registrations(person: Person) -> RegistrationQuerySet:
    by_account = Q(user=person.user_id) if person.user_id else Q(pk__in=())
    by_contact = Q(email__in=person.emails) | Q(phone__in=person.phones)
    # a mailbox of an office is shared: without an account the name decides too
    named = Q(user=None) & by_contact & Q(name_key__in=_keys(person))
    return Registration.objects.filter(by_account | named)


def _keys(person: Person) -> set[str]:
    from portal.core import letters

    return {letters.spoken_key(word)[:160] for word in person.words}


def export(person: Person) -> list[Section]:
    """Her registrations with the titles of the events."""
    rows = []
    for one in _registrations(person):
        titles = person_of(one.pk).titles
        rows.append([
            titles.get(one.language) or next(iter(titles.values()), ""),
            str(one.get_state_display()), one.name, one.organisation, one.email, one.phone,
            privacy.yes_or_no(one.attended_at is not None),
        ])  # fmt: skip
    columns = [
        ("event", _("Event")), ("state", _("State")), ("name", _("Name")),
        ("organisation", _("organisation and position")), ("email", _("E-mail")),
        ("phone", _("Phone")), ("attended", _("Was there")),
    ]  # fmt: skip
    named = [(code, str(heading)) for code, heading in columns]
    called = privacy.staff_name(Registration)
    return [Section("events.registrations", str(_("Your events")), named, rows, called)]


def erase(person: Person, at: datetime) -> None:
    """Places ahead are given back; what remains of past events is a number without a name."""
    for one in _registrations(person).select_related("roll"):
        if one.state != Registration.State.CANCELLED and one.roll.starts_at > at:
            services.cancel(registration_id=one.pk, at=at)
        outbox.forget_about(REMINDER, registration_id=one.pk)
        kept = Registration.objects.get(pk=one.pk)
        kept.user = None
        kept.name = f"№ {one.pk}"
        kept.email = kept.phone = kept.organisation = ""
        kept.save()
    for sheet in AttendanceSheet.objects.exclude(rows=[]):
        staying = [row for row in sheet.rows if not _is_hers(row, person)]
        AttendanceSheet.objects.filter(pk=sheet.pk).update(rows=staying)


def _is_hers(row: dict[str, str], person: Person) -> bool:
    reached = row.get("email") in person.emails or row.get("phone") in person.phones
    unreachable = not (row.get("email") or row.get("phone"))
    return reached or (unreachable and row.get("name", "") in person.words)


privacy.register(
    "events",
    holds=[
        Holding(
            data=_("Name, office, e-mail or phone, whether the person was there"),
            purpose=_("To give places at events and to tell how many people came"),
            basis=_("Consent given with the registration"),
            kept_for=_("Until the person is erased; after that a number without a name"),
        )
    ],
    export=export,
    erase=erase,
)
