"""The demo's municipal user: her office confirmed, her events, what she tells of practices."""

from datetime import date, timedelta
from typing import Any

from wagtail.models import Page

from membership.accounts.demo_content import MEMBER
from membership.accounts.models import User
from membership.cabinet import bookmarks
from membership.clients import selectors as clients
from membership.clients import services
from membership.clients.models import Office
from portal.core import clock
from portal.events import demo_people as events
from portal.practices.adoptions import services as adoptions

ADMINISTRATOR = "clients@example.kg"
_MORNING = timedelta(hours=10)
#: Practices of the samples and what the member told of each, the earliest first.
_TOLD: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "myrza-ake-one-page-budget",
        [
            {
                "days_ago": 96,
                "said": {
                    "state": "adapting",
                    "changed": "Бир беттин ордуна айылдын дубалына чоң плакат илебиз.",
                },
            },
            {
                "days_ago": 20,
                "said": {
                    "state": "in_use",
                    "changed": "Бир беттин ордуна айылдын дубалына чоң плакат илебиз.",
                    "result": "Угууга 27 эмес, 140 киши келди, алты сунуш бюджетке кирди.",
                },
            },
        ],
    ),
    (
        "ivanovka-shared-grader",
        [{"days_ago": 12, "said": {"state": "interested"}}],
    ),
    (
        "tokmok-sorting-failed",
        [
            {
                "days_ago": 60,
                "said": {
                    "state": "stopped",
                    "reason": "Үч айда эле бир машина баарын аралаштырып алып кетти: токмоктуктар "
                    "эскерткендей болду.",
                },
            }
        ],
    ),
]


#: Events she comes to, and one she has been at.
COMING = ("first-grant-application-online", "municipal-enterprise-osh")
PAST = "public-hearing-online-september"

#: Bookmarked by the member, the earliest first.
_KEPT = ("myrza-ake-one-page-budget", "ivanovka-shared-grader")


def _keep_bookmarks(user: User) -> None:
    for days, slug in enumerate(_KEPT, start=1):
        page = Page.objects.filter(slug=slug, locale__language_code="ky").first()
        if page:
            bookmarks.add(user_id=user.pk, page=page, at=clock.now() - timedelta(days=9 - days))


def load() -> None:
    """Confirm the office as the administrator of the client base would, and register her."""
    member = User.objects.get(email=MEMBER)
    events.register_account(member, coming=COMING, past=PAST)
    administrator = User.objects.get(email=ADMINISTRATOR)
    for office in clients.offices_of(clients.client_id_of(member.pk) or 0):
        if office.state == "waiting":
            services.verify_office(
                office_id=office.pk, by_user_id=administrator.pk, at=clock.now(), note=""
            )
    for at_home in clients.municipalities_of(member.pk, on=clock.today()):
        for slug, told in _TOLD:
            _tell(slug, at_home.pk, member.pk, told)
    _keep_bookmarks(member)
    _send_a_colleague(member)


def _send_a_colleague(member: User) -> None:
    """Somebody of the same body says that she works there: the member may confirm it."""
    held = Office.objects.verified().filter(client__user=member).first()
    if held is None:
        return
    colleague = services.find_or_create_by_contact(
        name=("Жолдошева", "Мээрим", ""), category="lsg", language="ky", source="registration",
        at=clock.now(), email="meerim@example.kg", territory_id=held.organisation.territory_id,
    )  # fmt: skip
    services.claim_office(
        client_id=colleague, organisation_id=held.organisation_id, role="finance",
        at=clock.now() - timedelta(days=1), starts_on=_days_ago(200),
    )  # fmt: skip


def _tell(slug: str, territory_id: int, by_id: int, told: list[dict[str, Any]]) -> None:
    page = Page.objects.filter(slug=slug, locale__language_code="ky").first()
    if page is None:
        return
    first, *later = (
        (days, adoptions.Statement(since_on=_days_ago(days), language="ky", by_id=by_id, **said))
        for days, said in ((one["days_ago"], one["said"]) for one in told)
    )
    kept = adoptions.record_adoption(
        practice_key=page.translation_key,
        territory_id=territory_id,
        statement=first[1],
        at=clock.start_of(_days_ago(first[0])) + _MORNING,
        is_sample=True,
    )
    for days, statement in later:
        adoptions.move_adoption(
            adoption_id=kept.pk,
            statement=statement,
            at=clock.start_of(_days_ago(days)) + _MORNING,
        )


def _days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)
