"""The section of answers, and who may work at the desk."""

from wagtail.models import Page

from feedback.desk.models import AnswerIndexPage
from portal.core import roles, tree

TITLES = {
    "ky": {
        "title": "Суроо-жооп",
        "summary": "Айыл өкмөттөрү, депутаттар, тургундар берген суроолорго юристтердин жооптору.",
    },
    "ru": {
        "title": "Вопросы и ответы",
        "summary": "Ответы юристов на вопросы айыл окмоту, депутатов и жителей.",
    },
}


def lay() -> None:
    """Plant the section and grant the rights."""
    tree.section(
        AnswerIndexPage,
        parent=Page.objects.get(slug="home-ky", depth=2),
        slug="answers",
        titles=TITLES,
    )
    for role in (roles.CLIENT_ADMINISTRATOR, roles.CONTENT_ADMINISTRATOR, roles.MODERATOR):
        roles.grant(role, "desk.view_inquiry", "desk.change_inquiry")
    roles.grant(roles.MANAGER, "desk.view_inquiry")
    roles.grant(roles.CLIENT_ADMINISTRATOR, "desk.change_responsenorms")
