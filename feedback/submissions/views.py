"""Pages of an author: how to begin, the form in five steps, what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.submissions import errors, selectors, services, sheet_deeds, typed
from feedback.submissions.completeness import STEPS
from feedback.submissions.forms import SHEETS, Sheet
from feedback.submissions.models import EvidenceFile, Submission
from feedback.submissions.states import Deed
from portal.core import clock


def _own(request: HttpRequest, submission_id: int) -> Submission:
    return get_object_or_404(Submission.objects.of(request.user), pk=submission_id)


def _member(request: HttpRequest) -> int:
    return int(request.user.pk)  # type: ignore[arg-type]


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What is needed, how long it takes, when the answer comes."""
    context = selectors.start(request.user, request.GET.get("origin", ""))
    return render(request, "submissions/start.html", context)


@require_POST
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    origin = selectors.origin_of(request.POST.get("origin", ""))
    try:
        draft = services.start_draft(
            owner_id=_member(request),
            language=translation.get_language() or "ky",
            at=clock.now(),
            origin_id=origin.pk if origin else None,
        )
    except errors.TooManyDrafts:
        messages.error(request, _("You have many unfinished practices. Finish one of them first."))
        return redirect("submissions:start")
    return redirect("submissions:sheet", draft.pk, STEPS[0])


@never_cache
@typed.kept_over_sign_in
def sheet(request: HttpRequest, submission_id: int, step: str) -> HttpResponse:
    """One page of the form."""
    submission = _own(request, submission_id)
    if step not in SHEETS:
        raise Http404
    if not submission.is_editable:
        return redirect("submissions:submission", submission_id)
    if request.method == "POST":
        return _take(request, submission, step)
    if (left := typed.left_before_sign_in(request, submission, step)) is not None:
        sheet_deeds.keep(submission, step, left, at=clock.now())
        messages.success(request, _("What you had typed is kept."))
        submission.refresh_from_db()
    return _show(request, submission, SHEETS[step](submission))


def _take(request: HttpRequest, submission: Submission, step: str) -> HttpResponse:
    taken = sheet_deeds.take(request, submission, step)
    if taken.onward:
        return redirect(taken.onward)
    if taken.said:
        messages.success(request, taken.said)
    if not taken.form.errors:
        return redirect(taken.here)
    submission.refresh_from_db()
    return _show(request, submission, taken.form)


def _show(request: HttpRequest, submission: Submission, form: Sheet) -> HttpResponse:
    context = {"submission": submission, "form": form, **selectors.form_page(submission, form)}
    return render(request, "submissions/sheet.html", context)


@require_POST
@never_cache
def keep(request: HttpRequest, submission_id: int, step: str) -> HttpResponse:
    """Save a page while it is being typed; answers in words for the line under the form."""
    if not request.user.is_authenticated:
        said = _("You are signed out. Press “Save draft”: what you typed is kept.")
        return JsonResponse({"said": said}, status=401)
    submission = _own(request, submission_id)
    if step not in SHEETS:
        raise Http404
    try:
        sheet_deeds.keep(submission, step, typed.answers_in(request.POST), at=clock.now())
    except errors.NotEditable:
        return JsonResponse({"said": _("This practice has been sent already.")}, status=409)
    return JsonResponse({"said": selectors.saved_words(clock.now())})


@require_safe
@login_required
@never_cache
def check(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Everything on one page before it is sent."""
    submission = _own(request, submission_id)
    if not submission.is_editable:
        return redirect("submissions:submission", submission_id)
    context = {"submission": submission, **selectors.check_page(submission)}
    return render(request, "submissions/check.html", context)


@require_POST
@login_required
def send(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Hand it to the reviewer."""
    submission = _own(request, submission_id)
    try:
        services.submit(submission_id=submission.pk, at=clock.now())
    except errors.NotComplete:
        return redirect("submissions:check", submission_id)
    except errors.MoveNotAllowed:
        messages.info(request, _("This practice has been sent already."))
    return redirect("submissions:submission", submission_id)


@require_safe
@login_required
@never_cache
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Where it stands, and what the reviewer says."""
    found = _own(request, submission_id)
    context = {"submission": found, **selectors.author_page(found)}
    return render(request, "submissions/submission.html", context)


@login_required
@never_cache
def withdraw(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Ask once more, then take it back."""
    found = _own(request, submission_id)
    if not found.allows(Deed.WITHDRAW):
        return redirect("submissions:submission", submission_id)
    if request.method != "POST":
        return render(request, "submissions/withdraw.html", {"submission": found})
    try:
        services.withdraw(submission_id=found.pk, at=clock.now())
        messages.success(request, _("You have taken the practice back."))
    except errors.MoveNotAllowed:
        messages.error(request, _("The reviewer has just decided. See the answer below."))
    return redirect("submissions:submission", submission_id)


@require_safe
@login_required
@never_cache
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """A photo or a paper, for its author and for those who review."""
    kept = get_object_or_404(EvidenceFile.objects.visible_to(request.user), pk=evidence_id)
    try:
        opened = kept.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        opened,
        as_attachment=not kept.is_picture,
        filename=kept.name,
        content_type=kept.content_type,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
