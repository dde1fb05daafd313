"""Asking, and reading the answer."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit
from wagtail.models import Page

from feedback.desk import services
from feedback.desk.forms import LONGEST, InquiryForm
from feedback.desk.models import Inquiry
from portal.core import clock
from portal.topics import selectors as topics

#: What somebody typed before signing in, kept in the session until she comes back.
DRAFT = "desk_draft"


@never_cache
@ratelimit(key="user_or_ip", rate="20/h", method="POST", block=False)  # type: ignore[untyped-decorator]
def ask(request: HttpRequest) -> HttpResponse:
    """The question form. Who is not signed in signs in next; what was typed waits for her."""
    if request.method == "POST":
        return _receive(request)
    kept = request.session.get(DRAFT, {}) if request.user.is_authenticated else {}
    topic = topics.ids_of([request.GET.get("topic", "")])
    carried = {"text": request.GET.get("text", "")[:LONGEST], "topic": next(iter(topic), None)}
    # what she has just typed elsewhere wins over what waited in the session
    typed = kept | {name: value for name, value in carried.items() if value}
    about = _page(request.GET.get("about") or kept.get("about"))
    return _show(request, InquiryForm(initial=typed), about)


def _receive(request: HttpRequest) -> HttpResponse:
    form = InquiryForm(request.POST)
    about = _page(request.POST.get("about"))
    if getattr(request, "limited", False):
        form.add_error(
            None, _("Many questions came from you within an hour. Wait a little and send again.")
        )
        return _show(request, form, about, status=429)
    if not form.is_valid():
        return _show(request, form, about, status=422)
    if not request.user.is_authenticated:
        kept = {name: form.data.get(name, "") for name in ("kind", "text", "topic")}
        request.session[DRAFT] = {**kept, "about": about.pk if about else ""}
        return redirect_to_login(request.path)
    inquiry = services.ask(
        form_key=form.cleaned_data["form_key"],
        author_id=request.user.pk,
        kind=form.cleaned_data["kind"],
        text=form.cleaned_data["text"],
        topic_id=form.cleaned_data["topic"],
        about_id=about.pk if about else None,
        language=get_language() or "ky",
        asked_at=clock.now(),
    )
    request.session.pop(DRAFT, None)
    return redirect(inquiry)


def _show(
    request: HttpRequest, form: InquiryForm, about: Page | None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "about": about}
    return render(request, "desk/ask.html", context, status=status)


def _page(number: Any) -> Page | None:
    text = str(number or "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return Page.objects.live().public().filter(pk=int(text)).first()


@never_cache
@login_required
def inquiry(request: HttpRequest, number: str) -> HttpResponse:
    """One's own inquiry with its clock and its answer; somebody else's is not found."""
    mine = Inquiry.objects.of_author(cast(int, request.user.pk)).select_related("about", "topic")
    return render(request, "desk/inquiry.html", {"inquiry": get_object_or_404(mine, number=number)})
