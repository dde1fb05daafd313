"""Languages, trees and time."""

from django.utils.translation import gettext_lazy as _

from portal.settings.env import BASE_DIR

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English"))]
#: Languages in which everything is owed; the others hold what there is.
LANGUAGES_AT_PAR = ("ky", "ru")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
#: The first is spoken to staff who have not chosen another in their account.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ru", _("Russian")), ("ky", _("Kyrgyz"))]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Bishkek"
WAGTAIL_USER_TIME_ZONES = ["Asia/Bishkek"]
LANGUAGE_COOKIE_NAME = "portal_language"
#: What the libraries do not say in Kyrgyz or Russian themselves stands last: the wings win over it.
LOCALE_PATHS = [
    *(
        BASE_DIR / wing / "locale"
        for wing in ("portal", "search", "membership", "magazine", "feedback")
    ),
    BASE_DIR / "portal" / "locale_libraries",
]
