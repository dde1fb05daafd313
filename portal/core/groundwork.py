"""What the site cannot run without: languages and roles."""

from django.conf import settings
from wagtail.models import Locale

from portal.core import roles


def lay() -> None:
    """Make the locales and the groups of staff."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    for role in roles.ALL:
        roles.group(role)
        roles.grant(role, "wagtailadmin.access_admin")
    roles.drop_begun_with()
