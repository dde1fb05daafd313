"""What is kept about a member: a copy for her, and the way to be forgotten."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from membership.accounts.models import User
from membership.accounts.views import form_methods
from membership.cabinet import copies, erasure, selectors
from membership.cabinet.models import DataCopy
from portal.core import clock, privacy
from portal.core.dead_links import DeadLink


def _language() -> str:
    return translation.get_language() or "ky"


@login_required
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is held and why, the copies asked for, and what would stay."""
    user = cast(User, request.user)
    context = {
        "holdings": [line for _name, line in privacy.holdings()],
        "copies": DataCopy.objects.filter(user=user, good_until__gt=clock.now()),
        "kept": privacy.kept(selectors.person_of(user.pk)),
        "may_erase": erasure.may_erase_herself(user),
    }
    return render(request, "cabinet/my_data.html", context)


@login_required
@never_cache
@require_POST
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    """The worker makes the copy; a letter comes when it is there."""
    copies.ask(user_id=cast(User, request.user).pk, language=_language(), at=clock.now())
    messages.success(request, _("The copy is being made. We write to you when it is ready."))
    return redirect("cabinet:my_data")


@login_required
@never_cache
@require_safe
def fetch_copy(request: HttpRequest, copy_id: int) -> HttpResponse | FileResponse:
    """The file, for its owner alone and for a week."""
    user_id = cast(User, request.user).pk
    copy = copies.to_fetch(user_id=user_id, copy_id=copy_id, at=clock.now())
    if copy is None:
        raise Http404
    name = f"my-data-{copy.asked_at:%Y-%m-%d}.zip"
    return FileResponse(copy.file.open("rb"), as_attachment=True, filename=name)


@login_required
@never_cache
@require_POST
def ask_to_erase(request: HttpRequest) -> HttpResponse:
    """Send the link that confirms to a proven contact."""
    user = cast(User, request.user)
    if not erasure.may_erase_herself(user):
        messages.error(request, _("Your account serves the Portal. Ask the manager to close it."))
    elif erasure.ask(user=user, language=_language(), at=clock.now()):
        messages.success(
            request, _("We sent you a link. Nothing is deleted until you follow it and confirm.")
        )
    else:
        messages.error(request, _("Prove an e-mail address or a phone number first."))
    return redirect("cabinet:my_data")


@login_required
@never_cache
@form_methods
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """The last question, and the deed."""
    user = cast(User, request.user)
    if not erasure.reads_for(token, user) or not erasure.may_erase_herself(user):
        raise DeadLink((_("What is kept about me"), reverse("cabinet:my_data")))
    kept = privacy.kept(selectors.person_of(user.pk))
    if request.method == "POST":
        erasure.confirm(user_id=user.pk)
        logout(request)
        return render(request, "cabinet/erased.html", {"kept": kept})
    lost = privacy.lost(selectors.person_of(user.pk))
    return render(request, "cabinet/erase.html", {"kept": kept, "lost": lost})
