"""Saying that one's municipality takes a practice over, and telling on later."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from membership.accounts.views import form_methods
from membership.cabinet.adoptions import selectors
from membership.cabinet.adoptions.forms import TakeOverForm
from membership.clients import selectors as clients
from portal.core import clock
from portal.practices import errors
from portal.practices.adoptions import selectors as adoptions
from portal.practices.adoptions import services
from portal.practices.adoptions.forms import StatementForm
from portal.practices.adoptions.models import Adoption
from portal.practices.models import PracticePage

limited = ratelimit(key="user_or_ip", rate="30/h", method="POST", block=True)


@never_cache
@form_methods
@limited  # type: ignore[untyped-decorator]
def take_over(request: HttpRequest, practice_key: UUID) -> HttpResponse:
    """The form for those who speak for a municipality; for others, what they can do instead."""
    practice = _practice(practice_key)
    standing = selectors.standing(request.user, practice)
    if standing.entries and not standing.free:
        return redirect("cabinet:adoption", standing.entries[0].pk)
    context: dict[str, Any] = {"practice": practice, "standing": standing}
    if not standing.free:
        context["days"] = clients.office_check_days()
        return render(request, "cabinet/adoptions/instead.html", context)
    form = TakeOverForm(request.POST or None, request.FILES or None, places=standing.free)
    if request.method == "POST" and form.is_valid() and _record(request, practice, form):
        messages.success(request, _("Thank you. It stands on the page of the practice now."))
        return redirect("cabinet:room")
    return render(request, "cabinet/adoptions/take_over.html", {**context, "form": form})


@login_required
@never_cache
@form_methods
@limited  # type: ignore[untyped-decorator]
def adoption(request: HttpRequest, adoption_id: int) -> HttpResponse:
    """What was told so far, and the form to tell on; of other municipalities nothing is found."""
    entry = selectors.entry_of(request.user, adoption_id)
    if entry is None:
        raise Http404
    practice = adoptions.practice_of(entry.practice_key, _language())
    form = StatementForm(request.POST or None, request.FILES or None, adoption=entry)
    if request.method == "POST" and form.is_valid() and _move(request, entry, form):
        messages.success(request, _("Thank you. What you told before stays in the history."))
        return redirect("cabinet:room")
    context = {"entry": entry, "practice": practice, "form": form, "steps": entry.steps.all()}
    return render(request, "cabinet/adoptions/adoption.html", context)


def _record(request: HttpRequest, practice: PracticePage, form: TakeOverForm) -> bool:
    try:
        with transaction.atomic():
            services.record_adoption(
                practice_key=practice.translation_key,
                territory_id=form.territory_id,
                statement=_statement(request, practice.title, form),
                at=clock.now(),
            )
    except errors.AlreadyRecorded:
        form.add_error(None, _("A colleague has just entered your municipality."))
    except errors.PracticeNotOpen:
        raise Http404 from None
    return not form.errors


def _move(request: HttpRequest, entry: Adoption, form: StatementForm) -> bool:
    try:
        with transaction.atomic():
            services.move_adoption(
                adoption_id=entry.pk,
                statement=_statement(request, entry.territory.name, form),
                at=clock.now(),
            )
    except (errors.MoveNotAllowed, errors.WrongDay, errors.AdoptionClosed):
        form.add_error(None, _("A colleague has told on in the meantime. Open the page again."))
    return not form.errors


def _statement(request: HttpRequest, title: str, form: StatementForm) -> services.Statement:
    by_id = cast(int, request.user.pk)
    return form.statement(language=_language(), by_id=by_id, title=title)


def _practice(practice_key: UUID) -> PracticePage:
    practice = adoptions.practice_of(practice_key, _language())
    if practice is None:
        raise Http404
    return practice


def _language() -> str:
    return get_language() or "ky"
