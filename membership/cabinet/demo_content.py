"""The demo's municipal user: her office confirmed, her events."""

from membership.accounts.demo_content import MEMBER
from membership.accounts.models import User
from membership.cabinet import selectors
from membership.clients import services
from portal.core import clock
from portal.events import demo_people as events

ADMINISTRATOR = "clients@example.kg"


#: Events she comes to, and one she has been at.
COMING = ("first-grant-application-online", "municipal-enterprise-osh")
PAST = "public-hearing-online-september"


def load() -> None:
    """Confirm the office as the administrator of the client base would, and register her."""
    member = User.objects.get(email=MEMBER)
    events.register_account(member, coming=COMING, past=PAST)
    administrator = User.objects.get(email=ADMINISTRATOR)
    for office in selectors.offices(member.pk):
        if office.state == "waiting":
            services.verify_office(
                office_id=office.pk, by_user_id=administrator.pk, at=clock.now(), note=""
            )
