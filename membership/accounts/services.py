"""Every change of an account and of what its owner said about herself."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from membership.accounts import signals
from membership.accounts.errors import MunicipalityMissing
from membership.accounts.models import ConsentAnswer, ConsentText, Registration, User
from portal.core.audience import Category, Role

Step = Registration.Step


@transaction.atomic
def begin_registration(*, user_id: int, language: str, at: datetime) -> Registration:
    """Make the row in which answers wait; the one that exists stays as it is."""
    registration, created = Registration.objects.get_or_create(
        user_id=user_id, defaults={"language": language, "started_at": at}
    )
    if created:
        User.objects.filter(pk=user_id).update(language=language)
    return registration


@transaction.atomic
def open_account(*, email: str, phone: str, language: str, at: datetime) -> int | None:
    """Make an account for somebody who has just followed a link sent to one of the two.

    The link proves the contact as a code does. Another account that only typed it loses it.

    Returns:
        The id of the account; None when the contact is proven by another one or in use there.
    """
    release_contact(keep_user_id=0, email=email, phone=phone)
    taken = User.objects.filter(Q(email=email) if email else Q(phone=phone))
    if taken.exists() or EmailAddress.objects.filter(email=email, verified=True).exists():
        return None
    user = User(email=email or None, phone=phone or None, phone_verified=bool(phone))
    user.set_unusable_password()
    user.save()
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    begin_registration(user_id=user.pk, language=language, at=at)
    return user.pk


@transaction.atomic
def save_person(
    *, user_id: int, family_name: str, given_name: str, territory_id: int | None, at: datetime
) -> None:
    """Store who she is and which municipality is hers; None: she belongs to no municipality.

    A change of municipality ends the role she named in the old one.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    user.last_name, user.first_name = family_name, given_name
    user.save(update_fields=["last_name", "first_name"])
    registration = user.registration
    moves = registration.territory_id != territory_id
    registration.territory_id = territory_id
    if territory_id is None:
        registration.role = ""
        registration.mandate_starts_on = registration.mandate_ends_on = None
    _answered(registration, Step.PERSON, at, names_office=moves)


@transaction.atomic
def save_role(
    *,
    user_id: int,
    role: str,
    category: str,
    language: str,
    mandate_starts_on: date | None,
    at: datetime,
    mandate_ends_on: date | None = None,
) -> None:
    """Store what she does. Whoever serves in a municipality belongs to the bodies of it.

    Args:
        role: one of ``Role``, or empty for people outside local self-government.
        category: one of ``Category``; read only where there is no role.

    Raises:
        MunicipalityMissing: a role is named and no municipality.
    """
    registration = Registration.objects.select_for_update().get(user_id=user_id)
    if role and registration.territory_id is None:
        raise MunicipalityMissing(user_id)
    before = registration.office
    registration.role = Role(role) if role else ""
    registration.category = Category.LSG if role else Category(category)
    registration.mandate_starts_on = mandate_starts_on if role else None
    registration.mandate_ends_on = mandate_ends_on if role else None
    registration.language = language
    User.objects.filter(pk=user_id).update(language=language)
    _answered(registration, Step.ROLE, at, names_office=registration.office != before)


@transaction.atomic
def save_consents(
    *,
    user_id: int,
    shown: Iterable[ConsentText],
    agreed: Collection[int],
    language: str,
    at: datetime,
) -> None:
    """Store yes or no to each text shown.

    Args:
        agreed: primary keys of the texts she ticked.
        language: in which the texts were shown.
    """
    registration = Registration.objects.select_for_update().get(user_id=user_id)
    for text in shown:
        ConsentAnswer.objects.update_or_create(
            registration=registration,
            text=text,
            defaults={"agreed": text.pk in agreed, "language": language, "answered_at": at},
        )
    _answered(registration, Step.CONSENTS, at)


def _answered(
    registration: Registration, step: str, at: datetime, *, names_office: bool = False
) -> None:
    """Move on when ``step`` was the next one, and tell the client base."""
    steps = list(Step.values)
    if registration.step == step:
        registration.step = steps[steps.index(step) + 1]
        registration.finished_at = at if registration.step == Step.DONE else None
    registration.save()
    signals.registration_answered.send(
        Registration,
        user_id=registration.user_id,
        answered_at=at,
        names_office=names_office,
    )


@transaction.atomic
def announce_proven_email(*, user_id: int) -> None:
    """Tell that an e-mail address has just been shown to be hers."""
    signals.contact_verified.send(User, user_id=user_id, channel="email")


@transaction.atomic
def prove_phone(*, user_id: int, phone: str) -> None:
    """Make ``phone`` the proven number of the account; announced when that is news.

    allauth calls this at every sign-in by a code.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.phone == phone and user.phone_verified:
        return
    release_contact(phone=phone, keep_user_id=user_id)
    user.phone, user.phone_verified = phone, True
    user.save(update_fields=["phone", "phone_verified"])
    signals.contact_verified.send(User, user_id=user_id, channel="phone")


@transaction.atomic
def release_contact(*, keep_user_id: int, email: str = "", phone: str = "") -> None:
    """Free a contact that another account took without ever proving it.

    Somebody may have typed an address that is not his. Once its owner has proven it, the other
    account loses it; an account that was never used goes altogether. Accounts in use without
    another contact keep theirs: staff made them.
    """
    others = User.objects.exclude(pk=keep_user_id)
    if email:
        for user in others.filter(email=email).exclude(emailaddress__verified=True):
            EmailAddress.objects.filter(user=user, email=email).delete()
            _forget_contact(user, "email", "phone")
    if phone:
        for user in others.filter(phone=phone, phone_verified=False):
            _forget_contact(user, "phone", "email")


def _forget_contact(user: User, field: str, other: str) -> None:
    if getattr(user, other):
        setattr(user, field, None)
        user.save(update_fields=[field])
    elif user.last_login is None and not user.is_superuser and not user.groups.exists():
        user.delete()


@transaction.atomic
def forget_unproven(*, before: datetime) -> int:
    """Delete accounts begun before a moment whose owner never typed the code; returns how many."""
    return User.objects.never_proven(before=before).delete()[0]
