"""Answers about inquiries, shaped for pages and the admin."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from feedback.desk.models import AnswerIndexPage, AnswerPage, Inquiry
from portal.topics import selectors as topics

ANSWERS_ON_A_PAGE = 20


def answers_for_index(index: AnswerIndexPage, choices: QueryDict) -> dict[str, Any]:
    """The published answers below ``index``, narrowed by ``topic`` and cut into pages."""
    slug = choices.get("topic", "")
    found = answers(index.locale.language_code)
    known = {topic.key: topic.name for topic in topics.menu(index.locale.language_code)}
    if slug in known:
        found = found.filter(topics__slug=slug)
    part = Paginator(found, ANSWERS_ON_A_PAGE).get_page(choices.get("page"))
    return {"part": part, "chosen": slug if slug in known else "", "topics": known}


def answers(language: str) -> "QuerySet[AnswerPage]":
    """Published answers in ``language``, newest first."""
    found: QuerySet[AnswerPage] = (
        AnswerPage.objects.live()
        .filter(locale__language_code=language)
        .annotate(topic_slugs=topics.slugs_listed(AnswerPage))
        .order_by("-answered_on", "-pk")
    )
    return found


def answers_on_topic(topic_id: int, language: str, *, limit: int) -> list[AnswerPage]:
    """The newest answers on a topic."""
    found = answers(language).filter(topics=topic_id)
    return list(found[:limit])


def inquiries_of(user_id: int) -> "QuerySet[Inquiry]":
    """What an account asked, newest first."""
    return Inquiry.objects.of_author(user_id).order_by("-asked_at")


def inquiries_of_card(client: Any) -> list[Inquiry]:
    """What a client of the base asked. One query a card: the rows stay on the instance."""
    kept: list[Inquiry] | None = client.__dict__.get("_inquiries")
    if kept is None:
        kept = client.__dict__["_inquiries"] = inquiries_of_client(client.pk, limit=20)
    return kept


def inquiries_of_client(client_id: int, *, limit: int) -> list[Inquiry]:
    """What a client asked, newest first."""
    return list(Inquiry.objects.filter(client_id=client_id).order_by("-asked_at")[:limit])
