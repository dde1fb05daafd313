"""Indexes from which segments are counted, laid anew at night."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from membership.clients import jobs
from portal.core import clock

pytestmark = pytest.mark.django_db


def test_sqlite_lays_the_indexes_of_segments_anew_and_postgresql_needs_none():
    with CaptureQueriesContext(connection) as asked:
        jobs.lay_indexes_anew(clock.today())

    laid = {one["sql"] for one in asked if one["sql"].startswith("REINDEX")}
    if connection.vendor == "sqlite":
        assert 'REINDEX "clients_by_origin"' in laid
        assert len(laid) >= 3
    else:
        assert not laid
