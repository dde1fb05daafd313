"""What was typed is never lost: cleaned of what no person types, and kept over a sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from feedback.submissions.models import Submission

_KEPT = "submissions.typed"

View = Callable[..., HttpResponse]


def answers_in(post: QueryDict) -> MultiValueDict[str, str]:
    """The posted values without NUL, which nobody sees and PostgreSQL cannot store."""
    return MultiValueDict(
        {
            name.replace("\x00", ""): [value.replace("\x00", "") for value in values]
            for name, values in post.lists()
        }
    )


def kept_over_sign_in(view: View) -> View:
    """Ask for a sign-in; a page posted after the session has ended waits for its author."""

    @wraps(view)
    def guarded(request: HttpRequest, submission_id: int, step: str) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, submission_id, step)
        if request.method == "POST":
            request.session[_KEPT] = {
                "submission": submission_id,
                "step": step,
                "answers": dict(answers_in(request.POST).lists()),
            }
        return redirect_to_login(request.get_full_path())

    return guarded


def left_before_sign_in(
    request: HttpRequest, submission: Submission, step: str
) -> MultiValueDict[str, str] | None:
    """What the author of ``submission`` had typed when her session ended. Given out once."""
    kept: dict[str, Any] = request.session.get(_KEPT) or {}
    if (kept.get("submission"), kept.get("step")) != (submission.pk, step):
        return None
    del request.session[_KEPT]
    return MultiValueDict(kept["answers"])
