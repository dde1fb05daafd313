"""The account itself: contacts, answers of the registration, keys, sessions."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from membership.accounts.models import ConsentAnswer, Registration, User
from portal.core import privacy
from portal.core.privacy import GONE, Holding, Person, Section


def export(person: Person) -> list[Section]:
    """Her account, what she answered when she registered, and her second steps."""
    if person.user_id is None:
        return []
    mine = {"user": person.user_id}
    return [
        privacy.table(
            "accounts.account", _("Your account"), User.objects.filter(pk=person.user_id),
            "last_name", "first_name", "email", "phone", "language", "date_joined", "last_login",
        ),
        privacy.table(
            "accounts.addresses", _("Your addresses"), EmailAddress.objects.filter(**mine),
            "email", "verified", "primary",
        ),
        privacy.table(
            "accounts.registration", _("What you answered when you registered"),
            Registration.objects.filter(**mine), "territory", "role", "category", "language",
            "mandate_starts_on", "mandate_ends_on",
        ),
        privacy.table(
            "accounts.answers", _("What you agreed to when you registered"),
            ConsentAnswer.objects.filter(registration__user=person.user_id),
            "text", "agreed", "language", "answered_at",
        ),
        privacy.table(
            "accounts.second_steps", _("Your second steps at sign-in"),
            Authenticator.objects.filter(**mine), "type", "created_at", "last_used_at",
        ),
    ]  # fmt: skip


def erase(person: Person, _at: datetime) -> None:
    """The account goes with everything that is its own, sessions on all devices too."""
    user = User.objects.filter(pk=person.user_id or 0).first()
    if user is None:
        return
    _close_sessions(user.pk)
    profiles = UserProfile.objects.filter(user=user).exclude(avatar="")
    privacy.delete_files([(one.avatar.storage, str(one.avatar.name)) for one in profiles])
    about = {"content_type": ContentType.objects.get_for_model(User), "object_id": str(user.pk)}
    ModelLogEntry.objects.filter(**about).update(label=GONE, data={})
    for log in (ModelLogEntry, PageLogEntry):
        log.objects.filter(user_id=user.pk).update(user_id=None)
    user.delete()


def _close_sessions(user_id: int) -> None:
    """A session keeps by which address somebody signed in; only its text says whose it is."""
    hers = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(user_id)
    ]
    Session.objects.filter(pk__in=hers).delete()


privacy.register(
    "accounts",
    holds=[
        Holding(
            data=_("E-mail address, phone number, name, password (scrambled), second steps"),
            purpose=_("To let people in"),
            basis=_("Registration"),
            kept_for=_("Until the person is erased; unproven accounts one week"),
        )
    ],
    export=export,
    erase=erase,
    order=90,
)
