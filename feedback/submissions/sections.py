"""What other rooms' pages show of submissions."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from feedback.submissions import selectors
from feedback.submissions.states import State
from membership.clients import selectors as clients
from membership.clients.services.mandates import KEPT_PAGES_MARK as OFFICES_MARK
from portal.core import clock, pagecache, slots


def _member(context: dict[str, Any]) -> Any:
    request = context.get("request")
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _of_member(context: dict[str, Any], member: Any) -> list[Any]:
    """One query for both places in her room."""
    request = context["request"]
    if not hasattr(request, "_submissions"):
        request._submissions = selectors.of_member(member)
    found: list[Any] = request._submissions
    return found


@slots.fill("cabinet.next", order=30)
def to_correct(context: dict[str, Any]) -> str:
    """What the reviewer sent back, and what waits to be finished."""
    if (member := _member(context)) is None:
        return ""
    mine = _of_member(context, member)
    returned = [one for one in mine if one.state == State.RETURNED]
    drafts = [one for one in mine if one.state == State.DRAFT][:1]
    return render_to_string("submissions/next_steps.html", {"returned": returned, "drafts": drafts})


@slots.fill("cabinet.section", order=30)
def my_practices(context: dict[str, Any]) -> str:
    """All her submissions."""
    if (member := _member(context)) is None:
        return ""
    return render_to_string(
        "submissions/room_section.html", {"submissions": _of_member(context, member)}
    )


@slots.fill("adoption.next")
def tell_it_as_ones_own(context: dict[str, Any]) -> str:
    """What is in use with her may become a practice page of its own."""
    entry, practice = context["entry"], context["practice"]
    if practice is None or entry.state != "in_use":
        return ""
    return render_to_string("submissions/own_practice.html", {"origin": practice})


@slots.fill("practice.contact")
def confirmed_office(context: dict[str, Any]) -> str:
    """Beside the author's name: her office was checked. The same for every reader."""
    pagecache.shows(OFFICES_MARK)
    owner_id = selectors.author_of(context["page"])
    office = clients.confirmed_office(owner_id, on=clock.today())
    if office is None:
        return ""
    return render_to_string("submissions/confirmed_office.html", {"office": office})


@slots.fill("client.card", order=60)
def on_the_card(context: dict[str, Any]) -> str:
    """What a client has sent in, with counts."""
    request, client_id = context.get("request"), context.get("client_id")
    if client_id is None or not request or not request.user.has_perm("submissions.view_submission"):
        return ""
    found = selectors.of_client(client_id)
    counts = {
        "received": sum(one.state != State.WITHDRAWN for one in found),
        "published": sum(one.state == State.PUBLISHED for one in found),
    }
    return render_to_string(
        "submissions/admin/card_section.html",
        {"submissions": found, "counts": counts, "queue": reverse("submissions_review:index")},
    )
