"""Addresses where payment providers leave notices."""

from django.urls import path

from membership.billing import notice_views

app_name = "notices"
urlpatterns = [path("notice/", notice_views.stripe_notice, name="stripe")]
