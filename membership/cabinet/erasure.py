"""A member who wants to be forgotten: asked twice, then done by the worker in one transaction."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from membership.accounts import selectors as accounts
from membership.accounts.models import User
from membership.cabinet.selectors import person_of
from portal.core import clock, mail, outbox, privacy, sms

KIND = "cabinet.erase_member"
LINK_IS_GOOD = timedelta(hours=24)
_SALT = "cabinet.erasure"


def may_erase_herself(user: User) -> bool:
    """Staff sign what others rely on: the manager closes their accounts."""
    return not (user.is_superuser or user.has_perm("wagtailadmin.access_admin"))


@transaction.atomic
def ask(*, user: User, language: str, at: datetime) -> str:
    """Send the link that confirms; returns to which channel, or nothing when there is no way."""
    spoken = "ky" if language == "ky" else "ru"
    proven = dict(accounts.proven_contacts(user.pk))
    with translation.override(spoken):
        url = settings.SITE_URL + reverse("cabinet:erase", args=[_pass_for(user)])
    template, key = "cabinet/letters/erase.txt", f"cabinet.erase:{user.pk}:{at:%Y%m%d%H%M}"
    context = {"url": url, "name": user.first_name}
    if "email" in proven:
        mail.post(to=proven["email"], template=template, language=spoken, key=key, context=context)
        return "email"
    if "phone" in proven:
        text = f"{mail.subject(template, spoken, context)} {url}"
        sms.post(to=proven["phone"], text=text, language=spoken, kind="erase", key=key)
        return "phone"
    return ""


def _pass_for(user: User) -> str:
    return signing.dumps(user.pk, salt=_SALT, compress=True)


def reads_for(token: str, user: AbstractBaseUser) -> bool:
    """Whether a link belongs to this reader and is not too old."""
    try:
        return bool(signing.loads(token, salt=_SALT, max_age=LINK_IS_GOOD) == user.pk)
    except signing.BadSignature:
        return False


@transaction.atomic
def confirm(*, user_id: int) -> None:
    """Close the account at once and leave the rest to the worker."""
    User.objects.filter(pk=user_id).update(is_active=False)
    outbox.enqueue(KIND, key=str(user_id), user_id=user_id)


@outbox.handles(KIND)
def erase(*, user_id: int) -> None:
    """Let go of a member in all rooms; harmless when she is gone already."""
    if User.objects.filter(pk=user_id).exists():
        privacy.erase(person_of(user_id), clock.now())
