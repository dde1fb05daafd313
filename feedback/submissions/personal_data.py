"""Practices people sent in, with the files that prove them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from feedback.submissions.models import EvidenceFile, Submission
from feedback.submissions.states import State
from portal.core import privacy
from portal.core.privacy import Holding, Person, Section
from portal.practices import personal_data as practices

#: What the public reads now, or soon: the text belongs to the library, the name does not.
_STAYS = (State.ACCEPTED, State.PUBLISHED)
_TEXTS = ("problem", "aim", "solution", "sustainability", "lessons", "conditions", "summary",
          "steps", "results", "costs", "resolutions", "norms", "operator", "tariff",
          "authors")  # fmt: skip


def _submissions(person: Person) -> "QuerySet[Submission]":
    hers = Q(pk__in=())
    if person.user_id:
        hers |= Q(owner=person.user_id)
    if person.client_id:
        hers |= Q(client=person.client_id)
    return Submission.objects.filter(hers)


def export(person: Person) -> list[Section]:
    """Her submissions, their files and how the review went."""
    found = _submissions(person)
    fields = (
        "number", "state", "title", "summary", "problem", "aim", "solution", "sustainability",
        "lessons", "conditions", "authors", "contact_name", "contact_office", "contact_phone",
        "contact_email", "created_at", "submitted_at",
    )  # fmt: skip
    files = EvidenceFile.objects.filter(submission__in=found)
    return [
        privacy.table("submissions.submissions", _("Your practices"), found, *fields),
        privacy.table(
            "submissions.files", _("Files of your practices"), files, "name", "bytes", "added_at"
        ),
    ]


def erase(person: Person, _at: datetime) -> None:
    """Published practices stay without a name; everything else goes with its files."""
    staying = list(_submissions(person).filter(state__in=_STAYS))
    going = _submissions(person).exclude(state__in=_STAYS)
    _forget_files(EvidenceFile.objects.filter(submission__in=going))
    going.delete()
    pages = Page.objects.filter(pk__in=[one.page_id for one in staying if one.page_id])
    keys = pages.values("translation_key")
    practices.forget_contact(
        Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True), person
    )
    for one in staying:
        one.owner = one.client = None
        one.contact_name = one.contact_office = one.contact_phone = one.contact_email = ""
        one.contact_consent, one.unfinished = False, {}
        for name in _TEXTS:
            setattr(one, name, person.redacted_deep(getattr(one, name), person.own_words))
        one.save()
    privacy.redact(
        EvidenceFile.objects.filter(submission__in=staying), person, person.words, "name"
    )


def _forget_files(files: "QuerySet[EvidenceFile]") -> None:
    privacy.delete_files([(kept.file.storage, str(kept.file.name)) for kept in files])


privacy.register(
    "submissions",
    holds=[
        Holding(
            data=_("Author of a practice, contact person, photos and papers"),
            purpose=_("To review practices and publish them"),
            basis=_("The person sent the practice in"),
            kept_for=_("Until the person is erased; published practices stay without a name"),
        )
    ],
    export=export,
    erase=erase,
    order=30,
)
