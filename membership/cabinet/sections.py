"""What the member's room itself puts into its slots."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from membership.accounts import selectors as accounts
from portal.core import slots


@slots.fill("cabinet.next", order=10)
def finish_registration(context: dict[str, Any]) -> str:
    """A registration stopped half-way."""
    answers = accounts.registration_of(context["request"].user.pk)
    if answers is None or answers.is_finished:
        return ""
    return render_to_string(
        "components/next_step.html",
        {
            "text": _("Finish your registration."),
            "note": _("What you have answered is kept."),
            "url": reverse("accounts:registration"),
            "link": _("Go on"),
        },
    )
