"""What was done to many clients at once is taken back within thirty days."""

from datetime import timedelta

import pytest
from django.urls import reverse

from membership.clients.jobs import forget_deeds
from membership.clients.models import AccessTrace, ClientTag, ManyDeed, Task
from membership.clients.together import touched, undoing
from membership.clients.together.deeds import deeds
from portal.core import clock
from tests.factories.membership import ClientFactory

pytestmark = pytest.mark.django_db
DONE = reverse("clients:together_done")


def do(client, what, seen, **fields):
    told = {f"{what}-{name}": value for name, value in fields.items()}
    client.post(reverse("clients:together"), {"what": what, "seen": seen, **told})
    return ManyDeed.objects.first()


def take_back(client, done):
    answer = client.post(DONE, {"deed": done.pk}, follow=True)
    done.refresh_from_db()
    return answer


def test_a_tag_goes_from_those_who_got_it_by_the_deed_and_from_nobody_else(client, administrator):
    had, got = ClientFactory(), ClientFactory()
    tag = ClientTag.objects.create(name="конкурс", slug="konkurs")
    had.tags.add(tag)
    done = do(client, "tag", "2-1", tag="конкурс")
    assert "конкурс" in client.get(DONE).content.decode()

    take_back(client, done)

    assert list(had.tags.all()) == [tag]
    assert not got.tags.exists()
    assert (done.undone_by, done.stayed) == (administrator, 0)
    assert AccessTrace.objects.filter(client=got, deed="together").count() == 2


def test_a_tag_that_was_set_again_by_hand_is_not_of_the_deed_and_stays(client, administrator):
    kept, got = ClientFactory(), ClientFactory()
    done = do(client, "tag", "2-2", tag="конкурс")
    kept.tags.clear()
    kept.tags.add(ClientTag.objects.get())

    take_back(client, done)

    assert kept.tags.count() == 1
    assert not got.tags.exists()
    assert done.stayed == 1


def test_a_tag_taken_off_comes_back_where_it_is_still_missing(client, administrator):
    tag = ClientTag.objects.create(name="конкурс", slug="konkurs")
    first, second, gone = (ClientFactory() for _number in range(3))
    for card in (first, second, gone):
        card.tags.add(tag)
    done = do(client, "untag", "3-3", tag=tag.pk)
    first.tags.add(tag)
    gone.delete()

    take_back(client, done)

    assert first.tags.count() == second.tags.count() == 1
    assert done.stayed == 2


def test_tasks_are_withdrawn_and_those_done_stay(client, administrator):
    ClientFactory()
    ClientFactory()
    done = do(client, "task", "2-2", text="Чалуу", due_on="2026-12-01")
    finished = Task.objects.first()
    finished.done_at = clock.now()
    finished.save()

    take_back(client, done)

    assert list(Task.objects.all()) == [finished]
    assert done.stayed == 1


def test_once_and_within_thirty_days(client, administrator):
    card = ClientFactory()
    done = do(client, "tag", "1-1", tag="жаңы")
    take_back(client, done)
    card.tags.add("жаңы")
    take_back(client, done)
    assert card.tags.count() == 1

    old = do(client, "untag", "1-1", tag=ClientTag.objects.get().pk)
    ManyDeed.objects.update(done_at=clock.now() - timedelta(days=31))
    take_back(client, old)
    assert card.tags.count() == 0

    forget_deeds(clock.today() + timedelta(days=1))
    assert not ManyDeed.objects.exists()


def test_whoever_may_not_do_it_may_not_take_it_back(client, manager):
    done = ManyDeed.objects.create(deed="tag", words="x", count=0, done_at=clock.now())

    assert client.post(DONE, {"deed": done.pk}).status_code in {302, 403}
    assert ManyDeed.objects.get().undone_at is None


@pytest.mark.parametrize("wrong", ["", "x", "999999", "²"])
def test_a_deed_that_is_not_there_is_not_found(client, administrator, wrong):
    assert client.post(DONE, {"deed": wrong}).status_code == 404


def test_a_tag_is_renamed_and_deleted_and_one_put_on_by_mistake_goes_with_it(client, administrator):
    card = ClientFactory()
    tags = reverse("clients:tags")
    take_back(client, do(client, "tag", "1-1", tag="коонкурс"))
    assert not ClientTag.objects.exists()

    first, second = (ClientTag.objects.create(name=name, slug=name) for name in ("a", "b"))
    card.tags.add(first)
    assert client.post(tags, {"tag": first.pk, "name": "b"}).status_code == 422
    client.post(tags, {"tag": first.pk, "name": "конкурс"})
    assert [tag.name for tag in card.tags.all()] == ["конкурс"]
    client.post(tags, {"tag": first.pk, "deed": "drop"})
    assert list(ClientTag.objects.all()) == [second]
    assert AccessTrace.objects.filter(client=card, deed="together").count() == 3
    assert client.post(tags, {"tag": "x", "deed": "drop"}).status_code == 404


def test_the_number_of_clients_leads_to_those_the_deed_touched(client, administrator):
    ClientTag.objects.create(name="конкурс", slug="konkurs")
    had, got = ClientFactory(), ClientFactory()
    had.tags.add(ClientTag.objects.get())
    made = [
        do(client, "tag", "2-1", tag="конкурс"),
        do(client, "task", "2-2", text="Чалуу", due_on=clock.today().isoformat()),
        do(client, "untag", "2-2", tag=ClientTag.objects.get().pk),
    ]

    def listed(done):
        page = client.get(f"{reverse('clients:index')}?done={done.pk}")
        return {card.pk for card in page.context["object_list"]}

    assert [done.deed for done in made] == ["tag", "task", "untag"]
    assert [f"?done={done.pk}" in client.get(DONE).content.decode() for done in made] == [True] * 3
    assert [listed(done) for done in made[1:]] == [{had.pk, got.pk}] * 2
    take_back(client, made[2])
    assert f"?done={made[2].pk}" not in client.get(DONE).content.decode()
    assert listed(do(client, "tag", "2-2", tag="дагы")) == {had.pk, got.pk}
    for wrong in ("99999", "x", "²", "1e9"):
        page = client.get(f"{reverse('clients:index')}?done={wrong}")
        assert list(page.context["object_list"]) == []


def test_every_deed_that_is_kept_tells_whom_it_touched():
    kept = {name for name, deed in deeds if deed.apply is not None}

    assert kept == dict(undoing.undoes).keys() == dict(touched.touched).keys()
