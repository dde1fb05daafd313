"""E-mail domains of bodies: an address of one proves that its owner works there."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Anybody gets an address here; none of them proves an office.
PUBLIC = frozenset(
    [
        "mail.ru",
        "bk.ru",
        "list.ru",
        "inbox.ru",
        "internet.ru",
        "gmail.com",
        "googlemail.com",
        "yandex.ru",
        "yandex.com",
        "ya.ru",
        "rambler.ru",
        "mail.kg",
        "elcat.kg",
        "ktnet.kg",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "proton.me",
        "protonmail.com",
        "ukr.net",
    ]
)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")


def normal(typed: str) -> str:
    """``Kok-Jar.kg`` or ``@kok-jar.kg`` as ``kok-jar.kg``.

    Raises:
        ValidationError: it is no domain, or one where anybody gets an address.
    """
    domain = typed.strip().lower().rpartition("@")[2].removeprefix("www.").rstrip(".")
    if not domain:
        return ""
    if not _DOMAIN.fullmatch(domain):
        raise ValidationError(_("Write a domain such as kok-jar.kg."))
    if domain in PUBLIC:
        raise ValidationError(_("Anybody gets an address there: it proves no office."))
    return domain
