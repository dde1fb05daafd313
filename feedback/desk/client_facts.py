"""What the desk tells the client base: whose questions wait."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.desk import selectors
from feedback.desk.models import Inquiry
from membership.clients import next_steps, timeline_kinds
from membership.clients.next_steps import NextStep


@next_steps.sources.named("desk")
def steps(client: Any, staff: Any) -> Iterator[NextStep]:
    """To answer what she asked."""
    if not staff.has_perm("desk.view_inquiry"):
        return
    for inquiry in selectors.inquiries_of_card(client):
        if inquiry.state == Inquiry.State.WAITING:
            words = _("Question %(number)s waits for an answer until %(day)s.") % {
                "number": inquiry.number,
                "day": f"{inquiry.due_on:%d.%m.%Y}",
            }
            yield NextStep(words, reverse("inquiries:card", args=[inquiry.pk]))


timeline_kinds.known.add("inquiry.asked", gettext_lazy("Asked a question"))
timeline_kinds.known.add("inquiry.answered", gettext_lazy("Received an answer"))
