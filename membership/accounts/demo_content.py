"""The people of the demo: five of the staff and one who serves in a municipality."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from wagtail.users.models import UserProfile

from membership.accounts import selectors, services
from membership.accounts.models import User
from portal.core import clock, roles
from portal.core.audience import Role
from portal.core.demo_logins import PASSWORD
from portal.territories import selectors as territories

#: Has chosen Kyrgyz as the language of the admin.
KYRGYZ_ADMIN = "redaktor@example.kg"
#: Login to family name, given name, role of the staff.
STAFF = {
    "clients@example.kg": ("Садыкова", "Назгүл", roles.CLIENT_ADMINISTRATOR),
    "content@example.kg": ("Осмонов", "Эрмек", roles.CONTENT_ADMINISTRATOR),
    KYRGYZ_ADMIN: ("Токтогулова", "Жылдыз", roles.CONTENT_ADMINISTRATOR),
    "manager@example.kg": ("Ибраимова", "Чолпон", roles.MANAGER),
    "reviewer@example.kg": ("Жумабеков", "Талант", roles.REVIEWER),
}
MEMBER = "aigul@example.kg"
REGISTERED_BEFORE = timedelta(days=120)


def load() -> None:
    """Make the accounts whose logins the demo prints."""
    for email, (family_name, given_name, role) in STAFF.items():
        user = _account(email, is_staff=True, last_name=family_name, first_name=given_name)
        user.groups.add(roles.group(role))
        if email == KYRGYZ_ADMIN:
            UserProfile.objects.create(user=user, preferred_language="ky")
    _register_member(_account(MEMBER))


def _account(email: str, **fields: object) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _register_member(user: User) -> None:
    at = clock.now() - REGISTERED_BEFORE
    services.begin_registration(user_id=user.pk, language="ky", at=at)
    services.announce_proven_email(user_id=user.pk)
    place = territories.find("кок жар кочкор") or territories.find("кок жар")
    services.save_person(
        user_id=user.pk,
        family_name="Асанова",
        given_name="Айгүл",
        territory_id=place[0].pk,
        at=at,
    )
    services.save_role(
        user_id=user.pk,
        role=Role.SECRETARY,
        category="",
        language="ky",
        mandate_starts_on=date(2024, 12, 2),
        at=at,
    )
    texts = selectors.consent_texts_for(user, on=clock.today())
    agreed = [text.pk for text in texts if text.channel == "email"]
    services.save_consents(user_id=user.pk, shown=texts, agreed=agreed, language="ky", at=at)
