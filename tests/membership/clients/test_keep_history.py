"""Timeline, consents and contacts keep what happened, once."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts, selectors, services, timeline_kinds
from membership.clients.errors import ContactMalformed, KindUnknown
from membership.clients.models import Client, TimelineEntry
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
INFORMING = {"purpose": "informing", "service": "portal", "channel": "email"}


def happen(card, *, at=NOW, title="Төлөдү"):
    services.add_to_timeline(
        client_id=card.pk,
        kind="payment.received",
        subject="invoice:17",
        happened_at=at,
        title=title,
    )


def agree(card, *, at=NOW, version="1.0"):
    return services.record_consent(
        client_id=card.pk, **INFORMING, version=version, language="ky", text="Макулмун", given_at=at
    )


def test_the_same_thing_counts_once_and_keeps_its_first_moment():
    card = ClientFactory()

    happen(card)
    happen(card, at=NOW + timedelta(days=3), title="Төлөм түштү")

    entry = TimelineEntry.objects.get()
    assert (entry.happened_at, entry.words) == (NOW, "Төлөм түштү")


def test_a_message_is_kept_in_every_language():
    card = ClientFactory()
    happen(card, title=_("Registered on the Portal"))

    entry = TimelineEntry.objects.get()
    for language in ("ky", "ru"):
        with translation.override(language):
            assert entry.words == str(_("Registered on the Portal"))


def test_what_is_no_longer_true_stays_visible():
    card = ClientFactory()
    happen(card)

    services.withdraw_from_timeline(
        client_id=card.pk, kind="payment.received", subject="invoice:17", at=NOW
    )

    assert TimelineEntry.objects.get().withdrawn_at == NOW


def test_a_consent_taken_back_and_given_again_is_three_facts_in_two_rows():
    card = ClientFactory()
    agree(card)
    services.withdraw_consent(client_id=card.pk, **INFORMING, at=NOW + timedelta(days=1))

    agree(card, at=NOW + timedelta(days=2))

    assert card.consents.count() == 2
    assert card.consents.in_force().get().given_at == NOW + timedelta(days=2)


def test_taking_back_ends_every_version():
    card = ClientFactory()
    agree(card)
    agree(card, version="2.0")

    services.withdraw_consent(client_id=card.pk, **INFORMING, at=NOW)

    assert not card.consents.in_force().exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0555 12 34 56", "+996555123456"),
        ("+996 (555) 123-456", "+996555123456"),
        ("996555123456", "+996555123456"),
        ("+7 701 123-45-67", "+77011234567"),
    ],
)
def test_a_phone_has_one_spelling(typed, kept):
    assert contacts.normal("phone", typed) == kept


@pytest.mark.parametrize("typed", ["Aigul@Mail.KG", " aigul@mail.kg ", "aigul@mail.kg"])
def test_an_address_has_one_spelling(typed):
    assert contacts.normal("email", typed) == "aigul@mail.kg"


@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        ("phone", "12"),
        ("phone", "12345"),
        ("phone", "8 555 123456"),
        ("phone", "+7 701 123-45"),
        ("email", "a@"),
        ("phone", ""),
    ],
)
def test_what_reaches_nobody_is_no_contact(channel, typed):
    with pytest.raises(ContactMalformed):
        contacts.normal(channel, typed)


def test_the_proven_contact_is_the_one_letters_go_to():
    card = ClientFactory(email="old@mail.kg", phone="+996555123456")
    services.add_contact(client_id=card.pk, channel="email", value="new@mail.kg", proven_at=NOW)

    recipient = selectors.recipient(card.pk)

    assert (recipient.email, recipient.phone) == ("new@mail.kg", "+996555123456")


def test_somebody_known_by_a_contact_is_entered_once():
    def enter():
        return services.find_or_create_by_contact(
            name=("Асанова", "Айгүл", ""), category="citizen", language="ky", source="order",
            at=NOW, email="aigul@mail.kg",
        )  # fmt: skip

    assert enter() == enter()
    assert Client.objects.count() == 1


def test_an_account_is_never_found_by_an_unproven_contact():
    owner = ClientFactory(user=UserFactory(), email="aigul@mail.kg")

    found = services.find_or_create_by_contact(
        name=("Асанова", "Айгүл", ""), category="citizen", language="ky", source="order",
        at=NOW, email="aigul@mail.kg",
    )  # fmt: skip

    assert found != owner.pk


def test_a_kind_nobody_named_does_not_get_on_the_timeline():
    with pytest.raises(KindUnknown):
        services.add_to_timeline(
            client_id=ClientFactory().pk, kind="sheep.counted", subject="x", happened_at=NOW
        )


def test_every_kind_the_rooms_write_has_a_name_that_is_translated():
    written = {
        kind
        for wing in ("membership", "magazine", "feedback")
        for source in Path(wing).rglob("*.py")
        if "TimelineEntry" in (text := source.read_text()) or "add_to_timeline" in text
        for kind in re.findall(r'"([a-z]+\.[a-z_]+)"', text)
        if kind.split(".")[0] in {name.split(".")[0] for name, _label in timeline_kinds.choices()}
    }

    assert written <= dict(timeline_kinds.choices()).keys()
    for name, label in timeline_kinds.choices():
        said = {language: in_language(label, language) for language in ("en", "ky", "ru")}
        assert len(set(said.values())) == 3, (name, said)


def in_language(label, language):
    with translation.override(language):
        return str(label)
