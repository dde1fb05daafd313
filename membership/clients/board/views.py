"""The board in the admin, and the buttons on it."""

from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.clients import services
from membership.clients.board import forms, selectors
from membership.clients.errors import TaskDone
from membership.clients.models import Client, Task
from portal.core import clock


def _staff_id(request: HttpRequest) -> int:
    return cast(int, request.user.pk)


class BoardView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What is overdue, due today, due within a week; mine, or everybody's."""

    permission_required = "clients.view_task"
    raise_exception = True
    header_icon = "calendar-check"
    template_name = "clients/admin/board/board.html"

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Tasks")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the board."""
        return self._board(forms.empty(user_id=_staff_id(request), on=clock.today()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give a task."""
        if not request.user.has_perm("clients.add_task"):
            return self.handle_no_permission()
        form = forms.TaskForm(request.POST)
        if not form.is_valid():
            return self._board(form, status=422)
        services.give_task(**form.task(), by_user_id=_staff_id(request), at=clock.now())
        messages.success(request, _("The task is written down."))
        return redirect(request.get_full_path())

    def _board(self, form: forms.TaskForm, status: int = 200) -> HttpResponse:
        everybody = self.request.GET.get("whose") == "all"
        user_id = None if everybody else _staff_id(self.request)
        crumb = {"url": "", "label": self.get_page_title()}
        context = self.get_context_data(
            breadcrumbs_items=[*self.breadcrumbs_items, crumb],
            columns=selectors.board(user_id=user_id, on=clock.today()),
            done=selectors.lately_done(user_id=user_id),
            everybody=everybody,
            here=self.request.get_full_path(),
            task_form=form,
            may_change=self.request.user.has_perm("clients.change_task"),
        )
        answer: HttpResponse = self.render_to_response(context, status=status)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's header with these breadcrumbs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "breadcrumbs_items": kwargs["breadcrumbs_items"]}


class TaskView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """A task handed over, put into other words, moved to another day."""

    permission_required = "clients.change_task"
    raise_exception = True
    header_icon = "calendar-check"
    template_name = "clients/admin/board/change.html"

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Change the task")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, filled."""
        task = get_object_or_404(Task.objects.open(), pk=pk)
        return self._form(forms.TaskForm(initial=forms.given(task)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it and go back to where the button stood."""
        task = get_object_or_404(Task, pk=pk)
        form = forms.TaskForm(request.POST, initial=forms.given(task))
        if not form.is_valid():
            return self._form(form, status=422)
        try:
            services.change_task(task_id=pk, **form.task())
        except TaskDone:
            messages.warning(request, _("The task is done already."))
        return redirect(self._back())

    def _back(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse("client-tasks:index")

    def _form(self, form: forms.TaskForm, status: int = 200) -> HttpResponse:
        board = {"url": reverse("client-tasks:index"), "label": _("Tasks")}
        crumbs = [*self.breadcrumbs_items, board, {"url": "", "label": self.get_page_title()}]
        context = {**self.get_context_data(), "breadcrumbs_items": crumbs}
        context |= {"task_form": form, "next": self._back()}
        answer: HttpResponse = self.render_to_response(context, status=status)
        return answer


@require_POST
@permission_required("clients.add_task", raise_exception=True)
def give(request: HttpRequest, client_id: int) -> HttpResponse:
    """A task about the client on whose card it is typed."""
    get_object_or_404(Client, pk=client_id)
    form = forms.TaskForm(request.POST)
    if form.is_valid():
        services.give_task(
            **form.task(), client_id=client_id, by_user_id=_staff_id(request), at=clock.now()
        )
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
    return redirect(f"{reverse('clients:card', args=[client_id])}#tasks-section")


#: What the buttons of a task that wait for a day ask for.
_DAYS = {"tomorrow": 1, "week": 7}


@require_POST
@permission_required("clients.change_task", raise_exception=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, not done after all, put off, or taken on, as the pressed button says."""
    task = get_object_or_404(Task, pk=pk)
    deed = request.POST.get("deed", "")
    try:
        _do(task, deed, request)
    except TaskDone:
        messages.warning(request, _("The task is done already."))
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or reverse("client-tasks:index"))


def _do(task: Task, deed: str, request: HttpRequest) -> None:
    if deed == "done":
        services.finish_task(task_id=task.pk, by_user_id=_staff_id(request), at=clock.now())
    elif deed == "reopen":
        services.reopen_task(task_id=task.pk)
    elif deed == "take":
        services.hand_task(task_id=task.pk, assignee_id=_staff_id(request))
    elif deed in _DAYS:
        later = clock.today() + timedelta(days=_DAYS[deed])
        services.move_task(task_id=task.pk, due_on=later)
