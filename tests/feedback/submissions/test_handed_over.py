"""A successor takes over the texts in hand; what is decided stays its author's."""

import pytest
from django.utils import timezone

from feedback.submissions import selectors
from feedback.submissions.models import Submission
from membership.clients import services as clients
from membership.clients.models import Client
from membership.organisations.models import Organisation
from tests.factories.feedback import complete_draft, draft, member, sent
from tests.factories.membership import OfficeFactory
from tests.factories.portal import grow_sections, kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]


def office_of(user, body):
    return OfficeFactory(client=Client.objects.get(user=user), organisation=body, verified=True)


def test_texts_in_hand_go_and_the_persons_own_stay():
    giver, heir = member(), member()
    in_hand = [complete_draft(giver), sent(giver)]
    accepted, elsewhere = sent(giver), draft(giver)
    place = Submission.objects.get(pk=in_hand[0].pk).territory
    Submission.objects.update(territory=place)
    Submission.objects.filter(pk=accepted.pk).update(state="accepted")
    Submission.objects.filter(pk=elsewhere.pk).update(territory=None)
    body = Organisation.objects.create(
        kind="ayil_okmotu", territory=place, name_ky="Көк-Жар АӨ", name_ru="АО Кок-Жар"
    )

    clients.hand_over(
        office_id=office_of(giver, body).pk,
        to_office_id=office_of(heir, body).pk,
        at=timezone.now(),
    )

    assert set(Submission.objects.filter(owner=heir)) == set(in_hand)
    assert set(Submission.objects.filter(owner=giver)) == {accepted, elsewhere}
    assert Submission.objects.get(pk=in_hand[0].pk).client == Client.objects.get(user=heir)


def test_the_badge_of_a_confirmed_office_stands_beside_the_authors(client):
    grow_sections()
    author, page = member(), practice(title="Түтүк", authors="Асанова Айгүл")
    made = sent(author)
    Submission.objects.filter(pk=made.pk).update(page=page, state="published")
    before = client.get(page.url).content.decode()
    body = Organisation.objects.create(
        kind="ayil_okmotu",
        territory=kok_jar(soate="41700000009999"),
        name_ky="Башка АӨ",
        name_ru="АО",
    )
    office_of(author, body)

    assert selectors.author_of(page) == author.pk
    assert "Кызмат орду ырасталды" not in before
    assert "Кызмат орду ырасталды" in client.get(page.url).content.decode()
