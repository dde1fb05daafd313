"""What submissions tell of a client: names on her timeline, texts that a successor took over."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.submissions import selectors
from membership.clients import hand_overs, timeline_kinds

for kind, name in (
    ("received", _("Sent in a practice")),
    ("returned", _("A practice was returned")),
    ("accepted", _("A practice was accepted")),
    ("declined", _("A practice was declined")),
    ("withdrawn", _("Took a practice back")),
    ("published", _("A practice was published")),
    ("taken_over", _("Another municipality follows her practice")),
):
    timeline_kinds.known.add(f"submission.{kind}", name)


def drafts_taken_over(ids: list[int], reader: Any) -> list[hand_overs.Thing]:
    """The texts that are in her hands still, each with its state."""
    return [
        hand_overs.Thing(
            title=one.name,
            url=reverse("submissions:submission", args=[one.pk]),
            note=one.get_state_display(),
        )
        for one in selectors.of_member(reader)
        if one.pk in ids
    ]


hand_overs.kinds.add("drafts", hand_overs.Kind(_("Texts in work"), drafts_taken_over))
