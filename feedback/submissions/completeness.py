"""What a submission must hold before it can be sent in."""

from dataclasses import dataclass
from typing import Any

from feedback.submissions.models import Submission

#: The pages of the form in their order, with the answers that each cannot do without.
REQUIRED: dict[str, tuple[str, ...]] = {
    "subject": ("language", "title", "territory", "topics", "started_on", "outcome"),
    "story": ("problem", "solution", "summary"),
    "numbers": (),
    "path": (),
    "proof": ("contact_name",),
}
STEPS = tuple(REQUIRED)


@dataclass(frozen=True, slots=True)
class Gap:
    """One answer that is missing or was not understood."""

    step: str
    #: The answer; empty when something typed on that page was not understood.
    field: str = ""


def gaps(submission: Submission) -> list[Gap]:
    """What keeps the submission from being sent in, in the order of the form."""
    found = []
    for step, fields in REQUIRED.items():
        found += [Gap(step, name) for name in fields if not _answer(submission, name)]
        if step in submission.unfinished:
            found.append(Gap(step))
    return found


def _answer(submission: Submission, name: str) -> Any:
    if name == "topics":
        return submission.topics.exists()
    return getattr(submission, name)
