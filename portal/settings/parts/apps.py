"""Apps, middleware, templates and static files. The one place that names all rooms."""

from portal.settings.env import BASE_DIR, DATA_DIR, env

#: From the floor up: later rooms may import earlier ones.
ROOMS = [
    "portal.core",
    "portal.languages",
    "portal.territories",
    "portal.topics",
    "portal.partners",
    "portal.people",
    "portal.norms",
    "portal.practices",
    "portal.materials",
    "portal.news",
    "portal.events",
    "portal.home",
    "portal.opendata",
    "search",
    "membership.accounts",
    "membership.organisations",
    "membership.clients",
    "membership.outreach",
    "membership.billing",
    "membership.subscriptions",
    "membership.bank",
    "membership.bookkeeping",
    "membership.cabinet",
    "magazine.issues",
    "feedback.submissions",
    "feedback.desk",
]

#: Works of people are pages of every room, and languages are compared when everything stands.
_WHEN_EVERYTHING_STANDS = ("portal.people", "portal.languages")

#: Rooms in the order in which ``manage.py prepare`` and ``load_demo`` visit them: the home page
#: stands before the sections below it.
GROUNDWORK = [
    "portal.core",
    "portal.home",
    *(r for r in ROOMS if r not in {"portal.core", "portal.home", *_WHEN_EVERYTHING_STANDS}),
    *_WHEN_EVERYTHING_STANDS,
]

INSTALLED_APPS = [
    *reversed(ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "phonenumber_field",
    "csp",
    "django_guid",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "membership.accounts.staff_users.StaffUsers",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Files need no policy for pages, no request id and no language: they leave with few headers.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_guid.middleware.guid_middleware",
    "portal.core.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.core.headers.AdminPolicyMiddleware",
    "portal.core.hostile.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.core.locale.LanguageMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.core.hostile.TellRefusedMethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.core.locale.StaffLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "membership.accounts.middleware.StaffSecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.core.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.core.templatetags.core_tags",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
STATICFILES_FINDERS = [
    "portal.core.styles.StyleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
#: Files that only their owner and staff may open; never below MEDIA_ROOT.
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

#: Pages for those who build the site: the catalogue of components and the mail folder.
DEV_PAGES = False
SERVE_MEDIA = False
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
