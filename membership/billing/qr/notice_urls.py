"""Where the QR acquirer leaves notices."""

from django.urls import path

from membership.billing.qr import views

app_name = "qr_notices"
urlpatterns = [path("notice/", views.notice, name="notice")]
