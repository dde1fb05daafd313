"""The office of the demo's municipal user, confirmed."""

from membership.accounts.demo_content import MEMBER
from membership.accounts.models import User
from membership.cabinet import selectors
from membership.clients import services
from portal.core import clock

ADMINISTRATOR = "clients@example.kg"


def load() -> None:
    """Confirm the office as the administrator of the client base would."""
    member = User.objects.get(email=MEMBER)
    administrator = User.objects.get(email=ADMINISTRATOR)
    for office in selectors.offices(member.pk):
        if office.state == "waiting":
            services.verify_office(
                office_id=office.pk, by_user_id=administrator.pk, at=clock.now(), note=""
            )
