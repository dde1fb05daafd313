"""Words kept in rows in every language of the site."""

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise


def in_each(text: Promise) -> dict[str, str]:
    """A lazy message in every language of the site, to be stored."""
    words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[code] = str(text)
    return words
