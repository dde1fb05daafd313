"""What a member does with a page of the form: saves it, adds files, goes on."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from feedback.submissions import errors, services, typed
from feedback.submissions.completeness import STEPS
from feedback.submissions.forms import SHEETS, Sheet
from feedback.submissions.models import Submission
from portal.core import clock

#: Values of the button that was pressed.
NEXT, GO, MORE, UPLOAD, REMOVE = "next", "go-", "more-", "upload", "remove-"
#: Names of the boxes for what the files show.
TITLE = "title-"


@dataclass(frozen=True, slots=True)
class Taken:
    """A page that was posted and saved."""

    form: Sheet
    #: The same page, at the place she was.
    here: str
    #: Where she wanted to go, when nothing on the page keeps her.
    onward: str = ""
    #: Words to confirm what was done.
    said: str = ""


def keep(
    submission: Submission, step: str, answers: MultiValueDict[str, str], *, at: datetime
) -> Sheet:
    """Save a page as it was typed, understood or not.

    Raises:
        NotEditable: the text is with the reviewer or decided.
    """
    form = SHEETS[step](submission, answers)
    services.save_draft(
        submission_id=submission.pk,
        step=step,
        values=form.understood(),
        unfinished=form.as_typed(),
        at=at,
    )
    if step == "proof":
        services.name_evidence(submission_id=submission.pk, titles=_titles_in(answers))
    return form


def _titles_in(answers: MultiValueDict[str, str]) -> dict[int, str]:
    """What she says the files show, by the id of the file."""
    ids = {name: name.removeprefix(TITLE) for name in answers if name.startswith(TITLE)}
    return {
        int(number): " ".join(answers.get(name, "").split())
        for name, number in ids.items()
        if number.isascii() and number.isdigit() and len(number) < 19
    }


def take(request: HttpRequest, submission: Submission, step: str) -> Taken:
    """Save a posted page with its files and see what its button asked for."""
    here = reverse("submissions:sheet", args=[submission.pk, step])
    deed = request.POST.get("do", NEXT)
    try:
        form = keep(submission, step, typed.answers_in(request.POST), at=clock.now())
        troubles = _handle_files(request, submission, deed)
    except errors.NotEditable:
        return Taken(SHEETS[step](submission), here, onward=_page_of(submission))
    if deed != NEXT:
        form.forgive()
    for trouble in troubles:
        form.add_error(None, trouble)
    if deed == NEXT:
        return Taken(form, here, onward="" if form.errors else _after(submission, step))
    if deed.startswith(GO) and not troubles:
        return Taken(form, here, onward=_address(submission, deed.removeprefix(GO)))
    return Taken(form, here + _place(deed), said=_("The draft is saved."))


def _handle_files(request: HttpRequest, submission: Submission, deed: str) -> list[str]:
    """Keep what was sent and remove what was ticked off; returns what went wrong, in words."""
    if deed.startswith(REMOVE) and deed.removeprefix(REMOVE).isdecimal():
        services.remove_evidence(
            submission_id=submission.pk, evidence_id=int(deed.removeprefix(REMOVE)[:18])
        )
    troubles = []
    for file in request.FILES.getlist("files"):
        try:
            services.add_evidence(submission_id=submission.pk, file=file, at=clock.now())
        except ValidationError as error:
            troubles.append(f"{file.name}: {error.messages[0]}")
        except errors.TooManyFiles:
            troubles.append(_("There are enough files. Remove one to add another."))
            break
    return troubles


def _after(submission: Submission, step: str) -> str:
    following = STEPS[STEPS.index(step) + 1 :]
    return _address(submission, following[0] if following else "")


def _address(submission: Submission, step: str) -> str:
    """A page of the form; the last look before the sending when there is no such page."""
    if step in STEPS:
        return reverse("submissions:sheet", args=[submission.pk, step])
    return reverse("submissions:check", args=[submission.pk])


def _page_of(submission: Submission) -> str:
    return reverse("submissions:submission", args=[submission.pk])


def _place(deed: str) -> str:
    if deed.startswith(MORE) and deed.removeprefix(MORE).isidentifier():
        return f"#{deed.removeprefix(MORE)}"
    return "#files" if deed == UPLOAD or deed.startswith(REMOVE) else ""
