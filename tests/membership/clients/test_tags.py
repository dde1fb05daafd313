"""Tags of clients: two that mean the same become one."""

import pytest
from django.urls import reverse

from membership.clients import services
from membership.clients.models import AccessTrace, ClientTag, ManyDeed, Segment
from membership.clients.segments import compiler, tree
from membership.clients.services import together
from membership.clients.together import undoing
from portal.core import clock
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db
TAGS = reverse("clients:tags")


@pytest.fixture
def two():
    return [
        ClientTag.objects.create(name=name, slug=slug)
        for name, slug in (("суу", "a"), ("Суу", "b"))
    ]


def tags(card):
    return [tag.name for tag in card.tags.all()]


def save_view(query, by, name="Тизме", *, is_shared=False):
    return services.save_view(
        name=name, query=query, columns="", is_shared=is_shared, by_user_id=by.pk, at=clock.now()
    )


def test_a_name_is_taken_however_its_letters_are_written(administrator, client):
    ours, theirs = (ClientTag.objects.create(name=one, slug=one) for one in ("Жол", "Көпүрө"))

    offered = client.post(TAGS, {"tag": ours.pk, "name": "көпүрө"})

    assert offered.status_code == 422
    assert "Көпүрө" in offered.content.decode()
    together.tag(
        client_ids=[ClientFactory().pk], name="ЖОЛ", by_user_id=administrator.pk, at=clock.now()
    )
    assert set(ClientTag.objects.all()) == {ours, theirs}


def test_a_merged_tag_goes_on_as_the_other_on_cards_in_segments_and_lists(administrator, two):
    gone, into = two
    first, both, other = (ClientFactory() for _one in range(3))
    first.tags.add(gone)
    both.tags.add(gone, into)
    other.tags.add(into)
    leaf = {"field": "tag", "op": "is", "values": [str(gone.pk), str(into.pk)]}
    root = tree.with_child(tree.empty(), "", leaf)
    segment = Segment.objects.create(name="Суу", tree=root)
    view = save_view(f"kind=person&tags={gone.pk}&tags={into.pk}", administrator)
    near = save_view(f"tags={gone.pk}0", administrator, "Башка")

    number = services.merge_tags(
        tag_id=gone.pk, into_id=into.pk, by_user_id=administrator.pk, at=clock.now()
    )

    assert number == 2
    assert [tags(card) for card in (first, both, other)] == [["Суу"]] * 3
    assert list(ClientTag.objects.all()) == [into]
    for kept in (segment, view, near):
        kept.refresh_from_db()
    (changed,) = segment.tree["of"]
    assert changed["values"] == [str(into.pk)]
    assert changed["id"] != root["of"][0]["id"]
    assert compiler.clients(segment.tree, on=clock.today()).count() == 3
    assert (view.query, near.query) == (f"kind=person&tags={into.pk}", f"tags={gone.pk}0")
    traces = AccessTrace.objects.filter(deed="together")
    assert {trace.client_id for trace in traces} == {first.pk, both.pk}
    assert traces[0].details == [["tags", "суу", "Суу"]]


def test_what_a_deed_put_on_many_is_taken_back_after_the_merge_too(administrator, two):
    gone, into = two
    marked, by_hand = ClientFactory(), ClientFactory()
    by_hand.tags.add(into)
    put, items = together.tag(
        client_ids=[marked.pk], name=gone.name, by_user_id=administrator.pk, at=clock.now()
    )
    done = ManyDeed.objects.create(
        deed="tag", words=gone.name, touched=items, tag_id=put, count=1, done_at=clock.now()
    )

    services.merge_tags(
        tag_id=gone.pk, into_id=into.pk, by_user_id=administrator.pk, at=clock.now()
    )
    undoing.take_back(deed_id=done.pk, by_user_id=administrator.pk, at=clock.now())

    assert (tags(marked), tags(by_hand)) == ([], ["Суу"])


def test_merging_is_asked_first_and_offered_where_a_name_is_taken(client, administrator, two):
    gone, into = two
    card = ClientFactory()
    card.tags.add(gone, into)
    root = tree.with_child(tree.empty(), "", {"field": "tag", "op": "is", "values": [str(gone.pk)]})
    Segment.objects.create(name="Мелиорация", tree=root)
    save_view(f"tags={gone.pk}", UserFactory())

    renamed = client.post(TAGS, {"tag": gone.pk, "name": into.name})
    asked = client.post(TAGS, {"tag": gone.pk, "name": into.name, "deed": "merge"})

    for page in (renamed, asked):
        context = page.context
        assert (context["cards"], context["both"], context["others"]) == (1, 1, 1)
        assert "Мелиорация" in page.content.decode()
    assert (renamed.status_code, asked.status_code, ClientTag.objects.count()) == (422, 200, 2)
    client.post(TAGS, {"tag": gone.pk, "name": into.name, "deed": "merge", "sure": "1"})
    assert tags(card) == ["Суу"]
    for name in ("Суу", "жок", ""):
        again = client.post(TAGS, {"tag": into.pk, "name": name, "deed": "merge", "sure": "1"})
        assert again.status_code == 422
    assert client.post(TAGS, {"tag": gone.pk, "name": "Суу", "deed": "merge"}).status_code == 404
    assert tags(card) == ["Суу"]
