"""A campaign reaches those who agreed, is worked through by people, and keeps what came of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.accounts import groundwork as accounts
from membership.accounts.models import User
from membership.clients import next_steps
from membership.clients import services as clients
from membership.clients.duplicates import merging
from membership.clients.models import Client, Invitation, ManyDeed, TimelineEntry
from membership.clients.segments import compiler
from membership.outreach import personal_data, selectors, services
from membership.outreach.choices import Way
from membership.outreach.errors import (
    CampaignClosed,
    CampaignHasRecipients,
    CampaignNotBegun,
    NoLongerToBeContacted,
)
from membership.outreach.models import Attempt, Campaign
from portal.core import clock, privacy, waiting
from portal.core.privacy import Person
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("clients:index")
TOGETHER = reverse("clients:together")
DONE = reverse("clients:together_done")
FIELDS = {
    "name": "Жазылуу", "goal": "Жазылат", "way": Way.CALL, "service": "magazine",
    "cost_tyiyn": 100_000, "text_ky": "Саламатсызбы", "text_ru": "Здравствуйте",
}  # fmt: skip


def campaign(**facts):
    days = {"starts_on": clock.today() - timedelta(days=1), "ends_on": clock.today()}
    return services.open_campaign(at=clock.now(), **{**FIELDS, "owner": None, **days, **facts})


def agree(card, channel="phone", service="magazine"):
    clients.record_consent(
        client_id=card.pk, purpose="informing", service=service, channel=channel, version="1",
        language="ky", text="ооба", given_at=clock.now() - timedelta(days=2),
    )  # fmt: skip
    return card


def agreed(number, **facts):
    return agree(ClientFactory(phone=f"+996555{number:06d}", **facts))


def withdraw(card):
    clients.withdraw_consent(
        client_id=card.pk, purpose="informing", service="magazine", channel="phone",
        at=clock.now(),
    )  # fmt: skip


def add(to, *cards, by=None):
    return services.add_recipients(
        campaign_id=to.pk,
        client_ids=[card.pk for card in cards],
        by_user_id=(by or UserFactory()).pk,
        at=clock.now(),
    )


def added(to, card):
    add(to, card)
    return to.recipients.get(client=card)


def note(recipient, outcome, at=None):
    staff = UserFactory()
    services.note_outcome(
        recipient_id=recipient.pk, outcome=outcome, by_user_id=staff.pk, at=at or clock.now()
    )
    recipient.refresh_from_db()


def press(client, recipient, outcome, words="", **extra):
    address = reverse("campaigns:note", args=[recipient.pk])
    return client.post(address, {"outcome": outcome, "note": words}, **extra)


def page(browser, of, **asked):
    return browser.get(reverse("campaigns:inspect", args=[of.pk]), asked)


def deed(to, seen=""):
    return {"what": "campaign", "campaign-campaign": to.pk, "seen": seen}


def steps(card, staff):
    source = dict(next_steps.sources)["outreach"]
    return list(source(Client.objects.get(pk=card.pk), staff))


def waits(staff):
    queues = waiting.of(User.objects.get(pk=staff.pk), on=clock.today())
    return next(one.count for one in queues if one.label == _("To be reached in your campaigns"))


def test_who_is_left_out_is_counted_under_one_reason_and_never_added(client, administrator):
    calls = campaign()
    inside, yes = agreed(1), agreed(2)
    add(calls, inside)
    Invitation.objects.create(client=agreed(3), about={"ky": "Окуу"})
    agree(ClientFactory(email="a@mail.kg", phone="+996555000004"), channel="email")
    agree(ClientFactory(phone="+996555000005"), service="portal")
    withdraw(agreed(6))
    agree(ClientFactory())
    ClientFactory(family_name="", given_name=f"{privacy.GONE} 17")

    plan = client.post(TOGETHER, deed(calls)).context["plan"]
    client.post(TOGETHER, deed(calls, f"{plan.found}-{plan.concerned}"))

    assert (plan.found, plan.concerned) == (8, 1)
    assert [count for _reason, count in plan.left_out] == [1, 1, 1, 3, 1]
    assert add(calls, *Client.objects.all()) == []
    assert {one.client for one in calls.recipients.all()} == {inside, yes}


def test_adding_many_takes_no_more_queries_than_adding_few(django_assert_num_queries):
    calls, staff = campaign(), UserFactory()
    few = [agreed(number) for number in range(2)]
    with CaptureQueriesContext(connection) as asked:
        add(calls, *few, by=staff)
    many = [agreed(number) for number in range(2, 40)]

    with django_assert_num_queries(len(asked)):
        add(calls, *many, *few, by=staff)

    assert calls.recipients.count() == 40


def test_the_deed_is_taken_back_where_nobody_has_tried_yet(client, administrator):
    calls, tried, untried = campaign(), agreed(1), agreed(2)
    client.post(TOGETHER, deed(calls, "2-2"))
    note(calls.recipients.get(client=tried), "unreached")

    client.post(DONE, {"deed": ManyDeed.objects.get().pk})

    assert [one.client for one in calls.recipients.all()] == [tried]
    assert ManyDeed.objects.get().stayed == 1
    assert untried.traces.filter(deed="together").count() == 2


def test_one_is_taken_out_as_long_as_nobody_tried_to_reach_her(client, administrator):
    to = campaign()
    waiting, tried = added(to, agreed(1)), added(to, agreed(2))
    note(tried, "unreached")

    for one in (waiting, tried):
        assert client.post(reverse("campaigns:take_out", args=[one.pk])).status_code == 302

    assert list(to.recipients.all()) == [tried]


def test_whoever_takes_her_consent_back_is_no_longer_reached(client, administrator):
    calls, card = campaign(owner=administrator), agreed(1)
    recipient = added(calls, card)
    letter = campaign(owner=administrator, way=Way.LETTER)
    add(letter, agree(ClientFactory(postal_address="Көк-Жар, 1"), "post"))
    assert waits(administrator) == 2
    withdraw(card)
    assert waits(administrator) == 1

    shown = page(client, calls, show="barred").context
    assert [row.is_barred for row in shown["rows"]] == [True]
    assert (shown["figures"].barred, shown["figures"].left) == (1, 0)
    assert steps(card, administrator) == []
    for outcome in ("reached", "answered", "agreed"):
        with pytest.raises(NoLongerToBeContacted):
            note(recipient, outcome)
    press(client, recipient, "agreed")
    assert not Attempt.objects.exists()

    note(recipient, "declined")
    assert recipient.outcome == "declined"


def test_a_pressed_button_is_an_attempt_with_a_trace_and_an_entry(client, administrator):
    calls, card = campaign(), agreed(1)
    recipient = added(calls, card)
    assert len(steps(card, administrator)) == 1

    press(client, recipient, "unreached", "кечинде чалуу")
    assert not TimelineEntry.objects.filter(client=card, kind__startswith="campaign").exists()
    answer = press(client, recipient, "declined", follow=True).content.decode()

    assert [one.outcome for one in recipient.attempts.all()] == ["unreached", "declined"]
    assert "кечинде чалуу" in page(client, calls, client=card.pk).content.decode()
    assert f"/{card.pk}/#consents-section" in answer
    assert card.consents.in_force().exists()
    assert card.traces.filter(deed="note").count() == 2
    entry = TimelineEntry.objects.get(client=card, kind="campaign.answered")

    press(client, recipient, "waiting")
    press(client, recipient, "bought")
    entry.refresh_from_db()
    assert entry.withdrawn_at is not None
    assert recipient.attempts.count() == 3


def test_a_closed_campaign_keeps_everybody_and_takes_nothing_more(client, administrator):
    calls, card = campaign(), agreed(1)
    client.post(TOGETHER, deed(calls, "1-1"))
    close = reverse("campaigns:close", args=[calls.pk])
    assert "result" in client.post(close, {"result": " "}).context["form"].errors

    client.post(close, {"result": "Бир айыл ойлонот"})
    client.post(DONE, {"deed": ManyDeed.objects.get().pk})

    calls.refresh_from_db()
    recipient = calls.recipients.get(client=card)
    assert (calls.result, calls.closed_by) == ("Бир айыл ойлонот", administrator)
    for refused in (
        lambda: note(recipient, "agreed"),
        lambda: add(calls, agreed(2)),
        lambda: services.change_campaign(campaign_id=calls.pk, **FIELDS),
    ):
        with pytest.raises(CampaignClosed):
            refused()
    assert client.post(TOGETHER, deed(calls)).status_code == 422
    assert client.post(close, {"result": "дагы"}).status_code == 404


def test_nothing_is_noted_before_the_first_day_and_recipients_hold_the_way():
    tomorrow = clock.today() + timedelta(days=1)
    planned = campaign(starts_on=tomorrow, ends_on=tomorrow)
    recipient = added(planned, agreed(1))

    with pytest.raises(CampaignNotBegun):
        note(recipient, "reached")
    with pytest.raises(CampaignHasRecipients):
        services.change_campaign(campaign_id=planned.pk, **{**FIELDS, "way": Way.MAIL})


def test_what_was_typed_stays_when_a_campaign_cannot_be_opened(client, administrator):
    accounts.lay()
    typed = {
        **FIELDS, "service": "portal", "cost_tyiyn": "1 000", "owner": administrator.pk,
        "starts_on": "2026-03-02",
    }  # fmt: skip
    add_url = reverse("campaigns:add")

    unasked = {**typed, "way": Way.LETTER, "ends_on": "2026-03-01"}
    refused = client.post(add_url, unasked)
    assert {"ends_on", "way"} <= refused.context["form"].errors.keys()
    assert "Саламатсызбы" in refused.content.decode()

    client.post(add_url, {**typed, "ends_on": "2026-03-31"})
    opened = Campaign.objects.get()
    assert (opened.cost_tyiyn, opened.owner) == (100_000, administrator)
    assert opened.name in client.get(reverse("campaigns:index"), {"state": "over"}).content.decode()


def test_a_page_of_fifty_takes_a_fixed_number_of_queries(
    client, administrator, django_assert_max_num_queries
):
    calls = campaign()
    cards = [agreed(number, language="ru" if number % 2 else "ky") for number in range(52)]
    add(calls, *cards)
    for recipient in calls.recipients.all()[:5]:
        note(recipient, "unreached")
    page(client, calls)

    with django_assert_max_num_queries(18):
        shown = page(client, calls, show="")

    rows = shown.context["rows"]
    assert len(rows) == 50
    texts = {row.client.language: row.text for row in rows}
    assert texts == {"ky": "Саламатсызбы", "ru": "Здравствуйте"}
    assert rows[0].ways[0][1].startswith("tel:+996")
    assert shown.context["figures"].total == 52


def test_figures_say_what_one_who_agreed_cost():
    calls = campaign(cost_tyiyn=100_000)
    for number, outcome in enumerate(["agreed", "agreed", "agreed", "declined", "unreached"]):
        note(added(calls, agreed(number)), outcome)
    add(calls, agreed(9))

    figures = selectors.figures(calls)

    assert (figures.total, figures.left, figures.reached, figures.agreed) == (6, 1, 4, 3)
    assert figures.cost_per_agreed.tyiyn == 33_300


def test_lists_and_segments_ask_for_a_campaign_and_its_outcomes(client, administrator):
    calls, yes, waiting = campaign(), agreed(1), agreed(2)
    add(calls, yes, waiting)
    note(calls.recipients.get(client=yes), "agreed")
    agreed(3)

    def found(code):
        return {row.pk for row in client.get(LIST, {"campaign": code}).context["object_list"]}

    assert found(calls.pk) == {yes.pk, waiting.pk}
    assert found(f"{calls.pk}-agreed") == {yes.pk}
    assert found("x") == set()
    leaf = {"id": "1", "field": "campaign", "op": "is_not", "values": [f"{calls.pk}-agreed"]}
    tree = {"match": "all", "of": [leaf]}
    assert yes not in compiler.clients(tree, on=clock.today())
    assert compiler.clients(tree, on=clock.today()).count() == 2
    assert calls.name in client.get(reverse("clients:card", args=[yes.pk])).content.decode()


def test_a_merge_keeps_the_latest_outcome_and_its_undo_gives_each_her_own():
    calls, kept, gone = campaign(), agreed(1), agreed(2)
    staff = UserFactory()
    note(added(calls, kept), "unreached", at=clock.now() - timedelta(hours=2))
    note(added(calls, gone), "agreed")

    done = merging.merge(
        kept_id=kept.pk, gone_id=gone.pk, taken=set(), by_user_id=staff.pk, at=clock.now()
    )
    only = calls.recipients.get()
    assert (only.client, only.outcome, only.attempts.count()) == (kept, "agreed", 2)

    merging.undo(merge_id=done.pk, by_user_id=staff.pk, at=clock.now())
    outcomes = dict(calls.recipients.values_list("client", "outcome"))
    assert outcomes == {kept.pk: "unreached", gone.pk: "agreed"}


def test_erased_she_leaves_an_outcome_without_a_name(client, administrator):
    calls, card = campaign(), agreed(1, family_name="Осмонова", given_name="Гүлзат")
    recipient = added(calls, card)
    press(client, recipient, "agreed", "Осмонова Гүлзат өзү чалат")
    person = Person(user_id=None, client_id=card.pk, names=("Осмонова Гүлзат",))
    sections = {one.code: one.rows for one in personal_data.export(person)}
    assert calls.name in sections["outreach.recipients"][0]
    assert "Осмонова Гүлзат өзү чалат" in sections["outreach.attempts"][0]

    personal_data.erase(person, clock.now())

    recipient.refresh_from_db()
    assert (recipient.client, recipient.attempts.get().note) == (None, "")
    assert selectors.figures(calls).agreed == 1
    assert page(client, calls, show="").status_code == 200
    with pytest.raises(NoLongerToBeContacted):
        note(recipient, "unreached")


def test_the_manager_reads_and_changes_nothing(client, manager):
    calls = campaign()
    recipient = added(calls, agreed(1))

    assert page(client, calls, show="").context["may_note"] is False
    press(client, recipient, "agreed")
    client.post(TOGETHER, deed(calls, "1-1"))

    assert not Attempt.objects.exists()
    assert calls.recipients.count() == 1
