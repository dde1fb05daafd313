"""The ledger of adoptions: one entry for a practice and a municipality, and its whole history."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.practices import errors
from portal.practices.adoptions import selectors, services
from portal.practices.adoptions.models import Adoption
from portal.practices.models import PracticePage
from tests.factories.portal import TerritoryFactory, adoption, practice, statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]

AT = datetime(2026, 11, 20, 6, tzinfo=UTC)


@pytest.fixture
def water():
    return practice(title="Суу")


def test_a_municipality_enters_the_ledger_with_its_first_step(water):
    place = TerritoryFactory()

    entry = services.record_adoption(
        practice_key=water.translation_key,
        territory_id=place.pk,
        statement=statement(state="adapting", changed="Тариф башкача"),
        at=AT,
    )

    assert [step.state for step in entry.steps.all()] == ["adapting"]
    assert entry.steps.get().changed == "Тариф башкача"


def test_the_same_statement_twice_is_one_entry(water):
    first = adoption(water)

    again = adoption(water, territory=first.territory)

    assert again == first
    assert first.steps.count() == 1


def test_a_second_entry_for_the_pair_is_refused(water):
    first = adoption(water)

    with pytest.raises(errors.AlreadyRecorded):
        adoption(water, territory=first.territory, changed="Башка сөз")


def test_the_database_holds_one_current_entry_for_a_pair(water):
    first = adoption(water)
    fields = {"practice_key": first.practice_key, "territory": first.territory}
    rest = {"state": "interested", "since_on": first.since_on, "told_at": AT, "recorded_at": AT}

    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(**fields, **rest)


def test_an_entry_taken_out_leaves_room_for_another(water):
    first = adoption(water)
    services.withdraw_adoption(adoption_id=first.pk, by_id=None, at=AT)

    second = adoption(water, territory=first.territory, state="in_use")

    assert list(Adoption.objects.current()) == [second]
    with pytest.raises(errors.AdoptionClosed):
        services.withdraw_adoption(adoption_id=first.pk, by_id=None, at=AT)


def test_twins_share_one_ledger(water):
    practice(language="ru", twin=water, territory=water.territory, title="Вода")
    adoption(water, state="in_use")

    numbers = PracticePage.objects.with_adoptions().values_list("adopted_by", flat=True)

    assert list(numbers) == [1, 1]


def test_nobody_takes_over_her_own_practice(water):
    with pytest.raises(errors.OwnPractice):
        adoption(water, territory=water.territory)


def test_a_draft_is_not_taken_over():
    with pytest.raises(errors.PracticeNotOpen):
        adoption(practice(live=False))


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("interested", "adapting", True),
        ("interested", "in_use", True),
        ("adapting", "in_use", True),
        ("in_use", "stopped", True),
        ("in_use", "in_use", True),
        ("stopped", "in_use", True),
        ("in_use", "interested", False),
        ("in_use", "adapting", False),
        ("adapting", "interested", False),
    ],
)
def test_states_lead_where_life_leads(water, before, after, allowed):
    entry = adoption(water, state=before)
    next_ = statement(state=after, since_on=date(2026, 3, 1), changed="Кийинки")

    if allowed:
        moved = services.move_adoption(adoption_id=entry.pk, statement=next_, at=AT)
        assert [step.state for step in moved.steps.all()] == [before, after]
    else:
        with pytest.raises(errors.MoveNotAllowed):
            services.move_adoption(adoption_id=entry.pk, statement=next_, at=AT)


def test_a_move_told_twice_is_one_step(water):
    entry = adoption(water)
    next_ = statement(state="in_use", since_on=date(2026, 3, 1))

    for _time in range(2):
        services.move_adoption(adoption_id=entry.pk, statement=next_, at=AT)

    assert entry.steps.count() == 2


def test_nobody_stops_without_a_reason(water):
    told = replace(statement(state="stopped"), reason=" ")

    with pytest.raises(errors.ReasonMissing):
        services.move_adoption(adoption_id=adoption(water).pk, statement=told, at=AT)


def test_what_was_heard_has_a_source(water):
    with pytest.raises(errors.SourceMissing):
        adoption(water, source="heard")


def test_days_lie_neither_in_the_future_nor_before_the_last_one(water):
    entry = adoption(water)
    tomorrow = statement(state="in_use", since_on=AT.date() + timedelta(days=1))
    earlier = statement(state="in_use", since_on=entry.since_on - timedelta(days=1))

    for told in (tomorrow, earlier):
        with pytest.raises(errors.WrongDay):
            services.move_adoption(adoption_id=entry.pk, statement=told, at=AT)


def test_only_those_who_live_with_it_count(water, django_assert_num_queries):
    for state in ("interested", "adapting", "in_use", "stopped"):
        adoption(water, state=state)

    with django_assert_num_queries(1):
        counts = selectors.adopted_counts()

    assert counts == {water.translation_key: 2}
    assert list(PracticePage.objects.adopted()) == [water]


def test_figures_of_a_period_know_every_state(water):
    adoption(water, state="in_use")

    figures = selectors.adoption_figures(AT - timedelta(days=1), AT + timedelta(days=1))
    before = selectors.adoption_figures(AT - timedelta(days=9), AT - timedelta(days=1))

    assert figures == {"interested": 0, "adapting": 0, "in_use": 1, "stopped": 0}
    assert not any(before.values())
