"""When a client was last seen: kept on the card, equal to what her timeline and account tell."""

from datetime import timedelta

import pytest

from membership.clients import selection, services
from membership.clients.duplicates import merging
from membership.clients.models import Client, TimelineEntry
from membership.clients.segments import compiler
from membership.clients.services import doings
from portal.core import clock
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db
ABOUT = {"client_id": 0, "purpose": "reading", "service": "portal", "channel": ""}


def followed(card, days):
    at = clock.now() - timedelta(days=days)
    doings.note_followed(client_id=card.pk, letter_key=f"letter:{days}", url="/ru/", at=at)
    return at


def agreed(**card):
    client = ClientFactory(**card)
    services.record_consent(
        **ABOUT | {"client_id": client.pk}, version="1.0", language="ky", text="ооба",
        given_at=clock.now(),
    )  # fmt: skip
    return client


def seen(card):
    return Client.objects.get(pk=card.pk).seen_at


def test_signing_in_and_links_of_letters_move_it_on_and_never_back(client):
    card = agreed(user=UserFactory())
    assert seen(card) is None

    late = followed(card, 40)
    followed(card, 300)
    assert seen(card) == late

    client.force_login(card.user)
    assert seen(card) > clock.now() - timedelta(minutes=1)
    assert services.check_seen() == 0


def test_what_stood_on_a_consent_goes_with_it():
    signed_in = clock.now() - timedelta(days=200)
    card = agreed(user=UserFactory(last_login=signed_in))
    followed(card, 5)

    services.withdraw_consent(**ABOUT | {"client_id": card.pk}, at=clock.now())

    assert seen(card) == signed_in


def test_a_form_opened_earlier_does_not_write_an_older_visit():
    card = agreed()
    opened = Client.objects.get(pk=card.pk)
    at = followed(card, 3)

    opened.position = "Башчы"
    opened.save()

    assert seen(card) == at


def test_two_cards_made_one_were_seen_when_either_was_and_part_again():
    kept, gone = agreed(), agreed()
    long_ago, lately = followed(kept, 100), followed(gone, 2)
    deed = {"by_user_id": UserFactory().pk, "at": clock.now()}

    done = merging.merge(kept_id=kept.pk, gone_id=gone.pk, taken=set(), **deed)
    assert seen(kept) == lately

    merging.undo(merge_id=done.pk, **deed)
    assert (seen(kept), seen(gone)) == (long_ago, lately)


def test_the_nightly_check_puts_right_what_was_written_past_it():
    card, other = agreed(), agreed()
    at = followed(card, 7)
    Client.objects.filter(pk=card.pk).update(seen_at=None)
    Client.objects.filter(pk=other.pk).update(seen_at=clock.now())

    assert services.check_seen() == 2
    assert (seen(card), seen(other)) == (at, None)
    assert services.check_seen() == 0


def test_segments_and_the_list_count_what_the_timeline_would():
    cards = [agreed() for _ in range(4)]
    for card, days in zip(cards, (10, 89, 91), strict=False):
        followed(card, days)

    def inside(op):
        asked = {"field": "seen", "op": op, "days": 90}
        tree = {"match": "all", "of": [asked]}
        return set(compiler.clients(tree, on=clock.today()).values_list("pk", flat=True))

    entries = TimelineEntry.objects.filter(
        kind="mail.followed", happened_at__gte=clock.start_of(clock.today() - timedelta(days=90))
    )
    lately = set(entries.values_list("client", flat=True))
    assert inside("is") == lately == {cards[0].pk, cards[1].pk}
    assert inside("is_not") == {cards[2].pk, cards[3].pk}
    assert inside("long_ago") == {cards[2].pk}
    found = {word: set(selection.of_query(f"seen={word}").values_list("pk", flat=True))
             for word in ("90", "late", "never")}  # fmt: skip
    assert found == {"90": lately, "late": inside("is_not"), "never": {cards[3].pk}}
