"""The card of a person and all that hangs on it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CASCADE, ProtectedError, Q
from django.db.models.deletion import RestrictedError
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from membership.clients.models import (
    Client,
    ClientFile,
    Consent,
    Contact,
    Note,
    Office,
    SavedView,
    SignupList,
    TimelineEntry,
)
from membership.clients.sheets import forgetting
from portal.core import privacy
from portal.core.privacy import GONE, Holding, Person, Section


def of_client(client: Client, *, names: tuple[str, ...] = ()) -> Person:
    """How the rooms know the owner of a card."""
    contacts = list(client.contacts.all())
    return Person(
        user_id=client.user_id,
        client_id=client.pk,
        names=tuple(dict.fromkeys(name for name in (client.name, *names) if name)),
        emails=tuple(one.value for one in contacts if one.channel == "email"),
        phones=tuple(one.value for one in contacts if one.channel == "phone"),
    )


def export(person: Person) -> list[Section]:
    """Her card, contacts, offices, consents, timeline, and what staff noted about her."""
    if person.client_id is None:
        return []
    cards = Client.objects.filter(pk=person.client_id)
    mine = {"client": person.client_id}
    return [
        privacy.table(
            "clients.card", _("Your card"), cards, "name", "position", "category", "language",
            "territory", "organisation", "postal_code", "postal_address", "source", "created_at",
        ),
        privacy.table(
            "clients.contacts", _("Your contacts"), Contact.objects.filter(**mine),
            "channel", "value", "proven_at",
        ),
        privacy.table(
            "clients.offices", _("Your offices"), Office.objects.filter(**mine), "role",
            "organisation", "starts_on", "ends_on", "claimed_at", "verified_at", "verified_how",
            "declined_at",
        ),
        privacy.table(
            "clients.consents", _("Your consents"), Consent.objects.filter(**mine), "purpose",
            "service", "channel", "version", "language", "text", "given_at", "how", "withdrawn_at",
        ),
        _timeline(person.client_id),
        privacy.table(
            "clients.notes", _("What staff noted about you"), Note.objects.filter(**mine),
            "written_at", "text",
        ),
        privacy.table(
            "clients.files", _("Papers about you that staff keep"),
            ClientFile.objects.filter(**mine), "added_at", "title", "name",
        ),
    ]  # fmt: skip


def _timeline(client_id: int) -> Section:
    return Section(
        code="clients.timeline",
        title=str(_("What you did and received")),
        columns=[("happened_at", str(_("When"))), ("what", str(_("What")))],
        rows=[
            [date_format(localtime(entry.happened_at), "SHORT_DATETIME_FORMAT"), entry.words]
            for entry in TimelineEntry.objects.filter(client=client_id)
        ],
        called=privacy.staff_name(TimelineEntry),
    )


def erase(person: Person, _at: datetime) -> None:
    """The card goes; where invoices or subscriptions hold on to it, it stays without a person."""
    client = Client.objects.select_for_update().filter(pk=person.client_id or 0).first()
    if client is None:
        return
    scans = client.consents.exclude(scan="")
    privacy.delete_files([(one.scan.storage, str(one.scan.name)) for one in scans])
    privacy.delete_files([(one.file.storage, str(one.file.name)) for one in client.files.all()])
    _forget_in_logs(client, person)
    hers = _proven(client)
    _forget_on_other_cards(client, hers)
    forgetting.forget(client, {value for _channel, value in hers})
    _let_go_of(client)
    try:
        with transaction.atomic():
            client.delete()
    except (ProtectedError, RestrictedError):
        _make_nameless(client)


def _let_go_of(client: Client) -> None:
    """Delete every row that belongs to the card alone, also of models made after this line.

    What the card has no name for goes too: suspicions that it is somebody else's double.
    """
    for relation in Client._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete is CASCADE:
            related: Any = relation.related_model
            related._default_manager.filter(**{relation.field.name: client}).delete()
    Office.objects.filter(decided_by=client.user_id).exclude(decided_by=None).update(
        decided_by=None
    )


def _proven(client: Client) -> list[tuple[str, str]]:
    """The contacts that are hers beyond doubt: others may be those of an office."""
    proven = client.contacts.filter(proven_at__isnull=False).order_by()
    return list(proven.values_list("channel", "value"))


def _forget_on_other_cards(client: Client, hers: list[tuple[str, str]]) -> None:
    """What she has proven to be hers stands unproven on no other card and on no list that waits.

    An invitation without a contact is never sent, and its link opens nothing.
    """
    for channel, value in hers:
        others = Contact.objects.filter(channel=channel, value=value, proven_at=None)
        others.exclude(client=client).delete()
    values = {value for _channel, value in hers}
    for waiting in SignupList.objects.filter(applied_at=None):
        kept = [row for row in waiting.rows if not values & {row.get("email"), row.get("phone")}]
        lines = waiting.table.get("lines", [])
        others_in_file = [line for line in lines if not forgetting.names(line[1], values)]
        if len(kept) < len(waiting.rows) or len(others_in_file) < len(lines):
            waiting.rows = kept
            waiting.table = waiting.table and {**waiting.table, "lines": others_in_file}
            waiting.save(update_fields=["rows", "table"])


def _make_nameless(client: Client) -> None:
    client.user = client.organisation = client.territory = None
    client.family_name = client.patronymic = client.position = ""
    client.given_name = f"{GONE} {client.pk}"
    client.title = client.given_name if client.kind == Client.Kind.ORGANISATION else ""
    client.postal_code = client.postal_address = ""
    client.save()


def _forget_in_logs(client: Client, person: Person) -> None:
    """Wagtail's log of the admin names whom a form was about; ours tells what was changed."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import ModelLogEntry

    client.traces.update(details=[])
    about = Q(content_type=ContentType.objects.get_for_model(Client), object_id=str(client.pk))
    _forget_in_saved_lists(person)
    for entry in ModelLogEntry.objects.filter(about):
        entry.label, entry.data = GONE, person.redacted_deep(entry.data)
        entry.save(update_fields=["label", "data"])


def _forget_in_saved_lists(person: Person) -> None:
    """A saved list that looks for her by name or contact is about her alone."""
    known = [word.lower() for word in (*person.words, *person.names)]
    for view in SavedView.objects.filter(query__contains="q="):
        typed = QueryDict(view.query).get("q", "").strip().lower()
        if typed and any(typed in word or word in typed for word in known):
            view.delete()


privacy.register(
    "clients",
    holds=[
        Holding(
            data=_("Name, office, municipality, contacts, postal address"),
            purpose=_("To know who is served and to reach them"),
            basis=_("Registration, a contract, or a list signed by the person"),
            kept_for=_("Until the person is erased; unanswered invitations two months"),
        ),
        Holding(
            data=_("Consents with their text, version, moment and way; scans of papers"),
            purpose=_("To write only to those who want it, and to prove it"),
            basis=_("Law No. 58 of 2008, Digital Code of 2025"),
            kept_for=_("Until the person is erased"),
        ),
        Holding(
            data=_("Papers about the person: letters, signed forms, photos"),
            purpose=_("To prove what was agreed"),
            basis=_("A contract, or a paper signed by the person"),
            kept_for=_("Until staff remove them or the person is erased"),
        ),
        Holding(
            data=_("What the person did on the Portal and received from it"),
            purpose=_("To serve better and to report in numbers"),
            basis=_("Registration"),
            kept_for=_("Until the person is erased"),
        ),
    ],
    export=export,
    erase=erase,
    order=80,
)
