"""Keeping pages: the form stands on a page of its own, for kept pages carry none."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from membership.accounts.models import User
from membership.accounts.views import form_methods
from membership.cabinet import bookmarks
from portal.core import clock


@login_required
@never_cache
@require_safe
def all_bookmarks(request: HttpRequest) -> HttpResponse:
    """Everything she keeps."""
    user_id = cast(User, request.user).pk
    language = translation.get_language() or "ky"
    rows = bookmarks.rows(user_id, language, at_most=bookmarks.MOST)
    return render(request, "cabinet/bookmarks.html", {"rows": rows})


@login_required
@never_cache
@form_methods
def bookmark(request: HttpRequest, page_id: int) -> HttpResponse:
    """Keep a page or let it go, and back to it."""
    page = bookmarks.page_to_keep(page_id)
    if page is None:
        raise Http404
    user_id = cast(User, request.user).pk
    if request.method != "POST":
        context = {"page": page, "is_kept": bookmarks.has(user_id, page)}
        return render(request, "cabinet/bookmark.html", context)
    if request.POST.get("keep") == "no":
        bookmarks.remove(user_id=user_id, page=page)
        messages.success(request, _("Taken out of your bookmarks."))
    else:
        bookmarks.add(user_id=user_id, page=page, at=clock.now())
        messages.success(request, _("It is in your bookmarks."))
    if request.POST.get("back") == "list":
        return redirect("cabinet:bookmarks")
    return redirect(page.url or "cabinet:bookmarks")
