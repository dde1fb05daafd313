"""The one way a letter leaves: a row first, the post office later.

A letter is one text template, ``<room>/letters/<name>.txt``, whose first line is the subject. It is
rendered twice, as text and as HTML; ``{% action "label" url %}`` becomes a line or a link.
"""

from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from portal.core import clock, outbox
from portal.core.models import Letter

OUTBOX_KIND = "core.send_letter"


def post(
    *,
    to: str,
    template: str,
    language: str,
    key: str,
    context: dict[str, Any] | None = None,
    attachments: Sequence[dict[str, str]] = (),
    headers: dict[str, str] | None = None,
) -> Letter:
    """Write a letter in the caller's transaction; a worker sends it after the commit.

    Args:
        template: ``"billing/letters/invoice.txt"``.
        language: of the reader; the whole letter is rendered in it.
        key: the same key again is the same letter and is not sent twice.
        attachments: ``{"path": name in the private storage, "name": shown, "type": MIME type}``;
            a small text may be given as ``"text"`` in place of ``"path"`` and is kept in the row.
    """
    subject, text, html = _rendered(template, language, context or {})
    letter, created = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": template.rsplit("/", 1)[-1].removesuffix(".txt"),
            "to": to,
            "language": language,
            "subject": subject,
            "text": text,
            "html": html,
            "headers": {**_standing_headers(), **(headers or {})},
            "attachments": list(attachments),
        },
    )
    if created:
        outbox.enqueue(OUTBOX_KIND, key=str(letter.pk), letter_id=letter.pk)
    return letter


def subject(template: str, language: str, context: dict[str, Any]) -> str:
    """The first line of a letter, for a text message in its place."""
    with translation.override(language):
        return _parts(template, context, as_html=False)[0]


def _rendered(template: str, language: str, context: dict[str, Any]) -> tuple[str, str, str]:
    context = {**context, "site_url": settings.SITE_URL, "language": language}
    with translation.override(language):
        subject, text = _parts(template, context, as_html=False)
        _, body = _parts(template, context, as_html=True)
        framed = {**context, "body": mark_safe(body), "subject": subject}
        html = render_to_string("core/letters/frame.html", framed)
        footer = render_to_string("core/letters/footer.txt", context)
    return subject[:250], f"{text}\n\n{footer.strip()}\n", html


def _parts(template: str, context: dict[str, Any], *, as_html: bool) -> tuple[str, str]:
    """Subject and body. Only the HTML is escaped: in plain text an apostrophe stays one."""
    letter = get_template(template).template  # type: ignore[attr-defined]
    rendered = letter.render(Context({**context, "as_html": as_html}, autoescape=as_html))
    subject, _, body = rendered.strip().partition("\n")
    return subject.strip(), body.strip()


def _standing_headers() -> dict[str, str]:
    return {
        "Message-ID": make_msgid(domain=settings.MAIL_DOMAIN),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


@outbox.handles(OUTBOX_KIND, reaches_outside=True)
def send(*, letter_id: int) -> None:
    """Hand a letter to the mail server or the SMS adapter. Twice keeps the same Message-ID."""
    letter = Letter.objects.get(pk=letter_id)
    if letter.sent_at:
        return
    if letter.channel == Letter.Channel.SMS:
        from portal.core import sms

        sms.adapter().send(to=letter.to, text=letter.text, key=letter.key)
    else:
        _message(letter).send()
    Letter.objects.filter(pk=letter_id).update(sent_at=clock.now())


def _message(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], headers=letter.headers
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments:
        if "text" in attachment:
            message.attach(attachment["name"], attachment["text"], attachment["type"])
            continue
        with storages["private"].open(attachment["path"]) as file:
            message.attach(attachment["name"], file.read(), attachment["type"])
    return message
