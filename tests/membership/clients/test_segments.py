"""Segments: conditions as data, one query, and the reason for everybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from membership.clients import services
from membership.clients.errors import SegmentMalformed
from membership.clients.models import AccessTrace, Client, ClientTag, Invitation, Segment
from membership.clients.segments import compiler, tree
from portal.core import clock
from portal.territories.models import Succession
from tests.factories.membership import (
    ClientFactory,
    InvoiceFactory,
    OfficeFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db


def asks(field, *values, days=0, op="is"):
    return {"field": field, "op": op, "values": list(values), "days": days}


def group(match, *of):
    return {"match": match, "of": list(of)}


def within(root):
    found = compiler.clients(root, on=clock.today())
    return set(found.values_list("pk", flat=True))


def happened(card, kind, days_ago):
    services.add_to_timeline(
        client_id=card.pk,
        kind=kind,
        subject=f"{kind}:{days_ago}",
        happened_at=clock.now() - timedelta(days=days_ago),
    )


def test_a_segment_that_asks_nothing_holds_nobody():
    ClientFactory()

    assert within(tree.empty()) == set()
    assert within(group("none", group("all"))) == set()


def test_groups_take_all_any_and_none():
    both = ClientFactory(category="lsg", language="ru")
    one = ClientFactory(category="lsg", language="ky")
    other = ClientFactory(category="donor", language="en")
    lsg, russian = asks("category", "lsg"), asks("language", "ru")

    assert within(group("all", lsg, russian)) == {both.pk}
    assert within(group("any", lsg, russian)) == {both.pk, one.pk}
    assert within(group("none", lsg, russian)) == {other.pk}


def test_who_took_nothing_away_lately_is_found_and_withdrawn_entries_do_not_count():
    lately, long_ago, withdrawn = ClientFactory(), ClientFactory(), ClientFactory()
    happened(lately, "practice.kit", 10)
    happened(long_ago, "practice.kit", 200)
    happened(withdrawn, "practice.kit", 5)
    services.withdraw_from_timeline(
        client_id=withdrawn.pk, kind="practice.kit", subject="practice.kit:5", at=clock.now()
    )

    took = asks("timeline", "practice.kit", days=90)
    assert within(group("all", took)) == {lately.pk}
    assert within(group("all", {**took, "op": "is_not"})) == {long_ago.pk, withdrawn.pk}


def test_whoever_is_kept_under_a_former_unit_is_found_under_its_successor():
    now, before = TerritoryFactory(), TerritoryFactory()
    Succession.objects.create(
        predecessor=before, successor=now, kind="merged", source="Постановление"
    )
    here, there = ClientFactory(territory=now), ClientFactory(territory=before)
    ClientFactory()

    assert within(group("all", asks("place", str(now.pk)))) == {here.pk, there.pk}


def test_a_subscription_in_force_is_asked_by_the_room_above():
    reader, past = ClientFactory(), ClientFactory()
    today = clock.today()
    for card, days in ((reader, 9), (past, -5)):
        TermFactory(
            client=card, starts_on=today - timedelta(days=99), ends_on=today + timedelta(days=days)
        )

    assert within(group("all", asks("magazine", "active"))) == {reader.pk}
    assert within(group("all", asks("ended", days=30))) == {past.pk}


def test_the_last_time_longer_ago_is_neither_lately_nor_never():
    lately, long_ago, _never = ClientFactory(), ClientFactory(), ClientFactory()
    for card, days in ((lately, 200), (lately, 3), (long_ago, 200)):
        happened(card, "event.attended", days)

    asked = asks("timeline", "event.attended", days=90, op="long_ago")

    assert within(group("all", asked)) == {long_ago.pk}


def test_money_mandates_addresses_and_invitations_are_asked_for():
    today = clock.today()
    owes = InvoiceFactory(client=ClientFactory(postal_address="Нарын")).client
    dead = ClientFactory(email="dead@mail.kg")
    services.mark_dead(channel="email", value="dead@mail.kg", at=clock.now())
    serving, served = ClientFactory(), ClientFactory()
    for card, days in ((serving, 20), (served, -20)):
        body = OrganisationFactory()
        ends = today + timedelta(days=days)
        OfficeFactory(client=card, organisation=body, verified=True, ends_on=ends)
    reader = ClientFactory()
    TermFactory(client=reader, starts_on=today, ends_on=today + timedelta(days=9))
    listed = ClientFactory()
    Invitation.objects.create(client=listed)

    assert within(group("all", asks("money", "owes"))) == {owes.pk}
    assert within(group("all", asks("postal"))) == {owes.pk}
    assert within(group("all", asks("addresses", "dead"))) == {dead.pk}
    assert dead.pk in within(group("all", asks("trouble", "dead")))
    assert within(group("all", asks("mandate_ends", days=30))) == {serving.pk}
    assert within(group("all", asks("mandate_ends", days=10))) == set()
    assert within(group("all", asks("mandate_ended", days=30))) == {served.pk}
    assert within(group("all", asks("ends", days=30))) == {reader.pk}
    assert within(group("all", asks("ends", days=5))) == set()
    assert within(group("all", asks("invitation", "unsent"))) == {listed.pk}


def test_so_many_times_and_fewer_are_counted_in_the_days_asked():
    often, once, long_ago, never = (ClientFactory() for _one in range(4))
    for card, days in ((often, 3), (often, 9), (once, 3), (once, 200), (long_ago, 200)):
        happened(card, "event.attended", days)
    happened(long_ago, "mail.sent", 3)
    twice = asks("timeline", "event.attended", "practice.kit", days=90) | {"times": 2}

    assert within(group("all", twice)) == {often.pk}
    assert within(group("all", twice | {"op": "is_not"})) == {once.pk, long_ago.pk, never.pk}


def test_both_days_of_a_period_count_and_the_last_time_may_lie_before_a_day():
    today = clock.today()
    cards = {days: ClientFactory() for days in (5, 10, 20, 21)}
    for days, card in cards.items():
        happened(card, "event.attended", days)
    happened(cards[21], "event.attended", 1)
    first, last = ((today - timedelta(days=days)).isoformat() for days in (20, 10))

    def found(op, **days):
        return within(group("all", asks("timeline", "event.attended", op=op) | days))

    assert found("between", first=first, last=last) == {cards[10].pk, cards[20].pk}
    assert found("between", first=first, last=last, times=2) == set()
    assert found("not_between", first=first, last=last) == {cards[5].pk, cards[21].pk}
    assert found("before", first=last) == {cards[20].pk}
    entered = asks("entered", op="between") | {"first": first, "last": last}
    assert within(group("all", entered)) == set()


def test_what_needs_consent_is_denied_only_of_those_who_agreed(client, administrator):
    agreed, reader, silent = ClientFactory(), ClientFactory(), ClientFactory()
    for card in (agreed, reader):
        services.record_consent(
            client_id=card.pk, purpose="reading", service="portal", channel="", version="1",
            language="ky", text="Макулмун", given_at=clock.now(),
        )  # fmt: skip
    happened(reader, "page.read", 3)
    of_everybody = asks("timeline", "page.read", days=30, op="is_not")
    of_these = of_everybody | {"agreed": True}
    segment = Segment.objects.create(name="Окубагандар", tree=group("all", of_these))

    assert within(segment.tree) == {agreed.pk}
    assert within(group("all", of_everybody)) == {agreed.pk, silent.pk}
    unasked = asks("timeline", "mail.sent", days=30, op="is_not") | {"agreed": True}
    assert within(group("all", unasked)) == {agreed.pk, reader.pk, silent.pk}

    def said(name, *args, query=""):
        return client.get(reverse(name, args=[segment.pk, *args]) + query).content.decode()

    assert "у тех, кто дал на это согласие: 2 из 3" in said(
        "segments:condition", query="?in=&field=timeline"
    )
    assert "здесь считаются только они" in said("segments:build")
    assert "не давал согласия" in said("segments:why", silent.pk)
    assert "согласи" not in said("segments:why", reader.pk)
    assert compiler.described(group("all", unasked))[1].caveat == ""


def test_what_came_since_the_last_time_is_asked_in_order(client, administrator):
    names = ("read_before", "read_after", "followed_again", "withdrawn", "long_ago", "visitor")
    cards = {name: ClientFactory() for name in names}
    for name, *days in (
        ("read_before", ("mail.followed", 10), ("page.read", 80)),
        ("read_after", ("mail.followed", 80), ("page.read", 70)),
        ("followed_again", ("mail.followed", 80), ("page.read", 70), ("mail.followed", 5)),
        ("withdrawn", ("mail.followed", 20), ("page.read", 3)),
        ("long_ago", ("mail.followed", 200)),
        ("visitor", ("event.attended", 20)),
    ):
        for kind, ago in days:
            happened(cards[name], kind, ago)
    services.withdraw_from_timeline(
        client_id=cards["withdrawn"].pk, kind="page.read", subject="page.read:3", at=clock.now()
    )
    segment = Segment.objects.create(name="Окубагандар")
    here = f"{reverse('segments:condition', args=[segment.pk])}?in=&field=timeline_since"
    asked = {"values": ["mail.followed"], "days": "90", "op": "not_since", "later": ["page.read"]}

    def who(root):
        return {name for name, card in cards.items() if card.pk in within(root)}

    assert client.post(here, asked | {"later": []}).status_code == 422
    same = client.post(here, asked | {"later": ["mail.followed"]})
    assert "другие события" in same.content.decode()
    client.post(here, asked)
    segment.refresh_from_db()
    assert who(segment.tree) == {"read_before", "followed_again", "withdrawn"}
    not_since = segment.tree["of"][0]
    assert who(group("all", not_since | {"op": "since"})) == {"read_after"}

    came = not_since | {"values": ["event.attended"]}
    assert who(group("all", came)) == {"visitor"}
    assert who(group("all", came | {"agreed": True})) == set()
    out = client.get(reverse("segments:why", args=[segment.pk, cards["read_after"].pk]))
    assert out.context["is_in"] is False
    with override("ru"):
        text = compiler.described(segment.tree)[1].text
    assert text.partition(": ")[2] == (
        "Переход по ссылке из письма, было за последние 90 дней; "
        "после последнего раза не было ничего из этого: Прочитана страница"
    )


def test_a_condition_says_how_often_and_when_in_words():
    event = asks("timeline", "event.attended", days=90)
    days = {"op": "not_between", "first": "2026-01-01", "last": "2026-03-31", "times": 2}

    with override("ru"):
        texts = [compiler.described(group("all", one))[1].text for one in (event, event | days)]
    with override("ky"):
        texts.append(compiler.described(group("all", event | days))[1].text)

    assert [text.partition(", ")[2] for text in texts] == [
        "было за последние 90 дней",
        "было меньше 2 раз с 01.01.2026 по 31.03.2026",
        "01.01.2026 күнүнөн 31.03.2026 күнүнө чейин 2 жолудан аз болгон",
    ]


def test_what_is_there_no_more_lets_nobody_in_however_it_is_asked():
    kept, gone = (ClientTag.objects.create(name=name, slug=name) for name in ("a", "b"))
    one, other = ClientFactory(), ClientFactory()
    one.tags.add(kept)
    tagged = asks("tag", str(kept.pk), str(gone.pk))
    roots = [group("all", {**tagged, "op": "is_not"}), group("none", tagged)]
    assert [within(root) for root in roots] == [{other.pk}, {other.pk}]

    gone.delete()

    roots.append(group("none", asks("something.forgotten")))
    for root in roots:
        assert within(root) == set()
        assert compiler.why(root, other.pk, on=clock.today())[0] is False
    assert within(group("all", tagged)) == {one.pk}
    with override("ru"):
        assert f"больше нет (№ {tagged['values'][1]})" in compiler.described(roots[0])[1].text


def test_a_tag_that_is_asked_for_is_not_deleted(client, administrator):
    asked, free = (ClientTag.objects.create(name=name, slug=name) for name in ("ab", "cd"))
    card = ClientFactory()
    card.tags.add(asked)
    Segment.objects.create(name="Жаштар", tree=group("all", asks("tag", str(asked.pk))))
    services.save_view(
        name="Чужой", query=f"tags={asked.pk}", columns="", is_shared=False,
        by_user_id=UserFactory().pk, at=clock.now(),
    )  # fmt: skip
    tags = reverse("clients:tags")

    refused = client.post(tags, {"tag": asked.pk, "deed": "drop"})
    client.post(tags, {"tag": free.pk, "deed": "drop"})

    assert ([one.name for one in refused.context["segments"]], refused.context["others"]) == (
        ["Жаштар"],
        1,
    )
    assert "Жаштар" in refused.content.decode()
    assert [tag.name for tag in card.tags.all()] == ["ab"]
    assert list(ClientTag.objects.all()) == [asked]


def test_the_reason_and_the_query_agree_for_everybody():
    tag = ClientTag.objects.create(name="конкурс")
    seen = UserFactory(last_login=clock.now())
    cards = [ClientFactory(user=seen), ClientFactory(language="ru"), ClientFactory(category="")]
    cards[1].tags.add(tag)
    happened(cards[2], "event.attended", 3)
    root = group(
        "any",
        group("none", asks("signed_in", days=90), asks("tag", str(tag.pk))),
        group(
            "all", asks("language", "ru"), asks("timeline", "event.attended", days=9, op="is_not")
        ),
        asks("something.forgotten"),
    )

    inside = within(root)

    for card in cards:
        assert compiler.why(root, card.pk, on=clock.today())[0] == (card.pk in inside)
    assert 0 < len(inside) < len(cards)


def test_the_reason_is_one_click_from_the_card_and_one_search_from_the_segment(
    client, administrator, django_assert_max_num_queries
):
    donors = Segment.objects.create(name="Доноры", tree=group("all", asks("category", "donor")))
    Segment.objects.create(name="Бош")
    inside = ClientFactory(category="donor", family_name="Асанова")
    outside = ClientFactory(category="lsg", family_name="Асанов")
    of_card = reverse("segments:of_client", args=[outside.pk])

    assert of_card in client.get(reverse("clients:card", args=[outside.pk])).content.decode()
    with django_assert_max_num_queries(15):
        rows = client.get(of_card).context["rows"]
    found = client.get(reverse("segments:build", args=[donors.pk]), {"q": "асанов"})

    assert [(segment.name, is_in) for segment, is_in in rows] == [("Бош", False), ("Доноры", False)]
    assert compiler.holding(inside.pk, [donors], on=clock.today()) == {donors.pk}
    is_in = {card.pk: card.is_in for card in found.context["asked_about"]}
    assert is_in == {inside.pk: True, outside.pk: False}
    assert reverse("segments:why", args=[donors.pk, outside.pk]) in found.content.decode()
    assert AccessTrace.objects.filter(client=outside, deed="seen").count() == 3


def test_every_condition_compiles_alone_and_denied(django_assert_max_num_queries):
    ClientFactory()
    for name, condition in compiler.known:
        values = list(condition.names())
        for op, _label in condition.operators:
            days = {"first": "2026-01-01", "last": "2026-03-31"} if condition.between else {}
            later = {"later": values[2:4]} if condition.ordered else {}
            root = group("all", asks(name, *values[:2], days=30, op=op) | days | later)
            with django_assert_max_num_queries(1):
                compiler.clients(root, on=clock.today()).count()


def test_a_place_that_is_gone_and_a_tree_without_end_are_refused():
    root, deepest = tree.empty(), ""
    for _time in range(tree.DEEPEST):
        root = tree.with_child(root, deepest, tree.empty())
        deepest = list(tree.walk(root))[-1][1]["id"]

    for place in ("7", "0.x", "²", deepest):
        with pytest.raises(SegmentMalformed):
            tree.with_child(root, place, tree.empty())


def test_a_part_changed_or_removed_meanwhile_is_found_no_more():
    lsg, donor = asks("category", "lsg"), asks("category", "donor")
    root = tree.with_child(tree.with_child(tree.empty(), "", lsg), "", donor)
    first, second = (node["id"] for node in root["of"])

    shorter = tree.without(root, first)
    changed = tree.replaced(root, first, donor)

    for stale in (shorter, changed):
        with pytest.raises(SegmentMalformed):
            tree.without(stale, first)
        assert tree.at(stale, second)["values"] == ["donor"]


def test_a_segment_is_clicked_together_without_scripts(client, administrator):
    chosen = ClientFactory(category="donor", given_name="Бурул")
    ClientFactory(category="lsg")
    made = client.post(reverse("segments:new"), {"name": "Доноры"})
    segment = Segment.objects.get()
    change = reverse("segments:change", args=[segment.pk])
    condition = reverse("segments:condition", args=[segment.pk])

    def last():
        segment.refresh_from_db()
        return list(tree.walk(segment.tree))[-1][1]["id"]

    client.post(change, {"deed": "group", "match": "any", "place": ""})
    client.post(f"{condition}?in={last()}&field=category", {"op": "is", "values": ["donor"]})

    page = client.get(made["Location"])
    assert page.context["count"] == 1
    assert [one.pk for one in page.context["sample"]] == [chosen.pk]
    assert AccessTrace.objects.filter(client=chosen, deed="seen").exists()
    stale = last()
    client.post(f"{condition}?at={stale}", {"op": "is_not", "values": ["donor"]})
    assert client.get(made["Location"]).context["sample"][0].category == "lsg"
    why = client.get(reverse("segments:why", args=[segment.pk, chosen.pk]))
    assert why.context["is_in"] is False
    told = client.post(change, {"deed": "remove", "place": stale}, follow=True)
    assert "Ничего не сделано" in told.content.decode()
    client.post(change, {"deed": "remove", "place": last()})
    segment.refresh_from_db()
    assert [one["match"] for _depth, one in tree.walk(segment.tree)] == ["all", "any"]


def test_among_many_places_one_is_looked_for_and_ticks_stay(client, administrator):
    aimak, other = kok_jar(), TerritoryFactory()
    rayon = aimak.parent
    here, elsewhere = ClientFactory(territory=aimak), ClientFactory(territory=other)
    segment = Segment.objects.create(name="Кочкор")
    condition = f"{reverse('segments:condition', args=[segment.pk])}?in=&field=place"
    typed = {"op": "is", "values": [str(other.pk)], "look": "1"}

    def shown(word):
        form = client.post(condition, typed | {"find": word}).context["form"]
        groups = form.fields["values"].widget.choices
        return form["values"].value(), {int(pk) for _oblast, units in groups for pk, _name in units}

    assert shown(rayon.name) == ([str(other.pk)], {rayon.pk, other.pk})
    assert shown("ъъъ") == ([str(other.pk)], {other.pk})
    client.post(condition, {"op": "is", "values": [str(rayon.pk)], "find": rayon.name})
    segment.refresh_from_db()
    assert within(segment.tree) == {here.pk}
    assert elsewhere.pk not in within(segment.tree)


def test_what_the_way_of_asking_does_not_need_neither_hinders_nor_is_kept(client, administrator):
    segment = Segment.objects.create(name="Окугандар")
    condition = reverse("segments:condition", args=[segment.pk])
    typed = {"values": ["page.read"], "days": "0", "first": "2026-01-01", "last": "2026-03-31"}
    plain = {"field": "timeline", "values": ["page.read"]}
    days = {"first": "2026-01-01", "last": "2026-03-31"}

    for given, kept in (
        ({"op": "between", "times": "2"}, {"op": "between", **days, "times": 2}),
        ({"op": "not_between", "times": "1"}, {"op": "not_between", **days, "agreed": False}),
        ({"op": "before", "times": "x"}, {"op": "before", "first": "2026-01-01"}),
        ({"op": "is", "times": "1", "days": "90", "agreed": "on"}, {"op": "is", "days": 90}),
        (
            {"op": "is_not", "times": "1", "days": "90", "agreed": "on"},
            {"op": "is_not", "days": 90, "agreed": True},
        ),
    ):
        assert client.post(f"{condition}?in=&field=timeline", typed | given).status_code == 302
        segment.refresh_from_db()
        assert segment.tree["of"][-1] == plain | kept | {"id": segment.tree["of"][-1]["id"]}

    old = Segment.objects.create(
        name="Мурунку",
        tree=group("all", asks("timeline", "page.read", days=9, op="is_not") | {"id": "old"}),
    )
    form = client.get(f"{reverse('segments:condition', args=[old.pk])}?at=old").context["form"]
    assert form["agreed"].value() is False


def test_a_segment_is_renamed_copied_and_deleted_with_its_lists_named(client, administrator):
    segment = Segment.objects.create(name="МСУ", tree=group("all", asks("category", "lsg")))
    Segment.objects.create(name="Доноры")
    name = reverse("segments:name", args=[segment.pk])
    for called, query, owner in (
        ("Рассылка", f"segment={segment.pk}&kind=person", administrator),
        ("Чужой", f"segment={segment.pk}", UserFactory()),
        ("Другой", f"segment={segment.pk}0", administrator),
    ):
        services.save_view(
            name=called, query=query, columns="", is_shared=False, by_user_id=owner.pk,
            at=clock.now(),
        )  # fmt: skip

    assert "Сегмент с таким названием" in client.post(name, {"name": "Доноры"}).content.decode()
    client.post(name, {"name": "Муниципалитеты"})
    client.post(name, {"name": "Копия", "copy": "1"})
    drop = reverse("segments:drop", args=[segment.pk])
    asked = client.get(drop)
    client.post(drop)

    assert [view.name for view in asked.context["named"]] == ["Рассылка"]
    assert asked.context["others"] == 1
    assert list(Segment.objects.values_list("name", flat=True)) == ["Доноры", "Копия"]
    assert Segment.objects.get(name="Копия").tree == segment.tree


def test_hostile_input_meets_a_form_or_a_404(client, administrator):
    segment = Segment.objects.create(name="Сегмент")
    condition = reverse("segments:condition", args=[segment.pk])

    assert client.get(f"{condition}?in=0&field=nothing").status_code == 404
    assert client.get(f"{condition}?at=9.9").status_code == 302
    refused = client.post(f"{condition}?in=&field=category", {"op": "drop", "values": ["x"]})
    assert refused.status_code == 422
    change = reverse("segments:change", args=[segment.pk])
    for wrong, said in (
        ({"op": "is", "days": "99999999", "times": "1"}, "от 1 до 3650"),
        ({"op": "is_not", "days": "0", "times": "0"}, "от 1 до 1000"),
        ({"op": "between", "first": "2026-03-02", "last": "2026-03-01", "times": 1}, "раньше перв"),
        ({"op": "before", "first": "0001-01-01"}, "с 2000 по 2099"),
    ):
        asked = {"values": ["mail.sent"], **wrong}
        refused = client.post(f"{condition}?in=&field=timeline", asked)
        assert (refused.status_code, said in refused.content.decode()) == (422, True)
        assert all(f'value="{typed}"' in refused.content.decode() for typed in wrong.values())
    assert client.post(change, {"deed": "remove", "place": "0"}).status_code == 302
    assert client.post(change, {"deed": "remove", "place": ""}).status_code == 302


def test_the_builder_takes_few_queries_however_large_the_segment(
    client, administrator, django_assert_max_num_queries
):
    for _number in range(30):
        ClientFactory(category="lsg")
    segment = Segment.objects.create(name="МСУ", tree=group("all", asks("category", "lsg")))
    address = reverse("segments:build", args=[segment.pk])
    client.get(address)

    with django_assert_max_num_queries(20):
        client.get(address)

    assert Client.objects.count() >= 30


def test_a_segment_in_figures_counts_its_own_and_leads_to_them(
    client, administrator, django_assert_max_num_queries
):
    segment = services.make_segment(name="Окурмандар", by_user_id=administrator.pk, at=clock.now())
    services.add_to_segment(
        segment_id=segment.pk, place="", node=asks("language", "ky"), at=clock.now()
    )
    for language in ("ky", "ky", "ru"):
        TermFactory(subscriber=ClientFactory(category="lsg", language=language))
    address = reverse("segments:figures", args=[segment.pk])

    with django_assert_max_num_queries(12):
        page = client.get(address)

    (line,) = [one for one in page.context["rows"] if one["row"].category == "lsg"]
    (magazine,) = [one for one in line["cells"] if one["cell"].service == "magazine"][:1]
    assert magazine["cell"].known == 2
    assert len(client.get(magazine["known_url"]).context["object_list"]) == 2
    assert address in client.get(reverse("segments:build", args=[segment.pk])).content.decode()
