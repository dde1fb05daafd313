"""The sums behind the matrix: kept by the same writes, equal to the full count."""

from datetime import timedelta

import pytest

from membership.clients import activity, figures, services
from membership.clients.models import Client, Standing, Tally
from portal.core import clock
from tests.factories.membership import ClientFactory, TermFactory, UserFactory
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db


def base():
    today = clock.today()
    seen = clock.now() - timedelta(days=4)
    cards = [ClientFactory(category="expert", user=UserFactory(last_login=seen)), ClientFactory()]
    cards.append(ClientFactory(category="lsg", organisation_kind=True))
    for card, days in zip(cards, (30, -3, 400), strict=True):
        TermFactory(
            client=card, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=days)
        )
    services.record_consent(
        client_id=cards[1].pk, purpose="informing", service="portal", channel="post",
        version="1.0", language="ky", text="Макулмун", given_at=clock.now(), how="paper",
    )  # fmt: skip
    return cards


def by_counting(service, question):
    ids = question(dict(activity.services)[service], clock.today())
    return Client.objects.filter(pk__in=ids).count()


def test_writes_keep_the_sums_equal_to_the_full_count():
    cards = base()
    cards[0].category = "donor"
    cards[0].save()
    services.withdraw_consent(
        client_id=cards[1].pk, purpose="informing", service="portal", channel="post",
        at=clock.now(),
    )  # fmt: skip

    totals = figures.matrix(clock.today()).totals.cells
    for service in ("portal", "magazine"):
        mine = [cell for cell in totals if cell.service == service]
        assert sum(c.known for c in mine) == by_counting(service, lambda s, day: s.known(day))
        assert sum(c.active for c in mine) == by_counting(service, lambda s, day: s.active(day))
    assert services.check_standings(clock.today()) == (0, 0)


def test_a_sign_in_makes_active_at_once(client):
    user = UserFactory()
    ClientFactory(category="expert", user=user)

    client.force_login(user)

    assert figures.matrix(clock.today()).totals.cells[0].active == 1


def test_a_card_that_goes_takes_its_share_away():
    base()

    ClientFactory(category="donor").delete()

    assert services.sum_anew() == 0
    assert figures.matrix(clock.today()).totals.total == 3


def test_the_nightly_check_finds_and_mends_what_was_written_past_it():
    cards = base()
    Client.objects.filter(pk=cards[1].pk).update(category="citizen")
    Tally.objects.filter(service="magazine").delete()

    standings, sums = services.check_standings(clock.today())

    assert standings > 0
    assert sums > 0
    assert services.check_standings(clock.today()) == (0, 0)


def test_a_term_that_begins_tomorrow_counts_tomorrow():
    card, tomorrow = ClientFactory(), clock.today() + timedelta(days=1)
    TermFactory(client=card, starts_on=tomorrow, ends_on=tomorrow + timedelta(days=9))

    assert Standing.objects.get(client=card, service="magazine").active_until is None
    services.check_standings(tomorrow)
    assert Standing.objects.get(client=card, service="magazine").active_until is not None


def test_a_part_of_the_base_is_counted_from_the_standings(django_assert_num_queries):
    base()
    ClientFactory(language="ru", category="donor")

    with django_assert_num_queries(1):
        russian = figures.matrix(clock.today(), language="ru", period=365)

    assert russian.totals.total == 1


def test_cards_written_in_bulk_are_counted_as_one_by_one():
    last = ClientFactory().pk
    for place in (None, kok_jar()):
        ClientFactory(category="lsg", territory=place)
    Standing.objects.filter(client__gt=last).delete()
    services.sum_anew()

    services.enter_standings(after=last, last=Client.objects.latest("pk").pk, since=clock.today())

    assert services.check_standings(clock.today()) == (0, 0)
