"""Letters to the author, in her language. Each is written in the transaction it tells of.

Who has no e-mail address gets the first lines as a text message.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from membership.clients import selectors as clients
from membership.clients.selectors import Recipient
from portal.core import mail, sms
from portal.practices.adoptions.letters import tell

if TYPE_CHECKING:
    from feedback.submissions.models import Submission


def received(submission: "Submission") -> None:
    """The number and the promised day."""
    _post(submission, "received")


def returned(submission: "Submission") -> None:
    """What to correct."""
    _post(submission, "returned")


def declined(submission: "Submission") -> None:
    """Why it does not become a practice."""
    _post(submission, "declined")


def accepted(submission: "Submission") -> None:
    """It becomes a practice; the editors prepare the page."""
    _post(submission, "accepted")


def published(submission: "Submission", page: Page) -> None:
    """Where the practice stands. Sent once, however often the page is published."""
    _post(submission, "published", page_url=page.full_url or settings.SITE_URL)


def taken_over(submission: "Submission", adoption_id: int) -> None:
    """Another municipality follows her practice. One letter, were she its contact as well."""
    if (reader := _reader(submission)) is not None:
        tell(
            adoption_id=adoption_id,
            name=reader.name,
            email=reader.email,
            phone=reader.phone,
            language=reader.language or submission.language,
        )


def _post(submission: "Submission", name: str, **more: Any) -> None:
    reader = _reader(submission)
    if reader is None or not (reader.email or reader.phone):
        return
    language = reader.language or submission.language
    round_ = submission.last_round()
    context = {
        "submission": submission,
        "round": round_,
        "name": reader.name,
        "url": _address(submission, language),
        **more,
    }
    template = f"submissions/letters/{name}.txt"
    key = f"submission-{name}:{submission.pk}"
    if name in {"received", "returned", "accepted", "declined"} and round_ is not None:
        key = f"{key}:{round_.position}"
    if reader.email:
        mail.post(
            to=reader.email,
            template=template,
            language=language,
            key=key,
            context=context,
            notes_links=True,
        )
    else:
        _send_short(reader, template, language, key, context)


def _send_short(
    reader: Recipient, template: str, language: str, key: str, context: dict[str, Any]
) -> None:
    """The subject of the letter and the address of the page."""
    subject = mail.subject(template, language, context)
    text = f"{subject} {context.get('page_url') or context['url']}"
    sms.post(
        to=reader.phone,
        text=text,
        language=language,
        kind="submission",
        key=key,
        subject=subject,
    )


def _reader(submission: "Submission") -> Recipient | None:
    if submission.client_id is not None:
        return clients.recipient(submission.client_id)
    owner = submission.owner
    if owner is None:
        return None
    return Recipient(
        name=str(owner),
        email=owner.email or "",
        phone=str(getattr(owner, "phone", None) or ""),
        language=submission.language,
    )


def _address(submission: "Submission", language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("submissions:submission", args=[submission.pk])
