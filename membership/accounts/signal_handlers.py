"""What allauth tells us, in our own words."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from membership.accounts import services


@receiver(email_confirmed, dispatch_uid="accounts.announce_proven_email")
def announce_proven_email(*, email_address: EmailAddress, **_: Any) -> None:
    """An address is proven by a code or by a link."""
    services.announce_proven_email(user_id=email_address.user_id)


@receiver(authenticator_added, dispatch_uid="accounts.count_new_step_as_shown")
def count_new_step_as_shown(
    *, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any
) -> None:
    """Whoever has just shown a new key or code is not asked for it again on the next page.

    There stand her spare codes, which she has not seen yet and could not answer with.
    """
    record_authentication(
        request, user, method="mfa", type=authenticator.type, reauthenticated=True
    )
