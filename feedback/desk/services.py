"""Every change at the desk."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from feedback.desk import signals
from feedback.desk.errors import AlreadyAnswered, AlreadyPublished
from feedback.desk.models import AnswerIndexPage, AnswerPage, Inquiry, InquiryNote, ResponseNorms
from membership.clients import selectors as clients
from membership.clients import services as client_services
from portal.core import calendar, mail, numbering, tree


@transaction.atomic
def ask(
    *,
    form_key: UUID,
    author_id: int,
    kind: str,
    text: str,
    language: str,
    asked_at: datetime,
    topic_id: int | None = None,
    about_id: int | None = None,
) -> Inquiry:
    """Take an inquiry in, give it a number and a day by which it is answered.

    Args:
        form_key: made when the form was shown; the same form sent twice is one inquiry.
        about_id: the page the reader came from.
    """
    if known := Inquiry.objects.filter(form_key=form_key, author_id=author_id).first():
        return known
    asked_on = timezone.localdate(asked_at)
    inquiry = Inquiry.objects.create(
        number=f"{asked_on.year}-{numbering.next_number('inquiry', asked_on.year):04d}",
        form_key=form_key,
        author_id=author_id,
        client_id=clients.client_id_of(author_id),
        kind=kind,
        text=text,
        language=language,
        topic_id=topic_id,
        about_id=about_id,
        asked_at=asked_at,
        due_on=calendar.working_days_after(asked_on, _days_for(kind)),
    )
    _on_timeline(inquiry, "inquiry.asked", _("Asked a question"), asked_at)
    _write(inquiry, "received")
    signals.inquiry_received.send(Inquiry, inquiry_id=inquiry.pk, client_id=inquiry.client_id)
    return inquiry


@transaction.atomic
def answer(*, inquiry_id: int, text: str, by_user_id: int, at: datetime) -> Inquiry:
    """Answer an inquiry; the letter leaves after the commit.

    Raises:
        AlreadyAnswered: somebody was quicker.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry_id)
    if inquiry.state == Inquiry.State.ANSWERED:
        raise AlreadyAnswered(inquiry.number)
    inquiry.state = Inquiry.State.ANSWERED
    inquiry.answer = text
    inquiry.answered_at = at
    inquiry.answered_by_id = by_user_id
    inquiry.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    _on_timeline(inquiry, "inquiry.answered", _("Received an answer"), at)
    _write(inquiry, "answered")
    signals.inquiry_answered.send(Inquiry, inquiry_id=inquiry.pk, answered_at=at)
    return inquiry


@transaction.atomic
def write_note(*, inquiry_id: int, text: str, by_user_id: int, at: datetime) -> InquiryNote:
    """Leave a note for colleagues."""
    return InquiryNote.objects.create(
        inquiry_id=inquiry_id, text=text, author_id=by_user_id, written_at=at
    )


@transaction.atomic
def draft_published_answer(*, inquiry_id: int, title: str) -> AnswerPage:
    """Make a draft page of an answered inquiry, for an editor to make anonymous and publish.

    Raises:
        AlreadyPublished: a page of this inquiry exists.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry_id)
    if inquiry.published_page_id:
        raise AlreadyPublished(inquiry.number)
    answered_on = timezone.localdate(inquiry.answered_at)
    page = AnswerPage(
        title=title,
        slug=f"answer-{inquiry.number}",
        question=inquiry.text,
        answer=linebreaks(inquiry.answer),
        asked_on=timezone.localdate(inquiry.asked_at),
        answered_on=answered_on,
        valid_as_of=answered_on,
        live=False,
    )
    parent = AnswerIndexPage.objects.get(locale__language_code=inquiry.language)
    tree.plant(parent, page, language=inquiry.language)
    if inquiry.topic_id:
        page.topics.set([inquiry.topic_id])
    page.save_revision()
    inquiry.published_page = page
    inquiry.save(update_fields=["published_page"])
    return page


def _days_for(kind: str) -> int:
    norms = ResponseNorms.load()
    return int(norms.legal_days if kind == Inquiry.Kind.LEGAL else norms.question_days)


def _on_timeline(inquiry: Inquiry, kind: str, title: Promise, at: datetime) -> None:
    if inquiry.client_id:
        client_services.add_to_timeline(
            client_id=inquiry.client_id,
            kind=kind,
            subject=f"inquiry:{inquiry.pk}",
            happened_at=at,
            title=title,
            url=f"/admin/inquiries/{inquiry.pk}/",
        )


def _write(inquiry: Inquiry, what: str) -> None:
    """A letter to the author, where there is an address."""
    if not inquiry.author.email:
        return
    mail.post(
        to=inquiry.author.email,
        template=f"desk/letters/{what}.txt",
        language=inquiry.language,
        key=f"inquiry:{inquiry.pk}:{what}",
        context={"inquiry": inquiry},
        notes_links=True,
    )
