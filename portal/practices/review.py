"""The workflow of a practice: methodologist, editor, translation.

Its names stand in rows, once for both languages of the staff. What administrators change afterwards
(groups, order, further steps) stays as they left it.
"""

from wagtail.models import (
    GroupApprovalTask,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.core import roles
from portal.languages.models import TwinTask
from portal.practices.models import PracticeIndexPage

NAME = "Тажрыйбаны текшерүү · Проверка практики"
METHODOLOGIST = "Методист"
EDITOR = "Редактор"
TRANSLATION = "Котормо · Перевод"
#: Steps in their order: name, type of the task, who says yes.
STEPS: tuple[tuple[str, type[Task], str], ...] = (
    (METHODOLOGIST, GroupApprovalTask, roles.REVIEWER),
    (EDITOR, GroupApprovalTask, roles.CONTENT_ADMINISTRATOR),
    (TRANSLATION, TwinTask, roles.CONTENT_ADMINISTRATOR),
)


def lay() -> None:
    """Make the workflow once and put the libraries of all languages under it."""
    workflow, is_new = Workflow.objects.get_or_create(name=NAME)
    if is_new:
        for place, (name, kind, role) in enumerate(STEPS):
            WorkflowTask.objects.create(
                workflow=workflow, task=_task(name, kind, role), sort_order=place
            )
    for library in PracticeIndexPage.objects.filter(workflowpage=None):
        WorkflowPage.objects.create(workflow=workflow, page=library)


def _task(name: str, kind: type[Task], role: str) -> Task:
    task, is_new = kind.objects.get_or_create(name=name)
    if is_new:
        task.groups.add(roles.group(role))
    return task
