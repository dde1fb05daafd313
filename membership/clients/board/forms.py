"""What staff type about tasks."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.accounts.models import User
from membership.clients.board import selectors
from membership.clients.models import Task
from portal.core import clock


class TaskForm(forms.Form):
    """A new task."""

    text = forms.CharField(
        label=_("What to do"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "w-w-full", "autocomplete": "off"}),
    )
    due_on = forms.DateField(
        label=_("By which day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    assignee = forms.ModelChoiceField(
        label=_("Whose"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Whoever comes first"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_task_%s", **kwargs})
        assignee = cast("forms.ModelChoiceField[User]", self.fields["assignee"])
        assignee.queryset = selectors.people()

    def clean_due_on(self) -> date:
        """A day that is over is due for nobody; what is overdue may keep its day."""
        due: date = self.cleaned_data["due_on"]
        if due < clock.today() and due != self.initial.get("due_on"):
            raise forms.ValidationError(_("This day is over: choose today or a later one."))
        return due

    def task(self) -> dict[str, Any]:
        """What ``services.give_task`` asks for."""
        given = self.cleaned_data
        chosen = given["assignee"]
        return {
            "text": given["text"],
            "due_on": given["due_on"],
            "assignee_id": chosen.pk if chosen else None,
        }


def empty(*, user_id: int, on: date) -> TaskForm:
    """The form as it is first shown: mine, for today."""
    return TaskForm(initial={"due_on": on, "assignee": user_id})


def given(task: Task) -> dict[str, Any]:
    """What a task says now."""
    return {"text": task.text, "due_on": task.due_on, "assignee": task.assignee_id}
