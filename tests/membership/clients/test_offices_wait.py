"""Claims to offices wait with a clock of working days."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from membership.clients import selectors, waiting_queues
from membership.clients.models import OfficeNorm
from portal.core import clock
from tests.factories.membership import OfficeFactory

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 2, 13, 6, 0, tzinfo=UTC)


def test_a_claim_is_to_be_checked_within_working_days():
    OfficeFactory(claimed_at=FRIDAY)

    assert selectors.offices_due() == [date(2026, 2, 18)]


def test_the_norm_is_a_setting_and_counts_for_claims_that_wait_already():
    OfficeFactory(claimed_at=FRIDAY)
    norm = OfficeNorm.load()
    norm.check_within_days = 1
    norm.save()

    assert selectors.offices_due() == [date(2026, 2, 16)]


def test_a_claim_past_its_day_is_overdue_on_the_first_screen(client, administrator):
    OfficeFactory(claimed_at=FRIDAY)
    OfficeFactory(claimed_at=clock.now())
    OfficeFactory(claimed_at=FRIDAY, verified=True)

    queue = waiting_queues.offices(administrator)
    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (queue.count, queue.overdue, queue.due_on) == (2, 1, date(2026, 2, 18))
    assert "waiting__queue--overdue" in page


def test_the_administrator_of_the_base_sets_the_norm(client, administrator):
    address = reverse("wagtailsettings:edit", args=["clients", "officenorm"])

    assert client.get(client.get(address).url).status_code == 200
