"""The one way a letter leaves: a row first, the post office later.

A letter is one text template, ``<room>/letters/<name>.txt``, whose first line is the subject. It is
rendered twice, as text and as HTML; ``{% action "label" url %}`` becomes a line or a link.
"""

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from portal.core import clock, outbox, signals
from portal.core.models import Letter
from portal.core.registry import Registry

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
    notes_links: bool = False,
) -> Letter:
    """Write a letter in the caller's transaction; a worker sends it after the commit.

    Args:
        template: ``"billing/letters/invoice.txt"``.
        language: of the reader; the whole letter is rendered in it.
        key: the same key again is the same letter and is not sent twice.
        attachments: ``{"path": name in the private storage, "name": shown, "type": MIME type}``;
            a small text may be given as ``"text"`` in place of ``"path"`` and is kept in the row.
        notes_links: a followed link may be noted for readers who agreed to it (``links``). Never
            for letters whose links are a proof, such as those of signing in.
    """
    told = dict(context or {})
    if notes_links:
        told["link_of"] = _Links(to, key)
    subject, text, html = _rendered(template, language, told)
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


#: Takes the address a letter goes to, its key and a link in it; gives the link that is written.
links: Registry[Callable[[str, str, str], str]] = Registry("way of links in letters")


@dataclass(frozen=True, slots=True)
class _Links:
    """The links of one letter."""

    to: str
    key: str

    def __call__(self, url: str) -> str:
        for _name, way in links:
            url = way(self.to, self.key, url)
        return url


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
        _send_by_mail(letter)
    with transaction.atomic():
        at = clock.now()
        if Letter.objects.filter(pk=letter_id, sent_at=None).update(sent_at=at):
            signals.letter_sent.send(
                Letter,
                letter_id=letter_id,
                channel=letter.channel,
                to=letter.to,
                subject=letter.subject,
                is_told=not letter.key.startswith(OF_SIGNING_IN),
                sent_at=at,
            )


#: Keys of letters whose subjects hold codes, or that speak of the account alone.
OF_SIGNING_IN = ("accounts.", "cabinet.")


def _send_by_mail(letter: Letter) -> None:
    """Hand a letter to the mail server.

    Raises:
        outbox.Refused: the server says for good that nobody is at the address.
    """
    try:
        _message(letter).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = error.recipients.get(letter.to, (0, b""))
        if not 500 <= code < 600:  # full, busy or suspicious for now: the outbox tries again
            raise
        words = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
        with transaction.atomic():
            signals.letter_refused.send(
                Letter, channel=letter.channel, to=letter.to, said=words, refused_at=clock.now()
            )
        raise outbox.Refused(words) from error


def _message(letter: Letter) -> EmailMultiAlternatives:
    headers = dict(letter.headers)
    if settings.RETURN_PATH:  # Django takes the sender for the envelope unless the head has one
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        from_email=settings.RETURN_PATH or None,
        to=[letter.to],
        headers=headers,
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
