"""Offices confirmed by an address or a colleague, ended, handed over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from membership.accounts.step_forms import RoleForm
from membership.clients import selectors, services
from membership.clients.errors import (
    MandateNotShortened,
    NotAColleague,
    NotASuccessor,
    OfficeDecided,
)
from membership.clients.models import AccessTrace, Office
from membership.clients.signals import office_handed_over
from portal.core import outbox
from portal.core.models import Letter
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrderFactory,
    OrganisationFactory,
    UserFactory,
)

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]
OFFICES = "/ky/room/offices/"


@pytest.fixture
def body():
    return OrganisationFactory(email_domain="kok-jar.kg")


def holder(body, **fields) -> Office:
    """Somebody with an account and a confirmed office in the body."""
    user = UserFactory()
    card = ClientFactory(user=user, email=user.email, organisation=body)
    return OfficeFactory(client=card, organisation=body, verified=True, **fields)


def claim(body, **fields) -> Office:
    return OfficeFactory(organisation=body, client=ClientFactory(user=UserFactory()), **fields)


def test_an_address_of_the_body_confirms_once_it_is_proven(body):
    office = claim(body)
    contact = office.client.contacts.create(channel="email", value="aigul@kok-jar.kg")
    now = timezone.now()

    services.verify_by_domain(client_id=office.client_id, at=now)
    office.refresh_from_db()
    assert office.state == "waiting"
    contact.proven_at = now
    contact.save()
    services.verify_by_domain(client_id=office.client_id, at=now)

    office.refresh_from_db()
    assert (office.state, office.verified_how, office.decided_by) == ("verified", "domain", None)


def test_a_like_sounding_domain_confirms_nothing(body):
    office = claim(body)
    office.client.contacts.create(
        channel="email", value="a@not-kok-jar.kg", proven_at=timezone.now()
    )

    assert services.verify_by_domain(client_id=office.client_id, at=timezone.now()) == 0


@pytest.mark.parametrize("domain", ["mail.ru", "gmail.com", "kok jar", "@Mail.KG"])
def test_domains_where_anybody_gets_an_address_are_refused(domain):
    with pytest.raises(ValidationError):
        OrganisationFactory.build(email_domain=domain).clean()


def test_a_domain_is_kept_in_one_spelling():
    body = OrganisationFactory.build(email_domain=" @WWW.Kok-Jar.kg ")
    body.clean()

    assert body.email_domain == "kok-jar.kg"


def test_a_colleague_confirms_and_leaves_no_trace_of_access(client: Browser, body):
    mine, office = holder(body), claim(body)
    client.force_login(mine.client.user)

    assert office.client.name in client.get(OFFICES).content.decode()
    assert office.client.name in client.get("/ky/room/").content.decode()
    client.post(f"{OFFICES}{office.pk}/decide/", {"holds": "yes"})

    office.refresh_from_db()
    assert (office.state, office.verified_how) == ("verified", "colleague")
    assert office.decided_by == mine.client.user
    assert not AccessTrace.objects.exists()


def test_a_colleague_declines(client: Browser, body):
    client.force_login(holder(body).client.user)
    office = claim(body)
    client.post(f"{OFFICES}{office.pk}/decide/", {"holds": "no"})

    office.refresh_from_db()
    assert office.state == "declined"


def test_only_colleagues_of_the_body_decide_and_nobody_for_herself(client: Browser, body):
    office = claim(body)
    stranger = holder(OrganisationFactory())
    ended = holder(body, ends_on=date(2026, 1, 31))
    for by in (stranger.client.user, ended.client.user, office.client.user):
        with pytest.raises(NotAColleague):
            services.decide_as_colleague(
                office_id=office.pk, by_user_id=by.pk, holds=True, at=timezone.now()
            )
    client.force_login(stranger.client.user)
    assert client.post(f"{OFFICES}{office.pk}/decide/", {"holds": "yes"}).status_code == 404


def test_a_decided_claim_stays_decided(body):
    mine, office = holder(body), holder(body)
    with pytest.raises(OfficeDecided):
        services.decide_as_colleague(
            office_id=office.pk, by_user_id=mine.client.user_id, holds=False, at=timezone.now()
        )


def test_staff_note_how_they_checked(client: Browser, administrator, body):
    office = claim(body)
    for how in ("call", "letter", "whatsapp"):
        client.post(f"/admin/clients/office/{office.pk}/verify/", {"how": how})
        office.refresh_from_db()
        assert office.state == "waiting"
    client.post(
        f"/admin/clients/office/{office.pk}/verify/",
        {"how": "whatsapp", "decision_note": "Башчы жазды"},
    )

    office.refresh_from_db()
    assert (office.verified_how, office.decision_note) == ("whatsapp", "Башчы жазды")
    assert "Башчы жазды" in client.get(f"/admin/clients/{office.client_id}/").content.decode()


def test_handing_over_ends_the_mandate_and_gives_what_is_the_bodys(client: Browser, body):
    giver, heir = holder(body, role="head"), holder(body, role="head")
    of_body = ClientFactory(organisation_kind=True, organisation=body)
    order = OrderFactory(subscriber=of_body, placed_by=giver.client.user)
    own = OrderFactory(subscriber=giver.client, placed_by=giver.client.user)
    client.force_login(giver.client.user)

    page = client.get(f"{OFFICES}{giver.pk}/hand-over/")
    assert heir.client.name in page.content.decode()
    chosen = {"successor": str(heir.pk)}
    asked = client.post(f"{OFFICES}{giver.pk}/hand-over/", chosen).content.decode()
    giver.refresh_from_db()
    assert heir.client.name in asked
    assert giver.handed_over_at is None
    client.post(f"{OFFICES}{giver.pk}/hand-over/", {**chosen, "sure": "yes"})

    giver.refresh_from_db()
    assert (giver.handed_to, giver.ends_on) == (heir, timezone.localdate())
    for one in (order, own, giver.client):
        one.refresh_from_db()
    assert order.placed_by == heir.client.user
    assert own.placed_by == giver.client.user
    assert giver.client.organisation is None
    assert selectors.confirmed_office(giver.client.user_id, on=timezone.localdate()) is None
    assert client.post(f"{OFFICES}{giver.pk}/hand-over/").status_code == 404
    outbox.drain()
    told = Letter.objects.filter(kind__in=["office_given", "office_taken"]).order_by("kind")
    assert [one.to for one in told] == [giver.client.user.email, heir.client.user.email]


def test_the_fact_tells_who_gave_what_to_whom(body):
    giver, heir = holder(body), holder(body)
    told = []

    def listen(**fact):
        told.append(fact)

    office_handed_over.connect(listen)
    try:
        services.hand_over(office_id=giver.pk, to_office_id=heir.pk, at=timezone.now())
    finally:
        office_handed_over.disconnect(listen)

    assert told[0]["from_user_id"] == giver.client.user_id
    assert told[0]["to_user_id"] == heir.client.user_id
    assert told[0]["organisation_id"] == body.pk


def test_nobody_from_elsewhere_takes_over(body):
    giver = holder(body)
    for heir in (holder(OrganisationFactory()), claim(body), giver):
        with pytest.raises(NotASuccessor):
            services.hand_over(office_id=giver.pk, to_office_id=heir.pk, at=timezone.now())


def test_after_the_last_day_the_office_is_held_no_more(client: Browser, body):
    office = holder(body)
    client.force_login(office.client.user)
    yesterday = timezone.localdate() - timedelta(days=1)
    client.post(f"{OFFICES}{office.pk}/end/", {"ends_on": yesterday.isoformat()})

    assert selectors.confirmed_office(office.client.user_id, on=timezone.localdate()) is None
    early = client.post(f"{OFFICES}{office.pk}/end/", {"ends_on": "nonsense"})
    assert early.status_code == 200


def test_the_office_of_another_is_not_found(client: Browser, body):
    office = holder(body)
    client.force_login(holder(body).client.user)

    assert client.get(f"{OFFICES}{office.pk}/end/").status_code == 404
    assert client.get(f"{OFFICES}{office.pk}/hand-over/").status_code == 404


def test_its_holder_shortens_a_mandate_and_prolongs_it_by_a_claim_that_waits(client: Browser, body):
    today = timezone.localdate()
    office = holder(body, ends_on=today - timedelta(days=1))
    client.force_login(office.client.user)
    far = {"ends_on": (today + timedelta(days=400)).isoformat()}

    again = f"{OFFICES}{office.pk}/claim/"
    assert again in client.get(OFFICES).content.decode()
    assert client.get(again).status_code == 200
    refused = client.post(f"{OFFICES}{office.pk}/end/", far)
    client.post(again, far)

    assert refused.status_code == 200
    with pytest.raises(MandateNotShortened):
        services.end_office(office_id=office.pk, on=today, at=timezone.now())
    anew = Office.objects.waiting().get()
    assert (anew.client, anew.role) == (office.client, office.role)
    assert selectors.confirmed_office(office.client.user_id, on=today) is None
    assert client.get(again).status_code == 404


def test_a_running_office_speaks_for_a_claim_it_covers(body):
    office = holder(body, ends_on=date(2099, 1, 1))
    named = {"client_id": office.client_id, "organisation_id": body.pk, "role": office.role}

    covered = services.claim_office(**named, at=timezone.now(), ends_on=date(2098, 1, 1))
    longer = services.claim_office(**named, at=timezone.now())

    assert covered == office
    assert longer.state == "waiting"


def test_where_something_was_decided_an_address_confirms_no_second_claim(body):
    office = claim(body)
    now = timezone.now()
    office.client.contacts.create(channel="email", value="a@kok-jar.kg", proven_at=now)
    services.verify_by_domain(client_id=office.client_id, at=now)
    services.hand_over(office_id=office.pk, to_office_id=holder(body).pk, at=now)

    again = services.claim_office(
        client_id=office.client_id, organisation_id=body.pk, role=office.role, at=now
    )
    services.verify_by_domain(client_id=office.client_id, at=now)

    again.refresh_from_db()
    assert again.state == "waiting"


def test_staff_end_a_confirmed_office_with_a_reason_and_a_trace(
    client: Browser, administrator, body
):
    office = holder(body)
    address = f"/admin/clients/office/{office.pk}/end/"
    client.post(address, {"ends_on": "2026-02-01"})
    office.refresh_from_db()
    assert office.ends_on is None

    client.post(address, {"ends_on": "01.02.2026", "reason": "Бошотулган"})

    office.refresh_from_db()
    assert (office.ends_on, office.ended_note) == (date(2026, 2, 1), "Бошотулган")
    assert AccessTrace.objects.filter(client=office.client, deed="office").count() == 1


def test_staff_take_a_mistaken_confirmation_back(client: Browser, administrator, body):
    office = holder(body)
    address = f"/admin/clients/office/{office.pk}/take-back/"
    client.post(address)
    office.refresh_from_db()
    assert office.state == "verified"

    client.post(address, {"reason": "Башка адам экен"})

    office.refresh_from_db()
    assert (office.state, office.decision_note) == ("declined", "Башка адам экен")
    assert selectors.confirmed_office(office.client.user_id, on=timezone.localdate()) is None
    assert AccessTrace.objects.filter(client=office.client, deed="office").count() == 1
    assert "Башка адам экен" in client.get(f"/admin/clients/{office.client_id}/").content.decode()


def test_a_mandate_that_has_passed_is_no_office_of_today():
    passed = {"role": "head", "language": "ky", "mandate_ends_on": "2025-01-10"}
    today = date(2026, 3, 3)

    fresh = RoleForm(passed, today=today, has_municipality=True)
    kept = RoleForm(
        passed, today=today, has_municipality=True, initial={"mandate_ends_on": date(2025, 1, 10)}
    )

    assert "mandate_ends_on" in fresh.errors
    assert kept.is_valid()


def test_staff_are_asked_twice_before_they_hand_over(client: Browser, administrator, body):
    giver, heir = holder(body), holder(body)
    address = f"/admin/clients/office/{giver.pk}/hand-over/"

    for told, done in (({}, False), ({"sure": "yes"}, True)):
        client.post(address, {"heir": heir.pk, **told})
        giver.refresh_from_db()
        assert bool(giver.handed_over_at) is done


def test_staff_enter_the_office_they_were_told_of(client: Browser, administrator, body):
    card = ClientFactory(organisation=body)
    page = client.get(f"/admin/clients/{card.pk}/").content.decode()
    enter = f"/admin/clients/{card.pk}/office/"
    told = {"organisation": body.pk, "role": "head", "how": "call"}

    without_note = client.post(enter, told)
    client.post(enter, {**told, "note": "Катчы, 12.03, 0555 123 456"})
    twice = client.post(enter, {**told, "note": "Дагы"})

    office = Office.objects.get()
    assert enter in page
    assert (without_note.status_code, twice.status_code) == (422, 422)
    assert (office.state, office.verified_how, office.decided_by) == (
        "verified",
        "call",
        administrator,
    )
    assert selectors.offices_of(card.pk) == [office]
    assert AccessTrace.objects.filter(client=card, deed="office").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_on", "2200-01-01"),
        ("ends_on", "2001-01-01"),
        ("role", "king"),
        ("organisation", "x"),
    ],
)
def test_an_office_that_cannot_be_is_not_entered(
    client: Browser, administrator, body, field, value
):
    card = ClientFactory()
    told = {"organisation": body.pk, "role": "head", "how": "known", field: value}

    assert client.post(f"/admin/clients/{card.pk}/office/", told).status_code == 422
    assert not Office.objects.exists()


def test_nobody_gets_an_office_in_a_body_that_is_no_more(client: Browser, administrator, body):
    heir = OrganisationFactory()
    gone = OrganisationFactory(dissolved_on=date(2020, 1, 1), successor=heir)
    told = {"organisation": gone.pk, "role": "head", "how": "known"}

    answer = client.post(f"/admin/clients/{ClientFactory().pk}/office/", told)

    assert f"Его дела приняла организация: {heir}" in answer.content.decode()
    assert not Office.objects.exists()
