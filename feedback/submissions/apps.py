"""Practices sent in by members, and their review."""

from django.utils.translation import gettext_lazy as _

from portal.core import rooms


class Submissions(rooms.Room):
    name = "feedback.submissions"
    label = "submissions"
    verbose_name = _("Submissions")
