"""The member's own room: what is next, what she said about herself, what she agreed to."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from membership.accounts import selectors as accounts
from membership.accounts.models import User
from membership.accounts.step_forms import PersonForm
from membership.accounts.views import (
    form_methods,
    person_initial,
    registration_for,
    role_form,
    save_person_from,
    save_role_from,
)
from membership.cabinet import offices, selectors, services
from portal.core import clock


@login_required
@never_cache
@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """First what is next, then plain lists; other rooms fill both."""
    user = cast(User, request.user)
    return render(request, "cabinet/room.html", {"client_id": selectors.client_id_of(user.pk)})


@login_required
@never_cache
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """What she said about herself, with a link to change each part."""
    user = cast(User, request.user)
    context = {
        "answers": accounts.registration_of(user.pk),
        "contacts": selectors.contacts(user),
        "offices": offices.of_member(user.pk, on=clock.today()),
    }
    return render(request, "cabinet/profile.html", context)


@login_required
@never_cache
@form_methods
def person(request: HttpRequest) -> HttpResponse:
    """Change name and municipality."""
    answers = registration_for(request)
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, initial=person_initial(answers))
    if request.method == "POST" and form.is_valid():
        save_person_from(form, answers)
        messages.success(request, _("Your data is changed."))
        return redirect("cabinet:profile")
    return render(request, "cabinet/person.html", {"form": form})


@login_required
@never_cache
@form_methods
def role(request: HttpRequest) -> HttpResponse:
    """Change role, category, language."""
    answers = registration_for(request)
    form = role_form(request, answers)
    if request.method == "POST" and form.is_valid():
        save_role_from(form, answers)
        messages.success(request, _("Your data is changed."))
        return redirect("cabinet:profile")
    return render(request, "cabinet/role.html", {"form": form})


@login_required
@never_cache
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Every consent with its text, and one button each to give it or to take it back."""
    user = cast(User, request.user)
    choices = selectors.consent_choices(user, on=clock.today())
    context = {"services": choices, "history": selectors.consent_history(user.pk)}
    return render(request, "cabinet/consents.html", context)


@login_required
@never_cache
@require_POST
def change_consent(request: HttpRequest) -> HttpResponse:
    """Give or take back one consent."""
    changed = services.change_consent(
        user_id=cast(User, request.user).pk,
        text_id=request.POST.get("text", ""),
        agreed=request.POST.get("agreed") == "yes",
        language=translation.get_language() or "ky",
        at=clock.now(),
    )
    if changed:
        messages.success(request, _("Your choice is kept."))
    return redirect("cabinet:consents")
