"""What the desk puts on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from feedback.desk import selectors
from portal.core import clock, slots


def _rendered(template: str, context: dict[str, Any], **more: Any) -> str:
    return render_to_string(f"desk/slots/{template}.html", {**more, "request": context["request"]})


@slots.fill("page.ask")
def ask_about_page(context: dict[str, Any]) -> str:
    """A link to the question form that remembers the page."""
    return _rendered("ask_link", context, page=context.get("page"))


@slots.fill("topic.ask")
def ask_on_topic(context: dict[str, Any]) -> str:
    """The box for a question on a topic page; the form itself has a page of its own."""
    return _rendered("topic_ask", context, page=context["page"])


@slots.fill("search.nothing")
def ask_instead(context: dict[str, Any]) -> str:
    """Nothing was found: ask, with the words filled in."""
    return _rendered("ask_instead", context, text=context.get("text", ""))


@slots.fill("home.answers")
def answers_on_home(context: dict[str, Any]) -> str:
    """The newest answers on the first page."""
    page = context["page"]
    answers = list(selectors.answers(page.locale.language_code)[:3])
    return _rendered("answers", context, answers=answers) if answers else ""


@slots.fill("topic.sections", order=40)
def answers_on_topic(context: dict[str, Any]) -> str:
    """The newest answers on a topic."""
    page = context["page"]
    answers = selectors.answers_on_topic(page.topic_id, page.locale.language_code, limit=5)
    return _rendered("answers", context, answers=answers, on_topic=True) if answers else ""


@slots.fill("cabinet.section", order=40)
def my_inquiries(context: dict[str, Any]) -> str:
    """What the member asked."""
    inquiries = selectors.inquiries_of(context["request"].user.pk)[:20]
    return _rendered("my_inquiries", context, inquiries=inquiries)


@slots.fill("client.card", order=60)
def inquiries_on_card(context: dict[str, Any]) -> str:
    """What a client asked, for staff."""
    found = selectors.inquiries_of_card(context["client"])
    return _rendered("client_card", context, inquiries=found, today=clock.today())
