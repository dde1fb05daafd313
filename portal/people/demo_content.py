"""A few invented authors and experts who agreed to be found, with what they wrote here."""

from datetime import timedelta

from wagtail.models import Page

from portal.core import clock
from portal.people.models import Person, Work
from portal.territories.models import Territory

#: Code, names, offices, SOATE code of the place, slugs of works.
_PEOPLE = (
    ("bakyt-orozaliev", "Бакыт Орозалиев", "Бакыт Орозалиев",
     "Кум-Дөбө айыл өкмөтү, башчынын орун басары",
     "Кум-Дебенский айыл окмоту, заместитель главы",
     "41704235825000", ("kum-dobo-water-meters",)),
    ("bakyt-tologonov", "Бакыт Төлөгөнов", "Бакыт Тологонов",
     "суу менен камсыздоо боюнча инженер-экономист", "инженер-экономист по водоснабжению",
     "", ("why-cheap-water-is-expensive",)),
    ("mirlan-sherimbekov", "Мирлан Шеримбеков", "Мирлан Шеримбеков",
     "муниципалдык менчик боюнча юрист", "юрист по муниципальной собственности",
     "", ("may-resident-attend-kenesh-session", "municipal-building-lease-without-auction")),
)  # fmt: skip
_AGREED_DAYS_AGO = 40


def load() -> None:
    """Write them with their works, whatever room these are of."""
    agreed_on = clock.today() - timedelta(days=_AGREED_DAYS_AGO)
    for slug, name_ky, name_ru, office_ky, office_ru, soate, works in _PEOPLE:
        person = Person.objects.create(
            slug=slug,
            name_ky=name_ky,
            name_ru=name_ru,
            office_ky=office_ky,
            office_ru=office_ru,
            territory=Territory.objects.filter(soate=soate).first(),
            email=f"{slug}@example.kg",
            consent_on=agreed_on,
            consent_note="Ойлоп табылган адам. Вымышленный человек.",
        )
        for page in Page.objects.filter(slug__in=works, locale__language_code="ky"):
            Work.objects.create(person=person, page=page)
