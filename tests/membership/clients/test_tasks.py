"""Tasks: given, moved, done, and a board that says what is due today."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from membership.clients import services
from membership.clients.board import selectors
from membership.clients.errors import TaskDone
from membership.clients.models import Task
from portal.core import clock
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
TODAY = date(2026, 3, 3)
BOARD = "client-tasks:index"


def task(text="Чалуу", due_on=TODAY, by=None, **given):
    by = by or UserFactory()
    return services.give_task(text=text, due_on=due_on, by_user_id=by.pk, at=NOW, **given)


def test_a_new_task_is_not_due_on_a_day_that_is_over(administrator, client):
    late = {"text": "Чалуу", "due_on": "2020-05-01"}

    on_board = client.post(reverse(BOARD), late)
    on_many = client.post(
        reverse("clients:together"), {"what": "task", **{f"task-{k}": v for k, v in late.items()}}
    )

    assert (on_board.status_code, on_many.status_code) == (422, 422)
    assert "Этот день прошел" in on_many.content.decode()
    assert not Task.objects.exists()


def test_an_overdue_task_is_put_into_other_words_on_its_day(administrator, client):
    late = task(due_on=date(2020, 5, 1))

    client.post(
        reverse("client-tasks:words", args=[late.pk]), {"text": "Кат", "due_on": "2020-05-01"}
    )

    late.refresh_from_db()
    assert (late.text, late.due_on) == ("Кат", date(2020, 5, 1))


@pytest.mark.parametrize(
    ("days", "part"), [(-1, "overdue"), (0, "today"), (1, "week"), (7, "week"), (8, "later")]
)
def test_the_board_says_how_urgent_a_task_is(days, part):
    assert selectors.part_of(TODAY + timedelta(days=days), TODAY) == part


def test_mine_are_my_tasks_and_those_of_nobody():
    me, other = UserFactory(), UserFactory()
    for whose, text in ((me, "меники"), (None, "баарынын"), (other, "башканыкы")):
        task(text, assignee_id=whose and whose.pk)

    mine = selectors.board(user_id=me.pk, on=TODAY)
    everybody = selectors.board(user_id=None, on=TODAY)

    assert {one.text for column in mine for one in column.tasks} == {"меники", "баарынын"}
    assert sum(len(column.tasks) for column in everybody) == 3


def test_the_board_costs_the_same_however_many_tasks_there_are(
    administrator, client, django_assert_max_num_queries
):
    for number in range(30):
        task(f"Иш {number}", client_id=ClientFactory().pk, due_on=clock.today())

    with django_assert_max_num_queries(14):
        page = client.get(reverse(BOARD)).content.decode()

    assert "Иш 29" in page


def test_a_task_is_done_once():
    one, by = task(), UserFactory()

    services.finish_task(task_id=one.pk, by_user_id=by.pk, at=NOW)

    with pytest.raises(TaskDone):
        services.finish_task(task_id=one.pk, by_user_id=by.pk, at=NOW)
    with pytest.raises(TaskDone):
        services.move_task(task_id=one.pk, due_on=TODAY)
    assert not Task.objects.open().exists()


def test_a_slip_of_the_finger_is_taken_back():
    one = task()
    services.finish_task(task_id=one.pk, by_user_id=UserFactory().pk, at=NOW)

    services.reopen_task(task_id=one.pk)

    assert Task.objects.open().get() == one


def test_the_same_task_is_given_to_many_but_to_nobody_twice():
    people = [ClientFactory() for _number in range(3)]
    given = {"text": "Жазылууну сунуштоо", "due_on": TODAY, "by_user_id": UserFactory().pk}
    task("Жазылууну сунуштоо", client_id=people[0].pk)

    tasks = services.give_tasks(client_ids=[one.pk for one in people] * 2, at=NOW, **given)

    assert len(tasks) == 2
    assert Task.objects.open().count() == 3


def test_whoever_has_something_due_is_told_once_a_day():
    nazgul = UserFactory(language="ky")
    task("Кечиккен иш", due_on=TODAY - timedelta(days=2), assignee_id=nazgul.pk)
    task("Эртеңки иш", due_on=TODAY + timedelta(days=1), assignee_id=nazgul.pk)
    task("Ээсиз иш")

    services.remind_of_tasks(day=TODAY)
    services.remind_of_tasks(day=TODAY)

    letter = Letter.objects.get()
    assert letter.to == nazgul.email
    assert "Кечиккен иш" in letter.text
    assert "Эртеңки иш" not in letter.text


def test_a_task_is_given_on_the_board_and_on_the_card(administrator, client):
    card = ClientFactory()
    typed = {"text": "Кат жөнөтүү", "due_on": "2026-12-01", "assignee": ""}

    client.post(reverse(BOARD), typed)
    client.post(reverse("client-tasks:give", args=[card.pk]), typed)

    assert list(Task.objects.values_list("client", flat=True).order_by("pk")) == [None, card.pk]
    assert "Кат жөнөтүү" in client.get(reverse("clients:card", args=[card.pk])).content.decode()


def test_what_was_typed_wrong_is_kept(administrator, client):
    answer = client.post(reverse(BOARD), {"text": "Чалуу", "due_on": "кечээ"})

    assert answer.status_code == 422
    assert "Чалуу" in answer.content.decode()


@pytest.mark.parametrize("deed", ["done", "tomorrow", "week", "take"])
def test_buttons_of_a_task(administrator, client, deed):
    one = task()

    answer = client.post(reverse("client-tasks:change", args=[one.pk]), {"deed": deed})

    one.refresh_from_db()
    assert answer.status_code == 302
    assert {
        "done": one.done_by_id == administrator.pk,
        "tomorrow": one.due_on == clock.today() + timedelta(days=1),
        "week": one.due_on == clock.today() + timedelta(days=7),
        "take": one.assignee_id == administrator.pk,
    }[deed]


def test_an_address_nobody_is_sent_back_to_is_ignored(administrator, client):
    one = task()
    typed = {"deed": "done", "next": "https://evil.example/"}

    answer = client.post(reverse("client-tasks:change", args=[one.pk]), typed)

    assert answer["Location"] == reverse(BOARD)


def test_what_is_due_waits_on_the_first_screen(administrator, client):
    task("Чалуу", due_on=clock.today() - timedelta(days=1), assignee_id=administrator.pk)

    page = client.get("/admin/").content.decode()

    assert reverse(BOARD) in page


def test_a_manager_sees_the_board_and_changes_nothing(manager, client):
    one = task()

    assert client.get(reverse(BOARD)).status_code == 200
    for address in (reverse("client-tasks:change", args=[one.pk]), reverse(BOARD)):
        assert client.post(address, {"deed": "done", "text": "x"}).status_code in {302, 403}
    assert Task.objects.open().get() == one


def test_the_board_is_nothing_for_other_staff(reviewer, client):
    assert client.get(reverse(BOARD)).status_code in {302, 403}


def test_a_task_is_handed_over_and_put_into_other_words(administrator, client):
    heir, soon = UserFactory(is_superuser=True), clock.today() + timedelta(days=6)
    one = task("Чалу", assignee_id=administrator.pk)
    words = reverse("client-tasks:words", args=[one.pk])
    assert words in client.get(reverse(BOARD)).content.decode()

    assert client.post(words, {"text": "", "due_on": "эртең"}).status_code == 422
    client.post(words, {"text": "Чалуу", "due_on": f"{soon}", "assignee": heir.pk})

    one.refresh_from_db()
    assert (one.text, one.due_on, one.assignee) == ("Чалуу", soon, heir)

    services.finish_task(task_id=one.pk, by_user_id=administrator.pk, at=clock.now())
    client.post(words, {"text": "Башка", "due_on": f"{soon}"})
    one.refresh_from_db()
    assert one.text == "Чалуу"
