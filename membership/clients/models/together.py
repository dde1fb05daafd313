"""Deeds on many clients at once, kept so that they can be taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ManyDeed(models.Model):
    """One deed on many cards: what it was, whom it touched, and whether it was taken back."""

    #: Its word in ``together.deeds``.
    deed = models.CharField(max_length=20)
    #: What was chosen, as it was typed: the word of the tag, the text of the task.
    words = models.CharField(_("what"), max_length=300)
    #: What the undo works on: the rows that put a tag on cards, cards that lost one, tasks.
    touched = models.JSONField(default=list)
    #: The tag; None for tasks.
    tag = models.ForeignKey(
        "clients.ClientTag", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    count = models.PositiveIntegerField(_("clients"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(_("done"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("taken back"), null=True)
    #: On how many it stayed, because somebody had worked on them since.
    stayed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-done_at", "-id"]
        verbose_name = _("deed on several clients")
        verbose_name_plural = _("deeds on several clients")

    def __str__(self) -> str:
        return self.words
