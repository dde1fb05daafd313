"""Names of what submissions put on the timeline of a client."""

from django.utils.translation import gettext_lazy as _

from membership.clients import timeline_kinds

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
