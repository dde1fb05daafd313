"""Making and finding accounts."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import QuerySet

if TYPE_CHECKING:
    from membership.accounts.models import User


class UserManager(DjangoUserManager["User"]):
    """Makes accounts without a typed username; an address is kept in lower case."""

    def create_user(  # type: ignore[override]
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an account from an e-mail address, a phone number (``phone=``), or both."""
        user = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(  # type: ignore[override]
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an account with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def never_proven(self, *, before: datetime) -> QuerySet["User"]:
        """Accounts begun before a moment whose owner never typed the code that was sent."""
        return self.filter(
            date_joined__lt=before,
            last_login=None,
            phone_verified=False,
            is_superuser=False,
            groups=None,
            registration__step="person",
        ).exclude(emailaddress__verified=True)
