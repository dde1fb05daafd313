"""Tasks of the staff: given, moved, handed over, done."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from membership.accounts.models import User
from membership.clients.errors import TaskDone
from membership.clients.models import Task
from portal.core import mail


@transaction.atomic
def give_task(
    *,
    text: str,
    due_on: date,
    by_user_id: int | None,
    at: datetime,
    client_id: int | None = None,
    assignee_id: int | None = None,
) -> Task:
    """Write down what is to be done and by which day.

    Args:
        text: up to 300 characters.
        by_user_id: None for what the site itself asks for.
        client_id: whom it is about; None for a task about nobody in particular.
        assignee_id: whose it is; None for whoever of the administrators comes first.
    """
    return Task.objects.create(
        client_id=client_id,
        text=text.strip()[:300],
        due_on=due_on,
        assignee_id=assignee_id,
        given_by_id=by_user_id,
        given_at=at,
    )


@transaction.atomic
def give_tasks(
    *,
    client_ids: Iterable[int],
    text: str,
    due_on: date,
    by_user_id: int,
    at: datetime,
    assignee_id: int | None = None,
) -> list[Task]:
    """The same task about each of many clients; whoever has it open already is passed over.

    Returns:
        The tasks that were given.
    """
    text = text.strip()[:300]
    wanted = dict.fromkeys(client_ids)
    already = set(Task.objects.open().filter(text=text).values_list("client_id", flat=True))
    tasks = [
        Task(
            client_id=client_id,
            text=text,
            due_on=due_on,
            assignee_id=assignee_id,
            given_by_id=by_user_id,
            given_at=at,
        )
        for client_id in wanted
        if client_id not in already
    ]
    return Task.objects.bulk_create(tasks, batch_size=1000)


@transaction.atomic
def finish_task(*, task_id: int, by_user_id: int | None, at: datetime) -> Task:
    """Say that a task is done.

    Args:
        by_user_id: None where the site itself sees that nothing is left to do.

    Raises:
        TaskDone: somebody said so before.
    """
    task = _open_task(task_id)
    task.done_at, task.done_by_id = at, by_user_id
    task.save(update_fields=["done_at", "done_by"])
    return task


@transaction.atomic
def reopen_task(*, task_id: int) -> Task:
    """Take back that a task is done: a slip of the finger. Harmless when repeated."""
    task = Task.objects.select_for_update().get(pk=task_id)
    task.done_at = task.done_by = None
    task.save(update_fields=["done_at", "done_by"])
    return task


@transaction.atomic
def move_task(*, task_id: int, due_on: date) -> Task:
    """Put a task off, or bring it forward.

    Raises:
        TaskDone: it is done.
    """
    task = _open_task(task_id)
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    return task


@transaction.atomic
def change_task(*, task_id: int, text: str, due_on: date, assignee_id: int | None) -> Task:
    """Say anew what is to be done, by which day and by whom.

    Raises:
        TaskDone: it is done.
    """
    task = _open_task(task_id)
    task.text, task.due_on, task.assignee_id = text.strip()[:300], due_on, assignee_id
    task.save(update_fields=["text", "due_on", "assignee"])
    return task


@transaction.atomic
def hand_task(*, task_id: int, assignee_id: int | None) -> Task:
    """Give a task to somebody else, or to whoever comes first.

    Raises:
        TaskDone: it is done.
    """
    task = _open_task(task_id)
    task.assignee_id = assignee_id
    task.save(update_fields=["assignee"])
    return task


def _open_task(task_id: int) -> Task:
    task = Task.objects.select_for_update().get(pk=task_id)
    if task.done_at:
        raise TaskDone(task_id)
    return task


@transaction.atomic
def remind_of_tasks(*, day: date) -> int:
    """Write to everybody whose tasks are due, one letter a person and day. Harmless when repeated.

    Returns:
        How many people are written to.
    """
    due = Task.objects.open().due_by(day).exclude(assignee=None).select_related("client")
    by_person: dict[int, list[Task]] = {}
    for task in due.order_by("due_on", "pk"):
        by_person.setdefault(task.assignee_id or 0, []).append(task)
    people = User.objects.filter(pk__in=by_person, is_active=True).exclude(email=None)
    for person in people:
        mail.post(
            to=str(person.email),
            template="clients/letters/tasks_due.txt",
            language=person.language,
            key=f"tasks-due:{person.pk}:{day}",
            context={
                "tasks": by_person[person.pk],
                "day": day,
                "url": f"{settings.SITE_URL}{reverse('client-tasks:index')}",
            },
        )
    return len(people)
