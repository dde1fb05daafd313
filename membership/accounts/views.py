"""Registration without a password: contact, code, person, role, consents."""

from typing import Any, cast

from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, LoginView, SignupView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from membership.accounts import onward, presumed, selectors, services
from membership.accounts.models import Registration, User
from membership.accounts.step_forms import NO_ROLE, ConsentsForm, PersonForm, RoleForm
from portal.core import clock
from portal.core.audience import Category

#: What was typed for a contact, shown once more to whoever has to begin again.
TYPED = "typed_contact"
#: Set while somebody registers: the page of the code then counts the steps.
REGISTERING = "registering"

form_methods = require_http_methods(["GET", "HEAD", "POST"])


class ContactView(SignupView):
    """Step 1: an e-mail address or a phone number."""

    def get_initial(self) -> dict[str, Any]:
        """Whoever begins again corrects what she typed."""
        return {**super().get_initial(), "contact": self.request.session.pop(TYPED, "")}

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[TYPED] = form.data.get("contact", "")
        self.request.session[REGISTERING] = True
        onward.remember(self.request, self.get_next_url())
        return cast(HttpResponse, super().form_valid(form))

    def get_success_url(self) -> str:
        """The registration comes before the page she came from."""
        return reverse("accounts:registration")

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Whoever comes back from the page of the code has typed a wrong contact."""
        clear_login(request)


class SignInView(LoginView):
    """A contact, and a password for those who have one."""

    def get_initial(self) -> dict[str, Any]:
        """Whoever begins again corrects what she typed."""
        return {**super().get_initial(), "login": self.request.session.pop(TYPED, "")}

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[TYPED] = form.data.get("login", "")
        self.request.session.pop(REGISTERING, None)
        onward.remember(self.request, self.get_next_url())
        answer = cast(HttpResponse, super().form_valid(form))
        if self.request.user.is_authenticated:  # by a password: no code follows
            self.request.session.pop(TYPED, None)
        return answer

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Whoever comes back from the page of the code has typed a wrong contact."""
        clear_login(request)


class CodeView(ConfirmLoginCodeView):
    """Step 2, and the way in for those who registered earlier.

    Whether the contact was known must not show, so every answer is the same for both.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = {"registering": self._registering(), "begin_again_url": self._begin_again_url()}
        return {**context, **own}

    def _registering(self) -> bool:
        return bool(self.request.session.get(REGISTERING))

    def _begin_again_url(self) -> str:
        page = reverse("account_signup" if self._registering() else "account_login")
        return onward.carried_by(self.request, page)

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        if self._process.user and self._process.state.get("email"):
            sync_user_email_address(self._process.user)
        self.request.session.pop(TYPED, None)
        return cast(HttpResponse, super()._verify_form_valid(form))

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        """allauth trips over a phone number that has no account."""
        if self._process.user:
            return cast(HttpResponse, super()._resend_form_valid(form))
        self._process.record_resend()
        self._process.persist()
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def form_invalid(self, form: Any) -> HttpResponse:
        """After the last attempt everybody begins again on the page he came from."""
        response = cast(HttpResponse, super().form_invalid(form))
        if isinstance(response, HttpResponseRedirect):
            return redirect(self._begin_again_url())
        return response


def registration_for(request: HttpRequest) -> Registration:
    """The answers so far; begun for accounts that staff made."""
    user = cast(User, request.user)
    language = translation.get_language() or "ky"
    return selectors.registration_of(user.pk) or services.begin_registration(
        user_id=user.pk, language=language, at=clock.now()
    )


@login_required
@never_cache
def registration(request: HttpRequest) -> HttpResponse:
    """Go on where she stopped."""
    answers = registration_for(request)
    if not answers.is_finished:
        return redirect(f"accounts:{answers.step}")
    request.session.pop(REGISTERING, None)
    return redirect(onward.take(request) or "cabinet:room")


@login_required
@never_cache
@form_methods
def person(request: HttpRequest) -> HttpResponse:
    """Step 3: name and municipality."""
    answers = registration_for(request)
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, initial=person_initial(answers))
    if request.method == "POST" and form.is_valid():
        save_person_from(form, answers)
        return redirect("accounts:role")
    return render(request, "accounts/person.html", {"form": form})


@login_required
@never_cache
@form_methods
def role(request: HttpRequest) -> HttpResponse:
    """Step 4: role, category, language."""
    answers = registration_for(request)
    if answers.step == Registration.Step.PERSON:
        return redirect("accounts:person")
    form = role_form(request, answers)
    if request.method == "POST" and form.is_valid():
        save_role_from(form, answers)
        return redirect("accounts:consents")
    return render(request, "accounts/role.html", {"form": form})


@login_required
@never_cache
@form_methods
def consents(request: HttpRequest) -> HttpResponse:
    """Step 5: what we may tell her, and how."""
    answers = registration_for(request)
    if answers.step in {Registration.Step.PERSON, Registration.Step.ROLE}:
        return redirect(f"accounts:{answers.step}")
    if answers.is_finished:
        return redirect("cabinet:room")
    texts = selectors.consent_texts_for(answers.user, on=clock.today())
    form = ConsentsForm(request.POST if request.method == "POST" else None, texts=texts)
    if request.method == "POST" and form.is_valid():
        services.save_consents(
            user_id=answers.user_id,
            shown=texts,
            agreed=form.agreed,
            language=translation.get_language() or "ky",
            at=clock.now(),
        )
        messages.success(request, _("You are registered. Welcome!"))
        return redirect("accounts:registration")
    return render(request, "accounts/consents.html", {"form": form})


def person_initial(answers: Registration) -> dict[str, Any]:
    """What the step of the person shows before it is answered anew."""
    territory = answers.territory
    return {
        "family_name": answers.user.last_name,
        "given_name": answers.user.first_name,
        "territory": territory,
        "elsewhere": territory is None and answers.step != Registration.Step.PERSON,
    }


def save_person_from(form: PersonForm, answers: Registration) -> None:
    """Store a valid step of the person."""
    services.save_person(
        user_id=answers.user_id,
        family_name=form.cleaned_data["family_name"],
        given_name=form.cleaned_data["given_name"],
        territory_id=form.territory_id,
        at=clock.now(),
    )


def role_form(request: HttpRequest, answers: Registration) -> RoleForm:
    """The step of the role, filled with what was answered before, or with what is known of her."""
    has_municipality = answers.territory_id is not None
    return RoleForm(
        request.POST if request.method == "POST" else None,
        today=clock.today(),
        has_municipality=has_municipality,
        initial={
            **_role_initial(answers, has_municipality=has_municipality),
            "mandate_starts_on": answers.mandate_starts_on,
            "mandate_ends_on": answers.mandate_ends_on,
            "language": answers.language,
        },
    )


def _role_initial(answers: Registration, *, has_municipality: bool) -> dict[str, str | None]:
    """Who serves in a municipality has a role there and is asked for no category."""
    if answers.category:
        return {"role": answers.role or NO_ROLE, "category": answers.category}
    category = presumed.category_of(answers.user_id)
    if has_municipality and category in {"", Category.LSG}:
        return {"role": None, "category": ""}
    return {"role": NO_ROLE if category else None, "category": category}


def save_role_from(form: RoleForm, answers: Registration) -> None:
    """Store a valid step of the role."""
    services.save_role(
        user_id=answers.user_id,
        role=form.chosen_role,
        category=form.cleaned_data["category"],
        language=form.cleaned_data["language"],
        mandate_starts_on=form.cleaned_data.get("mandate_starts_on"),
        mandate_ends_on=form.cleaned_data.get("mandate_ends_on"),
        at=clock.now(),
    )
