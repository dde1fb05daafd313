"""Letters that come back after a mail server took them."""

import imaplib
import io
from datetime import timedelta

import pytest
from django.core.management import call_command

from membership.clients.models import Contact, TimelineEntry
from portal.core import clock, mail, outbox, returned_mail, tasks
from tests.factories.membership import ClientFactory

pytestmark = pytest.mark.django_db

NOTICE = """From: MAILER-DAEMON@mail.kg
To: returned@example.kg
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.kg

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such
    user here

--B
Content-Type: {kind}

Message-ID: {message_id}
Subject: x

--B--
"""


@pytest.fixture
def letter():
    ClientFactory(email="gone@mail.kg")
    posted = mail.post(
        to="gone@mail.kg",
        template="clients/letters/tasks_due.txt",
        language="ky",
        key="returned:1",
        context={"tasks": [], "day": clock.today(), "url": "http://testserver/"},
    )
    outbox.drain()
    return posted


def notice(letter, **told):
    about = {
        "to": "Gone@mail.kg", "action": "failed", "status": "5.1.1", "kind": "message/rfc822",
        "message_id": letter.headers["Message-ID"],
    }  # fmt: skip
    return NOTICE.format(**about | told).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_notice_about_our_letter_marks_the_address_dead_in_the_words_of_the_server(letter, kind):
    assert returned_mail.take(notice(letter, kind=kind), at=clock.now())

    contact = Contact.objects.get()
    assert contact.dead_at
    assert contact.refusal == "5.1.1 550 5.1.1 no such user here"
    assert TimelineEntry.objects.get(kind="mail.refused").client == contact.client


@pytest.mark.parametrize(
    "told",
    [
        {"message_id": "<made-up@example.kg>"},
        {"to": "somebody@mail.kg"},
        {"action": "delayed"},
        {"status": "4.2.2"},
        {"status": "5.7.1"},
        {"to": ""},
    ],
)
def test_what_is_forged_passing_or_about_something_else_changes_nothing(letter, told):
    assert not returned_mail.take(notice(letter, **told), at=clock.now())
    assert Contact.objects.get().dead_at is None


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"Subject: holiday\n\nI am away."])
def test_other_mail_is_passed_over(letter, content):
    assert not returned_mail.take(content, at=clock.now())


def test_a_notice_long_after_the_letter_is_not_believed(letter):
    assert not returned_mail.take(notice(letter), at=clock.now() + timedelta(days=20))


def test_a_mail_server_hands_the_notice_to_the_command(letter, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(notice(letter))))

    call_command("take_returned_letter", stdout=io.StringIO())

    assert Contact.objects.get().dead_at


class Mailbox:
    """An IMAP server with one unread message."""

    def __init__(self, content):
        self.content, self.done = content, []

    def __call__(self, host, port, timeout):
        self.done.append(f"{host}:{port}")
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def login(self, user, password):
        self.done.append(f"{user} {password}")

    def select(self, folder):
        self.done.append(folder)

    def search(self, _charset, asked):
        return "OK", [b"7" if asked == "UNSEEN" else b""]

    def fetch(self, number, _parts):
        return "OK", [(f"{number} (BODY[]".encode(), self.content), b")"]

    def store(self, number, *flags):
        self.done.append(" ".join((number, *flags)))


def test_the_worker_reads_the_mailbox_and_marks_what_it_has_read(letter, settings, monkeypatch):
    box = Mailbox(notice(letter))
    monkeypatch.setattr(imaplib, "IMAP4_SSL", box)
    tasks.fetch_returned_mail()
    assert box.done == []

    settings.RETURNED_MAIL_URL = "imaps://back%40example.kg:p%3Aw@mail.example.kg/INBOX"
    tasks.fetch_returned_mail()

    assert Contact.objects.get().dead_at
    assert box.done == ["mail.example.kg:993", "back@example.kg p:w", "INBOX", "7 +FLAGS \\Seen"]


def test_letters_name_the_address_for_notices_to_the_server_and_the_sender_to_people(
    settings, mailoutbox
):
    settings.RETURN_PATH = "returned@example.kg"
    settings.DEFAULT_FROM_EMAIL = "Портал <portal@example.kg>"
    mail.post(
        to="a@mail.kg",
        template="clients/letters/tasks_due.txt",
        language="ky",
        key="returned:2",
        context={"tasks": [], "day": clock.today(), "url": "http://testserver/"},
    )
    outbox.drain()

    sent = mailoutbox[0]
    assert sent.from_email == "returned@example.kg"
    assert "portal@example.kg" in str(sent.message()["From"])


@pytest.mark.parametrize("status", ["5.1.7", "5.1.8", "5.1.0"])
def test_trouble_with_our_own_address_is_nobodys_death(letter, status):
    assert not returned_mail.take(notice(letter, status=status), at=clock.now())
    assert Contact.objects.get().dead_at is None


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: message/rfc822\n\n" * 20_000,
        b"Content-Type: message/delivery-status\n\n\nFinal-Recipient: rfc822; \0@mail.kg\n",
        b"\xff\xfe" * 500,
    ],
)
def test_what_cannot_be_read_does_not_stand_before_the_rest(content):
    assert not returned_mail.take(content, at=clock.now())
