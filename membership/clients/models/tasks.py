"""What somebody of the staff promised to do, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client
from membership.clients.querysets import TaskQuerySet


class Task(models.Model):
    """Something to do by a day, mostly about a client. Done tasks stay as history."""

    client = models.ForeignKey(
        Client,
        verbose_name=_("client"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="tasks",
    )
    text = models.CharField(_("what to do"), max_length=300)
    due_on = models.DateField(_("due"))
    #: Nobody: whoever of the administrators comes first.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField(_("given"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="clients_tasks_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_at__gte=F("given_at")),
                name="clients_task_done_after_given",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="clients_task_says_what"),
        ]

    def __str__(self) -> str:
        return self.text
