"""What the member's room itself puts into its slots."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from membership.accounts import selectors as accounts
from membership.cabinet import bookmarks
from membership.cabinet import offices as offices_
from membership.cabinet.adoptions import selectors as adoptions
from membership.clients import hand_overs
from membership.clients import selectors as clients
from portal.core import clock, skeletons, slots
from portal.events import selectors as events
from search import wishes


@slots.fill("cabinet.next", order=10)
def finish_registration(context: dict[str, Any]) -> str:
    """A registration stopped half-way."""
    answers = accounts.registration_of(context["request"].user.pk)
    if answers is None or answers.is_finished:
        return ""
    return _step(
        text=_("Finish your registration."),
        note=_("What you have answered is kept."),
        url=reverse("accounts:registration"),
        link=_("Go on"),
    )


@slots.fill("cabinet.next", order=20)
def offices(context: dict[str, Any]) -> str:
    """Offices that wait to be confirmed, and those that staff could not confirm."""
    steps = ""
    for held in offices_.of_member(context["request"].user.pk, on=clock.today()):
        office = held.office
        body = {"role": office.get_role_display(), "body": office.organisation.name}
        if held.serves_in and held.serves_in != office.organisation:
            steps += _step(
                text=_("Your body was taken over by: %(body)s.") % {"body": held.serves_in.name},
                note=_("Your mandate ended with the old body. Do you serve in the new one?"),
                url=reverse("cabinet:claim_office", args=[office.pk]),
                link=_("I serve in the new body"),
            )
        elif held.state == "waiting":
            steps += _step(
                text=_("Your office waits to be confirmed: %(role)s, %(body)s.") % body,
                note=_while_waiting(clients.office_check_days()),
                url=reverse("cabinet:profile"),
                link=_("Check my data"),
            )
        elif held.state == "declined":
            steps += _step(
                text=_("Your office could not be confirmed: %(role)s, %(body)s.") % body,
                note=_after_a_no(held),
                url=reverse("cabinet:offices"),
                link=_("My offices"),
            )
    return steps


def _after_a_no(held: offices_.Held) -> str:
    if held.is_over and not held.serves_in:
        return _("Read why, and name the office that you hold today.")
    return _("Read why, correct your role or municipality, or ask to look again.")


def _while_waiting(days: int) -> str:
    return ngettext(
        "The administrator checks it, as a rule within %(days)s working day. "
        "You need to do nothing; reading and asking are open to you already.",
        "The administrator checks it, as a rule within %(days)s working days. "
        "You need to do nothing; reading and asking are open to you already.",
        days,
    ) % {"days": days}


@slots.fill("cabinet.next", order=22)
def colleagues(context: dict[str, Any]) -> str:
    """Colleagues of the same body who wait to be confirmed."""
    claims = offices_.claims_to_confirm(context["request"].user.pk, on=clock.today())
    if not claims:
        return ""
    first = {"role": claims[0].get_role_display(), "name": claims[0].client.name}
    return _step(
        text=_("A colleague waits to be confirmed: %(name)s, %(role)s.") % first,
        note=_("Somebody of your body says so. You know best whether it is right."),
        url=f"{reverse('cabinet:offices')}#colleagues",
        link=_("Look and decide"),
    )


@slots.fill("cabinet.next", order=25)
def next_event(context: dict[str, Any]) -> str:
    """The next event she has a place at, within a week."""
    now = clock.now()
    visits = events.visits_of(context["request"].user.pk, get_language() or "ky", now)
    near = [
        one
        for one in visits
        if not (one.is_over or one.is_waiting or one.is_called_off)
        and one.starts_at < now + timedelta(days=7)
    ]
    if not near:
        return ""
    return _step(
        text=near[0].title,
        note=_("%(when)s, Bishkek time") % {"when": near[0].when},
        url=near[0].url,
        link=_("How to join") if near[0].join_url else _("My registration"),
    )


@slots.fill("cabinet.section", order=5)
def handed_over_to_me(context: dict[str, Any]) -> str:
    """What she took over with an office, until she closes the notice or it is old."""
    request = context["request"]
    taken = hand_overs.told_to(request.user, at=clock.now())
    return render_to_string("cabinet/offices/taken.html", {"taken": taken}, request)


@slots.fill("cabinet.section", order=30)
def my_events(context: dict[str, Any]) -> str:
    """The events she has registered for, with the way in and the way out."""
    visits = events.visits_of(context["request"].user.pk, get_language() or "ky", clock.now())
    return render_to_string("cabinet/my_events.html", {"visits": visits}) if visits else ""


@slots.fill("cabinet.section", order=30)
def practices_in_use(context: dict[str, Any]) -> str:
    """What her municipality took over; nothing for those who speak for none."""
    reader = context["request"].user
    if not adoptions.places_of(reader):
        return ""
    rows = adoptions.rows(reader, get_language() or "ky")
    return render_to_string("cabinet/adoptions/section.html", {"rows": rows})


@slots.fill("practice.adopt")
def take_over(context: dict[str, Any]) -> str:
    """The way to say that one's municipality does the same; the form has a page of its own."""
    return render_to_string("cabinet/adoptions/link.html", {"key": context["ledger"].key})


@slots.fill("cabinet.section", order=50)
def my_bookmarks(context: dict[str, Any]) -> str:
    """The newest bookmarks."""
    user_id = context["request"].user.pk
    rows = bookmarks.rows(user_id, get_language() or "ky", at_most=3)
    return render_to_string("cabinet/my_bookmarks.html", {"rows": rows}) if rows else ""


@skeletons.places.named("page.bookmark")
def keep_for_me(request: HttpRequest | None, page: Any) -> str:
    """Under a practice, an article, a material: the way to the form that keeps it."""
    if request is None or page is None or page.pk is None:
        return ""
    user = request.user
    is_kept = user.is_authenticated and bookmarks.has(user.pk, page)
    return render_to_string("cabinet/bookmark_link.html", {"page": page, "is_kept": is_kept})


@slots.fill("cabinet.section", order=45)
def what_i_wait_for(context: dict[str, Any]) -> str:
    """What the member wants to be told of, and what has appeared."""
    found = wishes.of_user(context["request"].user.pk)
    return render_to_string("cabinet/wishes.html", {"wishes": found}) if found else ""


def _step(**words: str) -> str:
    return render_to_string("components/next_step.html", words)
