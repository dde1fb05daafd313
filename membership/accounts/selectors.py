"""Answers about accounts for the rooms above."""

from datetime import date

from allauth.account.models import EmailAddress

from membership.accounts.models import ConsentText, Registration, User
from portal.core.audience import Channel


def registration_of(user_id: int) -> Registration | None:
    """What the account's owner said about herself; None for accounts made by staff."""
    return (
        Registration.objects.select_related("user", "territory")
        .prefetch_related("consent_answers__text")
        .filter(user_id=user_id)
        .first()
    )


def proven_contacts(user_id: int) -> list[tuple[str, str]]:
    """Pairs such as ``("email", "aigul@mail.kg")`` or ``("phone", "+996555123456")``."""
    emails = EmailAddress.objects.filter(user_id=user_id, verified=True).values_list(
        "email", flat=True
    )
    phones = User.objects.filter(pk=user_id, phone_verified=True).values_list("phone", flat=True)
    return [("email", str(email)) for email in emails] + [("phone", str(one)) for one in phones]


def has_proven_email(user_id: int | None, email: str) -> bool:
    """Whether a code mailed to that address came back from this account."""
    proven = EmailAddress.objects.filter(user_id=user_id, verified=True, email__iexact=email)
    return bool(proven.exists())


def consent_texts(*, on: date) -> list[ConsentText]:
    """The texts in force on a day, by service and channel in the order of their lists."""
    order = [*Channel.values, ""]
    texts = ConsentText.objects.in_force_on(on)
    return sorted(texts, key=lambda text: (text.service != "portal", order.index(text.channel)))


def consent_texts_for(user: User, *, on: date) -> list[ConsentText]:
    """The texts that make sense for an account: nobody is asked about a phone she has not given."""
    closed = set()
    if not user.email:
        closed.add(Channel.EMAIL.value)
    if not user.phone:
        closed |= {Channel.SMS.value, Channel.WHATSAPP.value, Channel.PHONE.value}
    return [text for text in consent_texts(on=on) if text.channel not in closed]
