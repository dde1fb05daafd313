"""What allauth tells us, in our own words."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from membership.accounts import services


@receiver(email_confirmed, dispatch_uid="accounts.announce_proven_email")
def announce_proven_email(*, email_address: EmailAddress, **_: Any) -> None:
    """An address is proven by a code or by a link."""
    services.announce_proven_email(user_id=email_address.user_id)
