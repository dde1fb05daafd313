"""What people asked the desk."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from feedback.desk.models import AnswerPage, Inquiry
from portal.core import pagecache, privacy
from portal.core.privacy import Holding, Person, Section
from portal.core.signals import names_taken_out


def _inquiries(person: Person) -> "QuerySet[Inquiry]":
    hers = Q(pk__in=())
    if person.user_id:
        hers |= Q(author=person.user_id)
    if person.client_id:
        hers |= Q(client=person.client_id)
    return Inquiry.objects.filter(hers)


def export(person: Person) -> list[Section]:
    """Her inquiries with their answers."""
    fields = ("number", "kind", "state", "asked_at", "text", "due_on", "answered_at", "answer")
    return [privacy.table("desk.inquiries", _("Your questions"), _inquiries(person), *fields)]


def erase(person: Person, _at: datetime) -> None:
    """Inquiries go with the notes about them; published answers never had a name."""
    inquiries = _inquiries(person)
    pages = AnswerPage.objects.filter(
        pk__in=inquiries.exclude(published_page=None).values("published_page")
    )
    numbers = [str(pk) for pk in pages.values_list("pk", flat=True)]
    versions = Revision.page_revisions.filter(object_id__in=numbers)
    privacy.redact(pages, person, person.own_words, "question", "answer")
    privacy.redact(versions, person, person.own_words, "content")
    names_taken_out.send(AnswerPage, page_ids=list(pages.values_list("pk", flat=True)))
    transaction.on_commit(pagecache.forget_all)
    inquiries.delete()


privacy.register(
    "desk",
    holds=[
        Holding(
            data=_("Text of the question and of the answer, who asked"),
            purpose=_("To answer questions in the promised time"),
            basis=_("The person asked"),
            kept_for=_("Until the person is erased; answers published without names stay"),
        )
    ],
    export=export,
    erase=erase,
    order=40,
)
