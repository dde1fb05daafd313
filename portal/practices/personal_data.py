"""Contacts on the pages of practices, and who told of adoptions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from portal.core import pagecache, privacy
from portal.core.privacy import Holding, Person, Section
from portal.core.signals import names_taken_out
from portal.practices.models import Adoption, AdoptionStep, PracticePage

_CONTACT = ("contact_name", "contact_office", "contact_email", "contact_phone")
_TOLD = ("changed", "result", "reason", "heard_from", "note")


def _pages(person: Person) -> "Any":
    return privacy.naming(
        PracticePage.objects.all(), person.contacts, "contact_email", "contact_phone"
    )


def export(person: Person) -> list[Section]:
    """Pages that name her as the contact, and what she told of adoptions."""
    told = (
        AdoptionStep.objects.filter(by=person.user_id)
        if person.user_id
        else AdoptionStep.objects.none()
    )
    return [
        privacy.table(
            "practices.contact", _("Practices that name you"), _pages(person), "title", *_CONTACT
        ),
        privacy.table(
            "practices.told", _("What you told of practices taken over"), told,
            "told_at", "state", "since_on", "changed", "result", "reason",
        ),
    ]  # fmt: skip


def erase(person: Person, _at: datetime) -> None:
    """Her contact goes from pages and their older versions; what she told stays without her."""
    forget_contact(_pages(person).values_list("pk", flat=True), person)
    for rows in (Adoption.objects.all(), AdoptionStep.objects.all()):
        mine = rows.filter(by=person.user_id or 0)
        privacy.redact(mine, person, person.own_words, *_TOLD)
        privacy.redact(rows, person, person.words, "heard_from")
        mine.update(by=None)


def forget_contact(page_ids: Iterable[int], person: Person) -> None:
    """Take a person off pages that are hers, published, drafted and as they were before."""
    pages = PracticePage.objects.filter(pk__in=list(page_ids))
    keys = set(pages.values_list("translation_key", flat=True))
    for page in PracticePage.objects.filter(translation_key__in=keys):
        PracticePage.objects.filter(pk=page.pk).update(
            **dict.fromkeys(_CONTACT, ""), contact_consent=False, contact_consent_on=None,
            authors=person.redacted(page.authors),
        )  # fmt: skip
        for revision in Revision.objects.filter(
            object_id=str(page.pk), base_content_type__model="page"
        ):
            _forget_in(revision, person)
    if keys:
        changed = PracticePage.objects.filter(translation_key__in=keys)
        names_taken_out.send(PracticePage, page_ids=list(changed.values_list("pk", flat=True)))
        transaction.on_commit(pagecache.forget_all)


def _forget_in(revision: Revision, person: Person) -> None:
    content = {**revision.content, **dict.fromkeys(_CONTACT, ""), "contact_consent": False,
               "contact_consent_on": None}  # fmt: skip
    content["authors"] = person.redacted(content.get("authors", ""))
    Revision.objects.filter(pk=revision.pk).update(content=content)


privacy.register(
    "practices",
    holds=[
        Holding(
            data=_("Name, office, e-mail and phone of the contact of a practice"),
            purpose=_("So that other municipalities can ask"),
            basis=_("Consent given with the practice"),
            kept_for=_("Until the consent is withdrawn or the person is erased"),
        )
    ],
    export=export,
    erase=erase,
)
