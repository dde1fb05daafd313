"""The composition root of addresses. Wings are named as strings."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.core import feeds, health, sitemap, views

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", views.robots),
    path("favicon.ico", views.icon),
    path("sitemap.xml", sitemap.sitemap),
    path("share/<row:page_id>-<slug:version>.png", views.share_picture, name="share_picture"),
    path("data/", include("portal.opendata.data_urls")),
    path("admin/", include("membership.accounts.staff_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("stripe/", include("membership.billing.notice_urls")),
    path("elqr/", include("membership.billing.qr.notice_urls")),
    path("", views.choose_language, name="choose_language"),
]
if settings.DEV_PAGES:
    urlpatterns.append(path("dev/", include("portal.core.dev_urls")))
if settings.SERVE_MEDIA:
    urlpatterns.append(
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})
    )
urlpatterns += i18n_patterns(
    path("account/", include("membership.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("room/", include("membership.cabinet.urls")),
    path("subscribe/", include("membership.subscriptions.urls")),
    path("invoices/", include("membership.billing.urls")),
    path("papers/", include("membership.bookkeeping.urls")),
    path("territories/", include("portal.territories.urls")),
    path("attend/", include("portal.events.urls")),
    path("people/", include("portal.people.urls")),
    path("translations/", include("portal.languages.urls")),
    path("submit/", include("feedback.submissions.urls")),
    path("ask/", include("feedback.desk.urls")),
    path("search/", include("search.urls")),
    path("feeds/<slug:section>/", feeds.feed, name="feed"),
    path("kit/", include("portal.practices.urls")),
    path("open-data/", include("portal.opendata.urls")),
    path("magazine/", include("magazine.issues.urls")),
    path("", include("portal.core.page_urls")),
)
handler400 = "portal.core.hostile.bad_request"
handler404 = "portal.core.views.not_found"
handler500 = "portal.core.views.server_error"
