"""Segments that ask what an event was about: a page in any language, a letter, an event, a list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.documents import get_document_model

from membership.clients import services
from membership.clients.models import EventVisit, Segment
from membership.clients.segments import about, compiler
from membership.clients.services import doings, visits
from portal.core import clock, mail, outbox
from portal.core.models import Letter
from tests.factories.events import coming, registered, roll
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import grow_sections, practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    def made(**fields):
        card = ClientFactory(user=UserFactory(), **fields)
        services.record_consent(
            client_id=card.pk, purpose="reading", service="portal", channel="", version="1.0",
            language="ky", text="ооба", given_at=clock.now(),
        )  # fmt: skip
        return card

    return made


def asks(kinds, *things, op="is", days=90, **more):
    leaf = {"field": "timeline", "op": op, "values": kinds, "days": days, "about": list(things)}
    return {"match": "all", "of": [leaf | more]}


def within(root):
    return set(compiler.clients(root, on=clock.today()).values_list("pk", flat=True))


def read(card, page, days_ago=1):
    doings.note_reading(
        user_id=card.user_id, kind="practice", page_id=page.pk, title=page.title, url="/x/",
        at=clock.now() - timedelta(days=days_ago),
    )  # fmt: skip


def test_a_practice_is_read_in_whichever_language_and_taken_away(member):
    grow_sections()
    ours = practice(title="Таза суу")
    twin = practice(title="Чистая вода", language="ru", twin=ours)
    other = practice(title="Таштанды")
    in_kyrgyz, in_russian, long_ago, elsewhere, took = (member() for _one in range(5))
    read(in_kyrgyz, ours)
    read(in_kyrgyz, ours, days_ago=2)
    read(in_russian, twin)
    read(long_ago, ours, days_ago=200)
    read(elsewhere, other)
    services.note_kit(user_id=took.user_id, practice_id=twin.pk, at=clock.now())
    it, pages = f"page:{ours.pk}", ["page.read"]

    assert within(asks(pages, it)) == {in_kyrgyz.pk, in_russian.pk}
    assert within(asks([*pages, "practice.kit"], it)) == {in_kyrgyz.pk, in_russian.pk, took.pk}
    assert within(asks(pages, it, f"page:{other.pk}")) == {
        in_kyrgyz.pk,
        in_russian.pk,
        elsewhere.pk,
    }
    assert within(asks(pages, it, times=2)) == {in_kyrgyz.pk}
    assert within(asks(pages, it, op="long_ago")) == {long_ago.pk}
    denied = asks(pages, it, op="is_not", agreed=True)
    assert within(denied) == {long_ago.pk, elsewhere.pk, took.pk}
    assert within(asks(pages)) == {in_kyrgyz.pk, in_russian.pk, elsewhere.pk}


def test_what_came_since_is_asked_after_one_page(member):
    grow_sections()
    ours, other = practice(title="Таза суу"), practice(title="Таштанды")
    wrote, silent, elsewhere = (member() for _one in range(3))
    for card, page in ((wrote, ours), (silent, ours), (elsewhere, other)):
        read(card, page)
    services.note_kit(user_id=wrote.user_id, practice_id=ours.pk, at=clock.now())
    order = {"field": "timeline_since", "later": ["practice.kit"]}

    since = asks(["page.read"], f"page:{ours.pk}", op="since", **order)
    not_since = asks(["page.read"], f"page:{ours.pk}", op="not_since", **order)

    assert (within(since), within(not_since)) == ({wrote.pk}, {silent.pk})


def test_a_letter_is_told_by_its_subject_line_and_a_file_by_its_number(member, settings):
    followed, other, got = member(), member(), member(email="a@mail.kg")
    for card, key, subject in ((followed, "a:1", "Жаңы сан"), (other, "a:2", "Эскертүү")):
        Letter.objects.create(key=key, to="x@mail.kg", language="ky", subject=subject, text="т")
        doings.note_followed(client_id=card.pk, letter_key=key, url="/x/", at=clock.now())
    sent = mail.post(
        to="a@mail.kg", template="clients/letters/office_verified.txt", language="ky",
        key="office:9", context={"url": "http://localhost:8000/ky/room/"},
    )  # fmt: skip
    outbox.drain()
    file = get_document_model().objects.create(title="Токтом", file="a.pdf")
    doings.note_download(user_id=other.user_id, document_id=file.pk, title="Токтом", at=clock.now())

    assert within(asks(["mail.followed"], "letter:Жаңы сан")) == {followed.pk}
    assert within(asks(["mail.sent"], f"letter:{sent.subject}")) == {got.pk}
    assert within(asks(["document.downloaded"], f"document:{file.pk}")) == {other.pk}
    assert within(asks(["document.downloaded"], f"document:{file.pk}0")) == set()


def test_who_was_at_one_event_is_told_from_whoever_was_at_another():
    grow_sections()
    ours, other = coming(title="Семинар"), coming(title="Форум")
    registrations = [registered(ours, 1), registered(other, 2), registered(ours, 3)]
    for one in registrations[:2]:
        visits.note_visit(
            registration_id=one.pk, kind="event.attended", title=_("Attended"), at=clock.now()
        )
    came, *_others = EventVisit.objects.filter(registration__in=registrations).order_by("pk")

    assert within(asks(["event.attended"], f"event:{roll(ours).pk}")) == {came.client_id}
    assert len(within(asks(["event.attended"]))) == 2


def test_a_thing_that_is_gone_lets_nobody_in_and_says_so(member):
    grow_sections()
    page, kept = practice(title="Таза суу"), practice(title="Таштанды")
    reader, _idle = member(), member()
    read(reader, page)
    roots = [
        asks(["page.read"], f"page:{page.pk}"),
        asks(["page.read"], f"page:{page.pk}", f"page:{kept.pk}", op="is_not"),
        {"match": "none", "of": asks(["page.read"], f"page:{page.pk}")["of"]},
    ]
    assert [bool(within(root)) for root in roots] == [True, True, True]

    page.delete()

    for root in roots:
        assert within(root) == set()
        assert compiler.why(root, reader.pk, on=clock.today())[0] is False
    with override("ru"):
        assert "больше нет" in compiler.described(roots[0])[1].text


def test_what_it_was_about_stands_in_the_words_of_the_segment_and_of_the_reason(
    client, administrator, member, django_assert_num_queries
):
    grow_sections()
    page, event = practice(title="Таза суу"), coming(title="Семинар")
    reader = member()
    read(reader, page)
    asked = asks(["page.read"], f"page:{page.pk}")
    asked["of"] += asks(["event.attended"], f"event:{roll(event).pk}", op="is_not")["of"]
    asked["of"] += asks(["mail.sent"], "letter:Жаңы сан", "letter:Эскертүү", op="is_not")["of"]

    with override("ru"), django_assert_num_queries(2):
        texts = [line.text for line in compiler.described(asked)[1:]]
    is_in, lines = compiler.why(asked, reader.pk, on=clock.today())

    assert texts[0].endswith("Прочитана страница (о чем: «Таза суу»), было за последние 90 дней")
    assert "«Семинар, " in texts[1]
    assert "(о чем: «Жаңы сан» или «Эскертүү»)" in texts[2]
    assert (is_in, [line.holds for line in lines]) == (True, [True] * 4)


def test_things_are_found_by_words_in_any_spelling_and_ticks_stay(client, administrator):
    grow_sections()
    ours = practice(title="Өзгөн: таза суу түтүгү")
    practice(title="Узген: труба чистой воды", language="ru", twin=ours)
    other, event = practice(title="Таштанды"), coming(title="Таза суу семинары")
    Letter.objects.create(key="a:1", to="x", language="ky", subject="ТАЗА СУУ: сан 3", text="т")
    Letter.objects.create(key="accounts.code.1", to="x", language="ky", subject="суу 1", text="т")
    segment = Segment.objects.create(name="Суу")
    address = f"{reverse('segments:condition', args=[segment.pk])}?in=&field=timeline"
    typed = {"op": "is", "days": "90", "times": "1", "about": [f"page:{other.pk}"], "look": "1"}

    def offered(words, *kinds):
        form = client.post(address, typed | {"find": words, "values": kinds}).context["form"]
        flat = [one for choice in form.fields["about"].choices for one in _each(choice)]
        assert form["about"].value() == [f"page:{other.pk}"]
        assert flat.pop(0) == f"page:{other.pk}"
        return set(flat)

    page, roll_of_it = f"page:{ours.pk}", f"event:{roll(event).pk}"
    assert offered("таза суу") == {page, roll_of_it, "letter:ТАЗА СУУ: сан 3"}
    assert offered("озгон ТУТУГУ", "page.read") == {page}
    assert offered("суу", "event.attended") == {roll_of_it}
    assert offered("жок") == offered("") == offered(".*") == set()


def _each(choice):
    value, label = choice
    return [one for one, _title in label] if isinstance(label, list) else [value]


def test_a_page_is_told_in_the_language_of_whoever_asks():
    grow_sections()
    ours = practice(title="Таза суу")
    practice(title="Чистая вода", language="ru", twin=ours)

    with override("ru"):
        assert about.titles([f"page:{ours.pk}"]) == {f"page:{ours.pk}": "Чистая вода"}
        ((_label, found),) = about.found("таза", ["page.read"])
    with override("ky"):
        assert about.titles([f"page:{ours.pk}"]) == {f"page:{ours.pk}": "Таза суу"}

    assert [title for _number, title in found] == ["Чистая вода"]


def test_a_group_inside_that_asks_nothing_says_that_it_does_not_count():
    within_it = {"match": "any", "of": [], "id": "a"}
    root = asks(["page.read"]) | {"of": [within_it, *asks(["page.read"])["of"]]}

    with override("ru"):
        whole, inner, _leaf = compiler.described(root)

    assert (whole.caveat, inner.caveat) == (
        "", "В ней пока нет ни одного условия: она не учитывается."
    )  # fmt: skip


def test_enter_looks_for_a_new_word_and_keeps_the_condition_otherwise(client, administrator):
    segment = Segment.objects.create(name="Ким окуган")
    address = reverse("segments:condition", args=[segment.pk]) + "?in=&field=timeline"
    typed = {"op": "is", "values": ["page.read"], "days": "90", "times": "1", "enter": "1"}

    page = client.get(address).content.decode()
    assert page.index('name="enter"') < page.index('name="look"')
    looked = client.post(address, typed | {"find": "суу", "found": ""})
    segment.refresh_from_db()
    assert (looked.status_code, segment.tree.get("of", [])) == (200, [])

    kept = client.post(address, typed | {"find": "суу", "found": "суу"})
    segment.refresh_from_db()
    assert (kept.status_code, len(segment.tree["of"])) == (302, 1)


def test_the_finder_looks_at_a_bounded_number_of_rows_in_a_bounded_number_of_queries(
    client, administrator, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("membership.clients.segments.own_things._LATEST_LETTERS", 30)
    letters = [
        Letter(key=f"k{number}", to="x", language="ky", subject=f"Сан {number:03}", text="т")
        for number in range(60)
    ]
    Letter.objects.bulk_create(letters)
    segment = Segment.objects.create(name="Сан")
    address = f"{reverse('segments:condition', args=[segment.pk])}?in=&field=timeline"
    client.get(address)

    with django_assert_max_num_queries(20):
        page = client.post(address, {"op": "is", "find": "сан", "look": "1"})
    with django_assert_max_num_queries(7):
        offered = about.found("сан", ())

    ((_label, lines),) = offered
    assert [title for _one, title in lines] == [f"Сан {n:03}" for n in range(59, 39, -1)]
    assert "Введите больше слов" in page.content.decode()
    assert about.found("сан 020", ()) == []


def test_the_condition_is_kept_with_its_things_and_refused_in_words(client, administrator):
    grow_sections()
    page, event = practice(title="Таза суу"), coming(title="Семинар")
    segment = Segment.objects.create(name="Суу")
    address = f"{reverse('segments:condition', args=[segment.pk])}?in=&field=timeline"
    it, at_event = f"page:{page.pk}", f"event:{roll(event).pk}"
    typed = {"op": "is", "days": "90", "times": "1", "values": ["page.read"]}

    for kinds, things, said in (
        (["page.read"], [at_event], "не относятся: Семинар"),
        (["page.read", "visit.signed_in"], [it], "из отмеченного: Вход"),
        (["page.read"], [it, "page:99999"], "больше нет (№ 99999)"),
        (["page.read"], ["page:²"], "больше нет"),
        (["page.read"], ["nothing:1"], "больше нет"),
        (["page.read"], ["x"], "больше нет"),
        (["page.read"], [f"page:{number}" for number in range(40)], "не больше 30"),
    ):
        refused = client.post(address, typed | {"values": kinds, "about": things})
        assert (refused.status_code, said in refused.content.decode()) == (422, True), things
    kept = client.post(
        address, typed | {"values": ["page.read", "event.attended"], "about": [it, at_event]}
    )

    segment.refresh_from_db()
    (leaf,) = segment.tree["of"]
    assert (kept.status_code, leaf["about"]) == (302, [it, at_event])
    form = client.get(f"{address.partition('?')[0]}?at={leaf['id']}").context["form"]
    assert form["about"].value() == [it, at_event]
