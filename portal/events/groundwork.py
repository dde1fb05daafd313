"""The section of events, the words people agree to, and who works with the rolls."""

from wagtail.models import Page

from portal.core import clock, roles, tree
from portal.events import services
from portal.events.models import EventIndexPage, EventPage, RegistrationTerms, Roll

TITLES = {
    "ky": {
        "title": "Иш-чаралар",
        "summary": (
            "Окуулар, жолугушуулар жана онлайн сабактар. Бардык убакыт Бишкек убактысы боюнча."
        ),
    },
    "ru": {
        "title": "События",
        "summary": "Обучение, встречи и онлайн-занятия. Время везде бишкекское.",
    },
}
TERMS = {
    "text_ky": (
        "Порталдын редакциясы менин атымды, уюмумду жана байланыш маалыматымды ушул иш-чараны "
        "өткөрүү үчүн сактайт: катталганымды ырастайт, эскертет, катышкандардын тизмесин жүргүзөт. "
        "Маалымат башка эч кимге берилбейт. Макулдугумду каалаган убакта кайтарып ала алам."
    ),
    "text_ru": (
        "Редакция портала хранит мое имя, организацию и контакты, чтобы провести это мероприятие: "
        "подтвердить регистрацию, напомнить, вести список участников. Данные никому больше не "
        "передаются. Я могу отозвать согласие в любое время."
    ),
}


def lay() -> None:
    """Plant the section below the home pages, write the first words, grant the rights."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(EventIndexPage, parent=home, slug="events", titles=TITLES)
    terms = RegistrationTerms.load()
    if not terms.text_ky and not terms.text_ru:
        for name, text in TERMS.items():
            setattr(terms, name, text)
        terms.save()
    _begin_rolls()
    see = ("events.view_roll", "events.view_registration")
    work = ("events.add_registration", "events.change_registration")
    for role in (roles.CLIENT_ADMINISTRATOR, roles.CONTENT_ADMINISTRATOR):
        roles.grant(role, *see, *work)
    roles.grant(roles.MANAGER, *see)
    roles.grant(roles.CLIENT_ADMINISTRATOR, "events.change_registrationterms")


def _begin_rolls() -> None:
    """Events published before there were rolls get theirs."""
    rolled = Roll.objects.values("event_key")
    for page in EventPage.objects.live().exclude(translation_key__in=rolled):
        services.follow_page(page_id=page.pk, at=clock.now())
