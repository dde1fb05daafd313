"""“Tell me when it appears”: the form, and the links in the letters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from portal.core import clock
from portal.core.dead_links import DeadLink
from search import queries, wishes
from search.forms import WishForm


@never_cache
@ratelimit(key="ip", rate="20/h", method="POST", block=False)  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest) -> HttpResponse:
    """Ask to be told when something appears that answers a search."""
    signed_in = request.user.is_authenticated
    if request.method != "POST":
        text = request.GET.get("q", "")[: queries.LONGEST]
        form = WishForm(initial={"text": text}, signed_in=signed_in)
        return render(request, "search/wish.html", {"form": form})
    form = WishForm(request.POST, signed_in=signed_in)
    if getattr(request, "limited", False):
        form.add_error(None, _("Too many requests. Wait a little and try again."))
    if not form.is_valid():
        return render(request, "search/wish.html", {"form": form}, status=422)
    return _kept(request, form)


def _kept(request: HttpRequest, form: WishForm) -> HttpResponse:
    text = form.cleaned_data["text"]
    kept = wishes.wish(
        text=text,
        locale=get_language() or "ky",
        user_id=request.user.pk,
        email=form.cleaned_data.get("email", ""),
    )
    if kept is None:
        form.add_error(None, _("You wait for many things already. Give one up first."))
        return render(request, "search/wish.html", {"form": form}, status=422)
    if request.user.is_authenticated:
        messages.success(request, _("We will tell you when it appears."))
    else:
        messages.success(request, _("We have sent you a letter. Open the link in it."))
    return redirect(f"{reverse('search:results')}?{urlencode({'q': text})}")


@never_cache
@require_http_methods(["GET", "HEAD"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter was opened."""
    found = wishes.confirm(token, at=clock.now())
    if found is None:
        raise DeadLink((_("Ask once more"), reverse("search:wish")))
    return render(request, "search/wish_answer.html", {"confirmed": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before giving up: programs that read letters open links too."""
    wish_id = wishes.of_link(token)
    if wish_id is None:
        raise DeadLink((_("Search"), reverse("search:results")))
    if request.method == "POST":
        wishes.give_up(wish_id)
    return render(request, "search/wish_stop.html", {"done": request.method == "POST"})
